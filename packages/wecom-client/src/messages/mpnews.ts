export interface MpNewsArticle {
  /** At most 128 bytes, the rest is cut silently. */
  title: string;
  /** From `media.upload`, valid for 3 days. */
  thumb_media_id: string;
  /** HTML, at most 666 KB. */
  content: string;
  /** At most 64 bytes (45032). */
  author?: string;
  content_source_url?: string;
  /** At most 512 bytes, the rest is cut silently. */
  digest?: string;
}

/** Articles that WeCom itself stores and counts readers of. */
export interface MpNewsBody {
  msgtype: 'mpnews';
  mpnews: {
    /** 1 to 8. */
    articles: MpNewsArticle[];
  };
  /** 1: may not be shared and carries a watermark; 2: may be shared inside the corp only. */
  safe?: 0 | 1 | 2;
}
