import { expect, it } from 'vitest';
import { countTests, summaryLine } from '../lib/test-result.mjs';

const file = (status: string, ...assertions: string[]) => ({
  status,
  assertionResults: assertions.map((assertion) => ({ status: assertion })),
});

it('counts passed, failed and skipped tests over all files', () => {
  const report = {
    success: false,
    testResults: [file('passed', 'passed', 'pending', 'todo'), file('failed', 'failed', 'passed')],
  };
  expect(countTests(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

it('counts a file that did not load as one failure', () => {
  expect(countTests({ success: false, testResults: [file('failed')] }).failed).toBe(1);
  expect(countTests({ success: false, testResults: [file('failed', 'skipped')] })).toEqual({
    passed: 0,
    failed: 1,
    skipped: 1,
  });
});

it('leaves skipped tests out of the summary when there are none', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});
