import type { Application } from '@nocobase/server';

/** Does it when the application is started, and not as a part of its start, which nobody should wait longer for. */
export function onceStarted(app: Application, work: () => void): void {
  let waiting: NodeJS.Immediate | undefined;
  app.on('__started', () => {
    waiting = setImmediate(work);
  });
  app.on('beforeStop', () => clearImmediate(waiting));
}

/**
 * Does it again and again while the application runs, and not at its start. A timer, because the first of the host's cron jobs costs
 * its start 20 ms: they compute in time zones when they will be due.
 */
export function whileRunning(app: Application, everyMs: number, work: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  onceStarted(app, () => {
    timer = setInterval(work, everyMs).unref();
  });
  app.on('beforeStop', () => clearInterval(timer));
}
