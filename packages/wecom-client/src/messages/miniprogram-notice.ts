/** Opens a mini program linked to the app. May not go to `@all`; not shown in the WeChat plugin. */
export interface MiniprogramNoticeBody {
  msgtype: 'miniprogram_notice';
  miniprogram_notice: {
    appid: string;
    /** 4 to 12 characters. */
    title: string;
    /** At most 1024 bytes. Without it a click does nothing. */
    page?: string;
    /** 4 to 12 characters. */
    description?: string;
    /** Shows the first item enlarged. @default false */
    emphasis_first_item?: boolean;
    /** At most 10 (90201); `key` at most 10 characters (90202), `value` at most 30 (90203). */
    content_item?: { key: string; value: string }[];
  };
}
