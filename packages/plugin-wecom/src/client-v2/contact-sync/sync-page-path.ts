import { hrefOf } from '../host';

/** Below a client's public path, in both. */
const PAGE = '/admin/settings/users-permissions/wecom-sync';

export const SOURCES_PAGE = '/admin/settings/users-permissions/sync';

const SOURCE = 'source';

export const syncPageHref = (source: string): string => `${hrefOf(PAGE)}?${SOURCE}=${encodeURIComponent(source)}`;

/** The source that the address of the page names. */
export const sourceInAddress = (): string | undefined => new URLSearchParams(location.search).get(SOURCE) ?? undefined;

/** Makes the address name a source, so that it can be kept and sent. */
export function putSourceInAddress(source: string): void {
  const address = new URL(location.href);
  address.searchParams.set(SOURCE, source);
  history.replaceState(history.state, '', address);
}
