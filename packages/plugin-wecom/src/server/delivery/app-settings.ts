import { WeComAppError } from '../apps/app-error';
import type { DeliveryEngineOptions, SendingApp } from './engine';
import type { Outbox } from './outbox';
import { changeQueue, isAboutSettings, lockQueue, pause, type Queue, type Settings } from './queues';
import type { Recorded } from './record/record';
import type { QueueProblem } from './states';

/** Settings that kept an app from sending are looked at again after so long. */
const LOOK_AGAIN_MS = 5_000;

export interface AppSettingsOptions extends Pick<DeliveryEngineOptions, 'openApp' | 'logger'> {
  outbox: Outbox;
  authenticator: string;
  /** Told what went wrong with the database. */
  failed: (error: unknown, what: string) => void;
}

/** The settings of one app as this process has them, and what it learned of them. */
export class AppSettings {
  /** Those that WeCom refused, by their fingerprint. */
  private refused: string | undefined;
  /** Those of an app that does not send are not read before. */
  private lookAgainAt = 0;
  /** What is wrong with them, as it was written down. */
  private problem: string | undefined;

  constructor(private readonly options: AppSettingsOptions) {}

  /** @returns undefined when the app cannot be used with them; it is paused then */
  async open(): Promise<SendingApp | undefined> {
    const { openApp, authenticator, failed } = this.options;
    try {
      const app = await openApp(authenticator);
      this.problem = undefined;
      return app;
    } catch (error) {
      if (error instanceof WeComAppError) await this.pause(error);
      else failed(error, 'The settings of an app cannot be read');
      return undefined;
    }
  }

  of({ fingerprint }: SendingApp): Settings {
    return { fingerprint, refused: fingerprint === this.refused };
  }

  /** Whether others send, with other settings, while WeCom refused those of this process. */
  leavesTo({ settingsFingerprint }: Pick<Queue, 'settingsFingerprint'>): boolean {
    return this.refused !== undefined && settingsFingerprint !== null && this.refused !== settingsFingerprint;
  }

  /** Whether they have become others, that may do. They are read from the database, so not every time this is asked. */
  async haveChanged({
    problem,
    settingsFingerprint,
  }: Pick<Queue, 'problem' | 'settingsFingerprint'>): Promise<boolean> {
    const now = this.options.outbox.now();
    if (now < this.lookAgainAt) return false;
    this.lookAgainAt = now + LOOK_AGAIN_MS;
    const app = await this.open();
    if (!app || app.fingerprint === this.refused) return false;
    return problem?.kind === 'settings' || app.fingerprint !== settingsFingerprint;
  }

  /** Somebody says that they do. */
  believe(): void {
    this.refused = undefined;
    this.lookAgainAt = 0;
  }

  learn(verdicts: Recorded['verdicts']): void {
    const { logger, authenticator } = this.options;
    const refusal = verdicts.find(({ verdict }) => verdict.pause);
    if (refusal?.verdict.pause) {
      const { pause: problem } = refusal.verdict;
      if (isAboutSettings(problem)) this.refused = refusal.end.delivery.fingerprint;
      logger.warn('An app cannot send', { authenticator, problem });
      return;
    }
    const proof = verdicts.find(({ verdict }) => verdict.provesApp)?.end.delivery;
    if (proof) this.refused = undefined;
    if (proof?.probe) logger.info('An app sends again', { authenticator });
  }

  private async pause({ code, params }: WeComAppError): Promise<void> {
    const { outbox, authenticator, logger, failed } = this.options;
    this.lookAgainAt = outbox.now() + LOOK_AGAIN_MS;
    const problem: QueueProblem = { kind: 'settings', code, params };
    const written = JSON.stringify(problem);
    if (written === this.problem) return;
    logger.warn('An app cannot send with its settings', { authenticator, code, ...params });
    try {
      await outbox.sql.inTransaction(async (statements) => {
        const queue = await lockQueue(outbox, statements, authenticator);
        if (queue) await changeQueue(outbox, statements, authenticator, pause(queue, problem, outbox.now()));
      });
      this.problem = written;
    } catch (error) {
      failed(error, 'An app cannot be paused');
    }
  }
}
