import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

export type MediaType = 'image' | 'voice' | 'video' | 'file';

export interface UploadMediaParams {
  /** image: JPG or PNG up to 10 MB; voice: AMR up to 2 MB and 60 s; video: MP4 up to 10 MB; file: up to 20 MB. */
  type: MediaType;
  /** What the receivers see, with its extension; Chinese is fine. */
  filename: string;
  /** More than 5 bytes. */
  data: Uint8Array | ArrayBuffer | Blob;
}

export interface UploadMediaAnswer {
  type: MediaType;
  /** Valid for 3 days, for all apps of the corp. */
  media_id: string;
  /** Seconds since 1970. */
  created_at: string;
}

export interface MediaApi {
  /**
   * Uploads temporary media.
   *
   * @throws {WeComApiError} 45001 when it is too large, 40004 to 40011 when WeCom does not accept it
   * @see https://developer.work.weixin.qq.com/document/path/90253
   */
  upload(params: UploadMediaParams, options?: CallOptions): Promise<UploadMediaAnswer>;
}

export function createMediaApi(callApi: CallApi): MediaApi {
  return {
    upload: ({ type, filename, data }, { signal } = {}) => {
      // The platform writes the file name as raw UTF-8, which is what WeCom reads.
      const form = new FormData();
      // A copy, because shared memory is no part of a blob.
      const bytes = data instanceof Uint8Array ? new Uint8Array(data) : data;
      form.append('media', bytes instanceof Blob ? bytes : new Blob([bytes]), filename);
      return callApi({ method: 'POST', path: '/cgi-bin/media/upload', query: { type }, form }, signal);
    },
  };
}
