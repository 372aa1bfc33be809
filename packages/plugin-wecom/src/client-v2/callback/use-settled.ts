import { useEffect, useState } from 'react';

/** A value that somebody types, once they pause. */
export function useSettled<T>(value: T, pauseMs = 500): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
