import { FileIcon, PictureIcon, PlayIcon, VoiceIcon } from '../icons';
import { Leaf } from '../leaf';
import { OpenLink } from '../open-link';
import { readText } from '../read-wire';
import { RemoteImage } from '../remote-image';
import { useViewSettings } from '../view-settings';

/** The bytes behind a media id belong to WeCom: without `mediaUrl` these four are placeholders that name kind and id. */

export function ImageMessage({ mediaId }: { mediaId: unknown }) {
  const { labels, mediaUrl } = useViewSettings();
  const url = mediaUrl?.(readText(mediaId));
  if (url !== undefined) {
    return (
      <OpenLink url={url}>
        <RemoteImage url={url} alt={labels.kinds.image ?? ''} className="owv-photo" />
      </OpenLink>
    );
  }
  return (
    <div className="owv-picture">
      <PictureIcon />
      <span>{labels.kinds.image}</span>
      <MediaId id={mediaId} />
    </div>
  );
}

export function VoiceMessage({ mediaId }: { mediaId: unknown }) {
  const { labels } = useViewSettings();
  return (
    <div className="owv-bubble owv-voice">
      <VoiceIcon />
      <span>{labels.kinds.voice}</span>
      <MediaId id={mediaId} />
    </div>
  );
}

interface Video {
  media_id?: unknown;
  title?: unknown;
  description?: unknown;
}

export function VideoMessage({ video }: { video: Video }) {
  const { labels } = useViewSettings();
  const title = readText(video.title);
  const description = readText(video.description);
  return (
    <div className="owv-card">
      <div className="owv-picture owv-picture-wide">
        <PlayIcon />
        <span>{labels.kinds.video}</span>
        <MediaId id={video.media_id} />
      </div>
      {(title || description) && (
        <div className="owv-body">
          <div className="owv-title">
            <Leaf text={title} />
          </div>
          <div className="owv-description owv-tone-gray">
            <Leaf text={description} />
          </div>
        </div>
      )}
    </div>
  );
}

export function FileMessage({ mediaId }: { mediaId: unknown }) {
  const { labels, mediaUrl } = useViewSettings();
  return (
    <div className="owv-card owv-file">
      <div className="owv-grow">
        <OpenLink url={mediaUrl?.(readText(mediaId))} className="owv-plain owv-stretch">
          {labels.kinds.file}
        </OpenLink>
        <MediaId id={mediaId} />
      </div>
      <span className="owv-file-icon">
        <FileIcon />
      </span>
    </div>
  );
}

function MediaId({ id }: { id: unknown }) {
  return (
    <span className="owv-media-id">
      <Leaf text={id} />
    </span>
  );
}
