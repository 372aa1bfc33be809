/**
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * Vitest's JSON report, as far as it is read here.
 * @typedef {object} VitestReport
 * @property {boolean} success
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * Counts tests. A file that did not load has no tests to count and is one failure.
 *
 * @param {VitestReport} report
 * @returns {TestCounts}
 */
export function countTests({ testResults }) {
  const count = (/** @type {(status: string) => boolean} */ matches) =>
    testResults.flatMap((file) => file.assertionResults).filter(({ status }) => matches(status)).length;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return {
    passed: count((status) => status === 'passed'),
    failed: count((status) => status === 'failed') + unloaded,
    skipped: count((status) => status !== 'passed' && status !== 'failed'),
  };
}

/**
 * The last line of a test run, which other programs read.
 *
 * @param {TestCounts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
