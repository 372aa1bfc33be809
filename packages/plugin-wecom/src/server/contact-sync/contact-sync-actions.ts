import type { Model } from '@nocobase/database';
import { SYNC_RUNS_COLLECTION } from '../../constants';
import { describeFailure, failureText } from '../apps/failure';
import { oneWriter } from '../one-writer';
import type { Action, RequestContext } from '../request-context';
import { requestTexts } from '../texts';
import { ContactSyncError } from './contact-sync-error';
import { findSource } from './find-source';
import { resolveContact, type Resolution } from './resolve-contact';
import type { ContactSyncServices } from './run-sync';
import { startSync } from './start-sync';

/** What administrators do about contact syncs. Runs and contacts themselves are read as the host lists any collection. */
export function contactSyncActions(services: ContactSyncServices): Record<string, Action> {
  const runs = () => services.app.db.getModel<Model>(SYNC_RUNS_COLLECTION);
  return {
    /** `POST openwecom:cancelContactSync` `{ run }`. It ends within seconds. */
    cancelContactSync: explained(async (ctx) => {
      const { run } = valuesOf(ctx);
      const where = { id: Number(run), status: 'running' };
      const [asked] = await oneWriter(services.app, () => runs().update({ cancelRequested: true }, { where }));
      if (asked !== 1) throw new ContactSyncError('notOpen');
    }),
    /** `POST openwecom:confirmLeavers` `{ run }`: so many may leave. Syncs once more. */
    confirmLeavers: explained(async (ctx) => {
      const { run } = valuesOf(ctx);
      const where = { id: Number(run), status: 'question' };
      const asking = await runs().findOne({ where });
      const [confirmed] = await oneWriter(services.app, () => runs().update({ confirmed: true }, { where }));
      if (!asking || confirmed !== 1) throw new ContactSyncError('notOpen');
      await startSync(services, asking.get('source') as string);
    }),
    /** `POST openwecom:declineLeavers` `{ run }`: nobody leaves for now. The next sync that finds so many gone asks again. */
    declineLeavers: explained(async (ctx) => {
      const { run } = valuesOf(ctx);
      const where = { id: Number(run), status: 'question', confirmed: false };
      const [declined] = await oneWriter(services.app, () => runs().update({ status: 'declined' }, { where }));
      if (declined !== 1) throw new ContactSyncError('notOpen');
    }),
    /** `POST openwecom:resolveContact` `{ source, key, userId }`, or `{ …, as }` with `create`, `ignore` or `reopen`. */
    resolveContact: explained(async (ctx) => {
      const { source, key } = valuesOf(ctx);
      const resolution = resolutionOf(valuesOf(ctx));
      if (!resolution) return ctx.throw(400, 'What the member is must be said: userId, or as', { logLevel: 'warn' });
      await resolveContact(services, await findSource(services, String(source)), String(key), resolution);
    }),
  };
}

function valuesOf(ctx: RequestContext): Record<string, unknown> {
  return (ctx.action.params.values ?? {}) as Record<string, unknown>;
}

function resolutionOf({ userId, as }: Record<string, unknown>): Resolution | undefined {
  if (typeof userId === 'string' || typeof userId === 'number') return { userId: String(userId) };
  return as === 'create' || as === 'ignore' || as === 'reopen' ? as : undefined;
}

/** Answers 409 with the reason when what was asked for cannot be done. */
function explained(act: (ctx: RequestContext) => Promise<void>): Action {
  return async (ctx, next) => {
    try {
      await act(ctx);
    } catch (error) {
      const texts = requestTexts(ctx);
      if (error instanceof ContactSyncError) return ctx.throw(409, error.describe(texts.t), { logLevel: 'warn' });
      const failure = describeFailure(error, texts);
      if (!failure) throw error;
      return ctx.throw(409, failureText(failure, texts), { logLevel: 'warn' });
    }
    ctx.body = {};
    await next();
  };
}
