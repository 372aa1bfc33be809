import { useCallback, useEffect, useState } from 'react';
import { leave } from './leave';
import {
  goOn,
  readSignIn,
  type PageName,
  type Person,
  type PrivateField,
  type Refusal,
  type SignInView,
} from './sign-in-api';

export type SignInState =
  | { kind: 'busy' }
  | { kind: 'failed'; message: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'choosing'; view: SignInView }
  | { kind: 'asking'; view: SignInView; person: Person; name: string; fields: readonly PrivateField[] }
  /** On the way back to the app, or the page around was told. */
  | { kind: 'done' };

interface SignInFlow {
  state: SignInState;
  choose: (person: Person) => void;
  /** What the member says on the consent screen. */
  answer: (consent: PrivateField[] | 'refused') => void;
  startAgain: () => void;
}

/** One sign-in: who, then consent when it is asked for, then back to the app. */
export function useSignIn(page: PageName, query: string): SignInFlow {
  const [state, setState] = useState<SignInState>({ kind: 'busy' });

  const step = useCallback(
    async (view: SignInView, person: Person, consent?: PrivateField[] | 'refused') => {
      const next = await goOn(page, query, person, consent);
      if ('refused' in next) return setState({ kind: 'refused', refusal: next.refused });
      if ('ask' in next)
        return setState({ kind: 'asking', view, person, name: nameOf(view, person), fields: next.ask });
      setState({ kind: 'done' });
      leave(next.location, query);
    },
    [page, query],
  );

  const attempt = useCallback((act: () => Promise<void>) => {
    setState({ kind: 'busy' });
    act().catch((error: unknown) =>
      setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  }, []);

  /** @param pass whether the member this browser belongs to goes through without a click */
  const start = useCallback(
    (pass: boolean) =>
      attempt(async () => {
        const view = await readSignIn(page, query);
        if ('refused' in view) return setState({ kind: 'refused', refusal: view.refused });
        if (pass && view.browserMember !== null) return step(view, { userid: view.browserMember });
        setState({ kind: 'choosing', view });
      }),
    [attempt, page, query, step],
  );

  useEffect(() => start(true), [start]);

  return {
    state,
    choose: (person) => {
      if (state.kind === 'choosing') attempt(() => step(state.view, person));
    },
    answer: (consent) => {
      if (state.kind === 'asking') attempt(() => step(state.view, state.person, consent));
    },
    startAgain: () => start(false),
  };
}

function nameOf({ members, outsiders }: SignInView, person: Person): string {
  return 'userid' in person
    ? (members.find(({ userid }) => userid === person.userid)?.name ?? person.userid)
    : (outsiders.find(({ openid }) => openid === person.openid)?.name ?? person.openid);
}
