import { useEffect, useState } from 'react';

const EVERY_MS = 5000;

/** The simulator's clock as a clock on the wall shows it: milliseconds since 1970, a few seconds late at most. */
export function useNow(aheadMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now + aheadMs;
}
