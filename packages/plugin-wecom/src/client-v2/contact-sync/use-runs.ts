import { useCallback, useEffect, useRef, useState } from 'react';
import { errorText } from '../error-text';
import { listRuns, type Run } from './runs-api';

/** While one runs, its progress is written down once a second. */
const RUNNING_MS = 1000;
const QUIET_MS = 5000;

export interface LoadedRuns {
  /** The latest first; undefined until they are loaded. */
  runs?: Run[];
  failure?: string;
}

/** The runs of a source, looked up again and again. */
export function useRuns(source: string): LoadedRuns & { reload: () => Promise<void> } {
  const [loaded, setLoaded] = useState<LoadedRuns>({});
  const current = useRef(source);
  current.current = source;
  const reload = useCallback(async () => {
    try {
      const runs = await listRuns(source);
      if (current.current === source) setLoaded({ runs });
    } catch (error) {
      // What was there stays in sight.
      if (current.current === source) setLoaded(({ runs }) => ({ ...(runs && { runs }), failure: errorText(error) }));
    }
  }, [source]);

  useEffect(() => {
    setLoaded({});
    void reload();
  }, [reload]);

  const isRunning = loaded.runs?.[0]?.status === 'running';
  useEffect(() => {
    const timer = setInterval(() => void reload(), isRunning ? RUNNING_MS : QUIET_MS);
    return () => clearInterval(timer);
  }, [reload, isRunning]);
  return { ...loaded, reload };
}
