import { useEffect, useState } from 'react';
import { authenticatorOrigin } from './callback-api';

/** Address of this NocoBase as others reach it, as an authenticator has it; undefined while, and when, that is not known. */
export function useAuthenticatorOrigin(name: string | undefined): string | undefined {
  const [found, setFound] = useState<{ name: string; origin: string | undefined }>();
  useEffect(() => {
    if (!name) return;
    let isWanted = true;
    const take = (origin?: string) => isWanted && setFound({ name, origin });
    // Without it the address begins as it does in this browser.
    authenticatorOrigin(name).then(take, () => take());
    return () => {
      isWanted = false;
    };
  }, [name]);
  return found?.name === name ? found?.origin : undefined;
}
