/** What WeCom sent the browser back with. */
export interface Returned {
  authenticator: string;
  purpose: 'sign-in' | 'link';
  code: string;
  state: string;
}

let returned: Returned | undefined;

/**
 * Takes code and state out of the address bar, the history and the Referer of what is loaded from now on. Called when the plugin is
 * loaded, which is before the host's router reads the address.
 */
export function catchReturned(): void {
  const { pathname, search } = window.location;
  if (!pathname.endsWith('/wecom/callback')) return;
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? '';
  if (!query.has('state')) return;
  returned = {
    authenticator: text('authenticator'),
    purpose: query.get('purpose') === 'link' ? 'link' : 'sign-in',
    code: text('code'),
    state: text('state'),
  };
  window.history.replaceState(window.history.state, '', pathname);
}

/** Gives out once what WeCom sent, because it can be used once. */
export function takeReturned(): Returned | undefined {
  const taken = returned;
  returned = undefined;
  return taken;
}
