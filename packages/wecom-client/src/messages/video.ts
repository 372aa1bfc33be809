/** A video, MP4 up to 10 MB. */
export interface VideoBody {
  msgtype: 'video';
  video: {
    /** From `media.upload`, valid for 3 days. */
    media_id: string;
    /** At most 128 bytes, the rest is cut silently. */
    title?: string;
    /** At most 512 bytes, the rest is cut silently. */
    description?: string;
  };
  /** 1: may not be shared and carries a watermark. */
  safe?: 0 | 1;
}
