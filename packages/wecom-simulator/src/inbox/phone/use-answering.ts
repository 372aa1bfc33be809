import { useEffect, useMemo, useRef } from 'react';
import { App } from 'antd';
import { act, clickCard } from '../api/control-api';
import type { Agent, InboxMessage, Member, MenuLeaf, Seed } from '../api/wire';
import { isInRange } from '../state/selectors';
import { useTexts } from '../texts/use-texts';
import { canUseWeCom } from './browser-switch';

/** What a member may do in an app that is called back. */
export interface Answering {
  say: (content: string) => void;
  tap: (leaf: MenuLeaf) => void;
  press: (message: InboxMessage, key: string, selected?: Readonly<Record<string, readonly string[]>>) => void;
}

/**
 * Undefined when the app has no callback address, or the member cannot use it. The app is told that it was opened, if it asks for that.
 */
export function useAnswering(seed: Seed, agent: Agent, member: Member): Answering | undefined {
  const texts = useTexts();
  const { message } = App.useApp();
  const { agentId } = agent;
  const { userid } = member;
  const isAble = agent.callbackUrl !== undefined && canUseWeCom(member) && isInRange(seed, agent, member);

  const isTold = isAble && agent.reportEnter === true;
  const told = useRef(false);
  useEffect(() => {
    if (!isTold || told.current) return;
    told.current = true;
    // Nobody waits for this: what went wrong stands in the list of callbacks.
    act({ userid, agentId, action: 'enter' }).catch(() => undefined);
  }, [isTold, userid, agentId]);

  return useMemo(() => {
    if (!isAble) return undefined;
    const attempt = (doing: Promise<unknown>, done?: string) =>
      void doing.then(
        () => done !== undefined && message.success(done),
        (error: unknown) => message.error(String(error)),
      );
    return {
      say: (content) => attempt(act({ userid, agentId, action: 'text', content })),
      tap: ({ name, key, url }) =>
        attempt(act({ userid, agentId, action: 'menu', key: key ?? url ?? '' }), texts.phone.told(name)),
      press: ({ body }, key, selected = {}) =>
        attempt(
          clickCard({ userid, agentId, taskId: body.template_card?.task_id ?? '', key, selected }),
          texts.phone.pressed,
        ),
    };
  }, [isAble, userid, agentId, message, texts]);
}
