/** A file up to 20 MB. */
export interface FileBody {
  msgtype: 'file';
  file: {
    /** From `media.upload`, valid for 3 days. */
    media_id: string;
  };
  /** 1: may not be shared. Only for txt, pdf, doc(x), ppt(x), xls(x), xml, jpg, jpeg, png, bmp and gif. */
  safe?: 0 | 1;
}
