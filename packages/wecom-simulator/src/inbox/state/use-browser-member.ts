import { useCallback, useEffect, useState } from 'react';
import { readBrowserMember, switchBrowser } from '../api/control-api';

export interface BrowserMember {
  /** Whose WeCom this browser is; undefined when nobody's. */
  userid: string | undefined;
  /** Undefined switches it off. */
  change: (userid: string | undefined) => Promise<void>;
}

/** The switch "this browser is WeCom's". Other tabs turn it too, so it is read again when this one is looked at. */
export function useBrowserMember(): BrowserMember {
  const [userid, setUserid] = useState<string>();
  const read = useCallback(() => readBrowserMember().then(setUserid, () => undefined), []);
  useEffect(() => {
    const onFocus = () => void read();
    onFocus();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [read]);
  const change = useCallback(
    async (next: string | undefined) => {
      await switchBrowser(next);
      await read();
    },
    [read],
  );
  return { userid, change };
}
