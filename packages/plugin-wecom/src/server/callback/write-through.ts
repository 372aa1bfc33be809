import { setTimeout as wait } from 'node:timers/promises';
import type { Application } from '@nocobase/server';
import { isWriteConflict } from '../database-errors';
import { oneWriter } from '../one-writer';

/** Together well below the 5 seconds WeCom waits (document 90930). */
const PAUSES_MS = [20, 50, 100, 200, 400];

/** One statement that other writers may get in the way of; the same again is what their database asks for. */
export async function writeThrough<T>(app: Application, write: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await oneWriter(app, write);
    } catch (error) {
      if (!isWriteConflict(error)) throw error;
      await wait(pause);
    }
  }
  return oneWriter(app, write);
}
