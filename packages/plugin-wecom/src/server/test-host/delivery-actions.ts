import type { Model } from '@nocobase/database';
import type { Simulator } from '@openwecom/simulator';
import { expect } from 'vitest';
import type { TestHost } from './host';

/** A delivery in a list. */
export interface DeliveryRow {
  id: number;
  state: string;
  summary: string;
  problem: { meaning: string; wecomText?: string } | null;
}

export interface Running {
  host: TestHost;
  simulator: Simulator;
}

/** What an administrator does and sees of deliveries, and the rows behind that. */
export function deliveryActions(running: () => Running) {
  const collection = (name: string) => running().host.app.db.getModel<Model>(name);
  const rowsOf = async (name: string, where: Record<string, unknown> = {}) =>
    (await collection(name).findAll({ where, order: [['id', 'ASC']] })).map((row) =>
      row.toJSON<Record<string, unknown>>(),
    );

  async function send(content: string, to: unknown[], channelName = 'wecom') {
    const root = await running().host.root();
    const receivers = { type: 'userId', value: to };
    const values = { channelName, message: { content }, receivers, data: {}, triggerFrom: 'test' };
    const answer = await root.post('/api/messages:send').send(values);
    expect(answer.status).toBe(200);
    return (answer.body as { data: { status: string; reason?: string } }).data;
  }

  async function ask<Answer>(action: string, query: Record<string, string | number> = {}): Promise<Answer> {
    const root = await running().host.root();
    const answer = await root.get(`/api/openwecom:${action}`).query(query);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return (answer.body as { data: Answer }).data;
  }

  async function act(action: string, values: object) {
    const root = await running().host.root();
    return answered(await root.post(`/api/openwecom:${action}`).send(values));
  }

  async function sendTest(values: object) {
    const root = await running().host.root();
    const request = root.post('/api/openwecom:sendTestMessage').set('Content-Type', 'text/plain');
    return answered(await request.send(JSON.stringify(values)));
  }

  function answered({ status, body }: { status: number; body: unknown }) {
    const { data, errors } = body as { data?: unknown; errors?: { message: string }[] };
    return { status, data, message: errors?.[0]?.message };
  }

  const newest = async () =>
    (await ask<{ deliveries: DeliveryRow[] }>('listDeliveries', { pageSize: 1 })).deliveries[0];

  return { collection, rowsOf, send, ask, act, sendTest, answered, newest };
}
