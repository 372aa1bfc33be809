import { Refusal } from '../protocol/refusal';
import type { MediaFile } from '../store';

type MediaType = MediaFile['type'];

const MB = 1024 * 1024;
const MIN_BYTES = 5;

/** Document 90253. */
const maxBytes: Readonly<Record<MediaType, number>> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB };

export function isMediaType(text: string | undefined): text is MediaType {
  return text !== undefined && Object.hasOwn(maxBytes, text);
}

/**
 * The content type of an upload that may be taken.
 *
 * @throws {Refusal} 40006 too small, 45001 too large, 40004 not of the type it is said to be
 */
export function checkMedia(type: MediaType, bytes: Uint8Array): string {
  if (bytes.byteLength <= MIN_BYTES) throw new Refusal(40006, `a file has more than ${MIN_BYTES} bytes`);
  if (bytes.byteLength > maxBytes[type]) throw new Refusal(45001, `"${type}" has at most ${maxBytes[type]} bytes`);
  const contentType = contentTypeOf(type, bytes);
  if (contentType === undefined) throw new Refusal(40004, `the file is not what WeCom takes as "${type}"`);
  return contentType;
}

/** By the first bytes, as names prove nothing. */
function contentTypeOf(type: MediaType, bytes: Uint8Array): string | undefined {
  const begins = (signature: string, at = 0) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + at, signature.length).toString('latin1') === signature;
  switch (type) {
    case 'image':
      if (begins('\xff\xd8\xff')) return 'image/jpeg';
      return begins('\x89PNG') ? 'image/png' : undefined;
    case 'voice':
      return begins('#!AMR') ? 'audio/amr' : undefined;
    case 'video':
      return bytes.byteLength > 8 && begins('ftyp', 4) ? 'video/mp4' : undefined;
    case 'file':
      return 'application/octet-stream';
    default:
      return type satisfies never;
  }
}
