/** A picture, JPG or PNG up to 10 MB. */
export interface ImageBody {
  msgtype: 'image';
  image: {
    /** From `media.upload`, valid for 3 days. */
    media_id: string;
  };
  /** 1: may not be shared and carries a watermark. */
  safe?: 0 | 1;
}
