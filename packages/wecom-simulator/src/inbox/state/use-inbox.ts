import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { readAheadMs, readCallbacks, readCalls, readInbox, readMessages, readSeed } from '../api/control-api';
import { listen } from '../api/live-events';
import { emptyState, KEPT, reduceInbox, type InboxState } from './inbox-state';
import { readPlace, writePlace } from './place';

export interface Inbox {
  state: InboxState;
  /** Why the simulator could not be read, if it could not. */
  failure: string | undefined;
  reload: () => void;
  show: (userid: string | undefined, agentId?: number) => void;
  /** Grows whenever the corp was read again. */
  revision: number;
}

/** The state of the page, kept equal to the simulator's: read once, then followed live, and read again after a break. */
export function useInbox(): Inbox {
  const [state, dispatch] = useReducer(reduceInbox, emptyState);
  const [failure, setFailure] = useState<string>();
  /** Grows whenever the inbox on show may have changed in a way an event does not tell. */
  const [revision, setRevision] = useState(0);

  const fail = useCallback((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)), []);

  const asked = useRef(0);
  const reload = useCallback(() => {
    asked.current += 1;
    // One reading is under way: it will be followed by one more, however often it is asked for meanwhile.
    if (asked.current > 1) return;
    const read = async () => {
      let answered;
      do {
        answered = asked.current;
        dispatch({ type: 'loading' });
        try {
          dispatch({ type: 'loaded', ...(await readAll()) });
          setFailure(undefined);
          setRevision((last) => last + 1);
        } catch (error) {
          fail(error);
        }
      } while (asked.current > answered);
      asked.current = 0;
    };
    void read();
  }, [fail]);

  const follow = useCallback(() => {
    const { userid, agentId } = readPlace();
    dispatch({ type: 'show', userid, agentId });
  }, []);

  useEffect(() => {
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [follow]);

  useEffect(
    () =>
      listen((event) => {
        switch (event.type) {
          case 'ready':
            dispatch({ type: 'connection', connection: 'live' });
            reload();
            break;
          case 'lost':
            dispatch({ type: 'connection', connection: 'lost' });
            break;
          case 'message':
          case 'call':
          case 'callback':
          case 'clock':
            dispatch(event);
            break;
          case 'reset':
            dispatch({ type: 'reset' });
            reload();
            break;
          case 'message-updated':
          case 'corp':
          case 'missed':
            reload();
            break;
          default:
            event satisfies never;
        }
      }),
    [reload],
  );

  const { userid } = state;
  useEffect(() => {
    if (userid === undefined) return;
    readInbox(userid).then((messages) => dispatch({ type: 'inbox-loaded', userid, messages }), fail);
  }, [userid, revision, fail]);

  return { state, failure, reload, show: writePlace, revision };
}

async function readAll() {
  const [seed, messages, calls, callbacks, aheadMs] = await Promise.all([
    readSeed(),
    readMessages(KEPT),
    readCalls(KEPT),
    readCallbacks(KEPT),
    readAheadMs(),
  ]);
  return { seed, messages, calls, callbacks, aheadMs };
}
