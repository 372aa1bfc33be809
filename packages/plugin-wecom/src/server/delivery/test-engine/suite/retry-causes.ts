import type { MessageBody } from '@openwecom/client/messages';
import { createSimulator } from '@openwecom/simulator';
import { describe, expect, it } from 'vitest';
import { causeOf, type Failure } from '../../failure';
import { pausesQueue, type RetryCause } from '../../retry-table';
import { appOf } from '../apps';
import { memberAt, type TestEngine } from '../engine';
import { simulatedApps } from '../simulated-apps';
import { card } from './sending';

const [first] = [memberAt(0)];
const SEND = 'message/send';

interface Fault {
  /** Lets the first attempt fail for this cause. */
  begin: (test: TestEngine) => unknown;
  /** Ends it; nothing needs to be done about one that ends by itself. */
  end?: (test: TestEngine) => void;
  to?: string;
  message?: MessageBody;
  /** What the delivery is after that attempt. @default 'queued' */
  then?: 'queued' | 'sent' | 'failed';
  /** After so long it is sent. */
  sentAfterMs?: number;
}

/** Nobody listens where a simulator has been: the connection is refused. */
async function withoutServer(test: TestEngine): Promise<void> {
  const gone = await createSimulator({ seed: test.simulator.seed });
  await gone.close();
  for (const [name, app] of simulatedApps(gone, { now: test.clock.now })) test.apps.set(name, app);
}

/** One for each row of the retry table: a new row does not compile without its fault. */
const FAULTS: Record<RetryCause, Fault> = {
  busy: {
    // The client tries three times before the attempt has failed.
    begin: ({ simulator }) => simulator.addFault({ path: SEND, errcode: -1, times: 3 }),
    sentAfterMs: 2_000,
  },
  not_sent: {
    begin: withoutServer,
    end: ({ apps, simulator, clock }) => {
      for (const [name, app] of simulatedApps(simulator, { now: clock.now })) apps.set(name, app);
    },
    sentAfterMs: 5_000,
  },
  unanswered: { begin: ({ simulator }) => simulator.addFault({ path: SEND, drop: 'after' }), sentAfterMs: 5_000 },
  blocked: { begin: ({ simulator }) => simulator.addFault({ path: SEND, errcode: 45009 }), sentAfterMs: 60_000 },
  setup: { begin: ({ simulator }) => simulator.addFault({ path: SEND, errcode: 60020 }), sentAfterMs: 60_000 },
  credentials: {
    begin: ({ simulator }) => simulator.addFault({ path: 'gettoken', errcode: 40001 }),
    end: (test) => void test.apps.set('wecom', { ...appOf(test), fingerprint: 'with another secret' }),
    sentAfterMs: 5_000,
  },
  task_id_used: {
    begin: ({ simulator }) => {
      const [agent] = simulator.seed.agents;
      simulator.changeAgent(agent?.agentId ?? 0, { callbackUrl: 'http://127.0.0.1:1/callback' });
      simulator.addFault({ path: SEND, errcode: 42014 });
    },
    message: card,
    then: 'sent',
  },
  nobody_reachable: { begin: () => undefined, to: 'nobody', then: 'failed' },
  permanent: { begin: ({ simulator }) => simulator.addFault({ path: SEND, errcode: 44004 }), then: 'failed' },
};

async function firstFailure({ rows }: TestEngine): Promise<Failure> {
  const [attempt] = await rows('attempts');
  const result = attempt?.result as Failure['result'];
  return { result, problem: JSON.parse(String(attempt?.problem)) as Failure['problem'] };
}

export function retryCauseTests(current: () => TestEngine): void {
  describe('a failure that is', () => {
    it.each(Object.entries(FAULTS) as [RetryCause, Fault][])(
      '%s does to the delivery and its app what the table says',
      async (cause, { begin, end, to = first, message, then = 'queued', sentAfterMs }) => {
        const test = current();
        await begin(test);
        await test.write({ members: [to], ...(message && { message }) });
        await test.engine.sendDue();
        expect(causeOf(await firstFailure(test))).toBe(cause);
        const [queue] = await test.rows('queues');
        expect(queue?.problem === null).toBe(!pausesQueue(cause));
        expect(await test.rows('deliveries')).toMatchObject([{ state: then }]);
        if (sentAfterMs === undefined) return;
        end?.(test);
        await test.after(sentAfterMs - 1);
        expect(test.simulator.inboxCounts()[to]?.delivered ?? 0).toBe(cause === 'unanswered' ? 1 : 0);
        await test.after(1);
        expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2 }]);
        expect(test.simulator.inboxCounts()[to]).toMatchObject({ delivered: 1 });
        expect(await test.rows('queues')).toMatchObject([{ problem: null }]);
      },
    );

    it('an access token that is refused twice is a bad moment of WeCom', async () => {
      const test = current();
      test.simulator.addFault({ path: SEND, errcode: 42001, times: 2 });
      await test.write({ members: [first] });
      await test.engine.sendDue();
      expect(causeOf(await firstFailure(test))).toBe('busy');
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'queued', waitingFor: 'retry', attempts: 1 }]);
      await test.after(2_000);
      expect(await test.rows('deliveries')).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(test.simulator.inboxCounts()[first]).toMatchObject({ delivered: 1 });
    });
  });
}
