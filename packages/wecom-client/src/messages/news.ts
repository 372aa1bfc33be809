interface NewsArticleText {
  /** At most 128 bytes, the rest is cut silently. */
  title: string;
  /** At most 512 bytes, the rest is cut silently. */
  description?: string;
  /** JPG or PNG, at most 2048 bytes. Large pictures look best at 1068 × 455, small ones at 150 × 150. */
  picurl?: string;
}

/** One article: it opens a page, or a mini program linked to the app, which wins over the page. */
export type NewsArticle = NewsArticleText &
  (
    | {
        /** At most 2048 bytes, with `http://` or `https://`. */
        url: string;
        appid?: string;
        pagepath?: string;
      }
    | {
        url?: string;
        appid: string;
        /** At most 128 bytes. */
        pagepath: string;
      }
  );

/** Pictures with titles that open pages. WeCom refuses `safe` here (40074). */
export interface NewsBody {
  msgtype: 'news';
  news: {
    /** 1 to 8. */
    articles: NewsArticle[];
  };
}
