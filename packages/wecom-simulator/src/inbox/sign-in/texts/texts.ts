import type { PrivateField, RefusalReason } from '../sign-in-api';

/** Every word of the sign-in pages, in one language. */
export interface SignInTexts {
  title: string;
  heading: { oauth: (app: string) => string; web: (app: string) => string };
  explain: { oauth: string; web: string };
  qr: string;
  back: (host: string) => string;
  choose: { oauth: string; web: string };
  /** In front of a name, for those who hear the page. */
  as: { oauth: string; web: string };
  outsiders: string;
  notInRange: string;
  busy: string;
  done: string;
  consent: {
    heading: (app: string) => string;
    explain: (name: string) => string;
    fields: Readonly<Record<PrivateField, string>>;
    allow: string;
    refuse: string;
    other: string;
  };
  refused: {
    heading: string;
    reasons: Readonly<Record<RefusalReason, (params: Readonly<Record<string, string>>) => string>>;
  };
}
