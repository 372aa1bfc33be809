/** How often a line is printed where there is no terminal to redraw (CI, a log file). */
const LINE_EVERY_MS = 15_000;

/** @param {number} ms */
export function elapsed(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Shows that a piece of work goes on: one live line in a terminal, a line every 15 seconds elsewhere.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] what to add while it runs, such as how far it got
 * @returns {Promise<T>}
 */
export async function step(label, work, detail = () => '') {
  const began = Date.now();
  const live = process.stdout.isTTY;
  const line = () => `… ${label} ${elapsed(Date.now() - began)} ${detail()}`.trimEnd();
  const draw = () =>
    process.stdout.write(live ? `\r\x1b[2K${line().slice(0, (process.stdout.columns || 80) - 1)}` : `${line()}\n`);
  draw();
  const timer = setInterval(draw, live ? 1000 : LINE_EVERY_MS);
  try {
    const result = await work();
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  } finally {
    clearInterval(timer);
  }

  /** @param {string} mark */
  function finish(mark) {
    clearInterval(timer);
    process.stdout.write(`${live ? '\r\x1b[2K' : ''}${mark} ${label} (${elapsed(Date.now() - began)})\n`);
  }
}
