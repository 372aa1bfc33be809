import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '@openwecom/client/messages';
import type { Application } from '@nocobase/server';
import { describe, expect, it, vi } from 'vitest';
import { accept } from '../../accept/accept';
import { pruneDeliveries, pruneHourly } from '../../retention';
import { memberAt, type TestEngine } from '../engine';

const DAY_MS = 86_400_000;
const silent = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** The application as far as retention knows it: it starts and stops, and nobody has clicked a card. */
function testApp() {
  const findAll = () => Promise.resolve([]);
  const events = Object.assign(new EventEmitter(), { db: { getModel: () => ({ findAll }) } });
  return {
    app: events as unknown as Application,
    start: () => void events.emit('__started'),
    stop: () => Promise.all(events.listeners('beforeStop').map((listener) => (listener as () => unknown)())),
  };
}

/** Deliveries that have long ended. */
async function writeOld({ outbox, clock }: TestEngine, count: number): Promise<void> {
  const { sql, tables } = outbox;
  const { deliveries: d, recipients: r, queues: q } = tables;
  const at = clock.now() - 31 * DAY_MS;
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const common = `'${randomUUID()}', 'wecom', 'sent', ${sql.value(true)}, 1, ${at}, ${at}, 1, ${sql.value(true)}`;
  await sql.change(`INSERT INTO ${q.table} (${q.authenticator}, ${q.probes}, ${q.personTimes}) VALUES ('wecom', 0, 0)`);
  await sql.change(
    `INSERT INTO ${d.table} (${[d.notificationId, d.authenticator, d.state, d.checked, d.memberCount, d.acceptedAt, d.dueAt, d.attempts, d.logged, d.position, d.finishedAt].join(', ')})
      VALUES ${ids.map((id) => `(${common}, ${id}, ${at + id})`).join(', ')}`,
  );
  await sql.change(
    `INSERT INTO ${r.table} (${[r.deliveryId, r.authenticator, r.member, r.outcome, r.position, r.sends].join(', ')})
      SELECT ${d.id}, 'wecom', '${memberAt(0)}', 'accepted', ${d.position}, 1 FROM ${d.table}`,
  );
}

/** How many recipients each transaction of these removes. */
async function removedTogether({ sequelize, outbox }: TestEngine, work: () => Promise<unknown>): Promise<number[]> {
  const query = sequelize.query.bind(sequelize) as (...given: unknown[]) => Promise<unknown>;
  const removed: number[] = [];
  sequelize.query = (async (...given: unknown[]) => {
    const result = await query(...given);
    if (String(given[0]).startsWith(`DELETE FROM ${outbox.tables.recipients.table}`)) removed.push(Number(result));
    return result;
  }) as typeof sequelize.query;
  await work().finally(() => (sequelize.query = query as typeof sequelize.query));
  return removed;
}

export function retentionTests(current: () => TestEngine): void {
  describe('old deliveries', () => {
    it('are removed in batches, by one process at a time', async () => {
      const test = current();
      await writeOld(test, 450);
      const { app } = testApp();
      const removed: number[] = [];
      const batches = await removedTogether(test, async () => {
        removed.push(...(await Promise.all([pruneDeliveries(app, test.outbox), pruneDeliveries(app, test.outbox)])));
      });
      // One may have come when the other was between two batches; neither removes what the other does.
      expect((removed[0] ?? 0) + (removed[1] ?? 0)).toBe(450);
      expect(Math.max(...batches)).toBe(200);
      expect([await test.rows('deliveries'), await test.rows('recipients')]).toEqual([[], []]);
    });

    it('are removed some thousand people at a time, however many were for nobody', async () => {
      const test = current();
      const notLinked = Array.from({ length: 11_000 }, (_, index) => String(index));
      const members = new Map([[memberAt(0), null]]);
      const notification = { authenticator: 'wecom', channelName: null, message: text('To all'), members, notLinked };
      await accept(test.outbox, { ...notification, id: randomUUID() });
      await test.engine.sendDue();
      test.clock.turn(31 * DAY_MS);
      const { app } = testApp();
      const batches = await removedTogether(test, async () => {
        expect(await pruneDeliveries(app, test.outbox)).toBe(1);
      });
      expect(batches).toEqual([5000, 5000, 1001]);
      expect(await test.rows('deliveries')).toEqual([]);
    });

    it('are removed soon after the start, and again and again', async () => {
      const test = current();
      await writeOld(test, 1);
      const { app, start, stop } = testApp();
      pruneHourly(app, test.outbox, silent, { soonMs: 10, everyMs: 100 });
      await pause(30);
      expect(await test.rows('deliveries')).toHaveLength(1);
      start();
      await expect.poll(() => test.rows('deliveries')).toEqual([]);
      await test.outbox.sql.change(`DELETE FROM ${test.outbox.tables.queues.table}`);
      await writeOld(test, 1);
      await expect.poll(() => test.rows('deliveries')).toEqual([]);
      await stop();
    });

    it('stay when the application stops: it waits for the batch that is removed, and no other begins', async () => {
      const test = current();
      await writeOld(test, 450);
      const { app, start, stop } = testApp();
      pruneHourly(app, test.outbox, silent, { soonMs: 0 });
      start();
      await expect.poll(async () => (await test.rows('deliveries')).length, { interval: 5 }).toBeLessThan(450);
      await stop();
      const left = (await test.rows('deliveries')).length;
      expect(left).toBeGreaterThan(0);
      await pause(300);
      expect(await test.rows('deliveries')).toHaveLength(left);
      expect(silent.warn).not.toHaveBeenCalled();
    });
  });
}
