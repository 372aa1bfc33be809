import { useCallback, useEffect, useState } from 'react';
import type { CallbackStatus, OwnerKind } from '../../callback-status';
import { errorText } from '../error-text';
import { callbackStatus } from './callback-api';
import { useSettled } from './use-settled';

/** Somebody saves in WeCom's console and looks back here. */
const INTERVAL_MS = 10_000;

export interface LoadedStatus {
  /** Null: not saved yet, or saved without callbacks. */
  status?: CallbackStatus | null;
  failure?: string;
  /** When it was loaded, in milliseconds since 1970. */
  at: number;
}

/** The state of an address as the server knows it, looked up again every few seconds and when the window gets the focus. */
export function useCallbackStatus(
  kind: OwnerKind,
  typedName: string | undefined,
): { loaded: LoadedStatus | undefined; load: () => Promise<void> } {
  const [loaded, setLoaded] = useState<LoadedStatus>();
  const name = useSettled(typedName); // The server reads all settings anew for each question.
  const load = useCallback(async () => {
    if (!name) return;
    try {
      setLoaded({ status: await callbackStatus(kind, name), at: Date.now() });
    } catch (error) {
      setLoaded({ failure: errorText(error), at: Date.now() });
    }
  }, [kind, name]);

  useEffect(() => {
    const look = () => void load();
    look();
    const timer = setInterval(look, INTERVAL_MS);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', look);
    };
  }, [load]);
  return { loaded, load };
}
