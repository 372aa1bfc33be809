/** Parts that several template cards share. Limits in characters are recommendations: WeCom shows an ellipsis beyond them. */

/** Where the card comes from, shown above it. */
export interface CardSource {
  /** Looks best at 72 × 72. */
  icon_url?: string;
  /** At most 20 characters. */
  desc?: string;
  /** 0 grey, 1 black, 2 red, 3 green. @default 0 */
  desc_color?: 0 | 1 | 2 | 3;
}

/** Menu in the card's corner. A card with a menu needs a `task_id` and an app with a callback URL (43012). */
export interface CardActionMenu {
  desc?: string;
  /** 1 to 3, keys at most 1024 bytes and unique (42051). */
  action_list: { text: string; key: string }[];
}

export interface CardMainTitle {
  /** At most 36 characters. */
  title?: string;
  /** At most 44 characters. */
  desc?: string;
}

/** Opens a page. */
export interface OpenUrl {
  type: 1;
  /** With `http://` or `https://`. */
  url: string;
}

/** Opens a mini program. */
export interface OpenMiniProgram {
  type: 2;
  appid: string;
  pagepath?: string;
}

/** Opens nothing. */
export interface OpenNothing {
  /** @default 0 */
  type?: 0;
}

export type CardLink = OpenNothing | OpenUrl | OpenMiniProgram;

/** A quotation; a click opens what `type` says. */
export type CardQuoteArea = CardLink & { title?: string; quote_text?: string };

interface KeyAndValue {
  /** At most 5 characters. */
  keyname: string;
  /** At most 30 characters. */
  value?: string;
}

/** One row of key and value. */
export type CardHorizontalContent =
  | (KeyAndValue & { type?: 0 })
  | (KeyAndValue & { type: 1; url: string })
  /** `value` is the file name with its extension. */
  | (KeyAndValue & { type: 2; media_id: string })
  /** Opens the profile of a member. */
  | (KeyAndValue & { type: 3; userid: string });

/** A line below the card that opens something. `title`: at most 18 characters. */
export type CardJump = CardLink & { title: string };

/** What a click on the card itself opens. */
export type CardAction = OpenUrl | OpenMiniProgram;

/** Button that sends the answer of a vote or a multiple choice. */
export interface CardSubmitButton {
  /** At most 10 characters. @default '提交' */
  text: string;
  /** At most 1024 bytes. */
  key: string;
}

export interface CardOption {
  /** At most 128 bytes, unique in its list. */
  id: string;
  text: string;
}
