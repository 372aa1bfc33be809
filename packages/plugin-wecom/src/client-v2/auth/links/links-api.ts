import { RESOURCE } from '../../../constants';
import { request } from '../../host';

/** One's own link with one authenticator. */
export interface MyLink {
  authenticator: string;
  title: string;
  wecomUserId: string | null;
  /** An administrator has shut it off. */
  disabled?: boolean;
}

export const myLinks = (): Promise<MyLink[]> => request({ url: `${RESOURCE}:myLinks`, method: 'get' });

export const unlinkMe = (authenticator: string): Promise<unknown> =>
  request({ url: `${RESOURCE}:unlink`, method: 'post', data: { authenticator } });

/** Whether there is a WeCom sign-in to link with. Where that cannot be found out, the list of links says why. */
export async function linksAreOffered(): Promise<boolean> {
  try {
    return (await myLinks()).length > 0;
  } catch {
    return true;
  }
}
