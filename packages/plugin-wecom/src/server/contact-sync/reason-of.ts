import type { Application } from '@nocobase/server';
import { describeFailure, failureText } from '../apps/failure';
import { systemTexts } from '../texts';
import { ContactSyncError } from './contact-sync-error';
import { withoutValues } from './without-values';

/** Why a sync did not run to its end, in the language of the system. What nobody foresaw is in the log, too. */
export async function reasonOf(app: Application, error: unknown): Promise<string> {
  const texts = await systemTexts(app);
  if (error instanceof ContactSyncError) return error.describe(texts.t);
  const failure = describeFailure(error, texts);
  if (failure) return failureText(failure, texts);
  const reason = withoutValues(error);
  app.log.error('WeCom contact sync failed', { reason });
  return reason;
}
