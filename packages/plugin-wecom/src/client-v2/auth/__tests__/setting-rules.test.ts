import type { FormRule } from 'antd';
import { describe, expect, it } from 'vitest';
import { digits, required, wholeNumber } from '../setting-rules';

type Rule = Exclude<FormRule, (...args: never[]) => unknown>;

const t = (key: string) => key;
const agentIdRule = digits(t) as Rule;

async function accepts(rule: Rule, value: unknown): Promise<boolean> {
  try {
    await rule.validator?.({}, value, () => undefined);
    return true;
  } catch {
    return false;
  }
}

describe('rules of settings', () => {
  it('take an AgentId that the API stored as a number', async () => {
    expect(await accepts(agentIdRule, 1000002)).toBe(true);
    expect((required(t, 'AgentId') as Rule).transform?.(1000002)).toBe('1000002');
  });

  it('refuse an AgentId with letters, but not a variable', async () => {
    expect(await accepts(agentIdRule, '10a')).toBe(false);
    expect(await accepts(agentIdRule, '{{$env.AGENT}}')).toBe(true);
  });

  it('take an account cap that is a whole number above 0, or a variable', async () => {
    const rule = wholeNumber(t) as Rule;
    for (const value of ['500', 500, '', undefined, '{{$env.SEATS}}']) expect(await accepts(rule, value)).toBe(true);
    for (const value of ['0', '-1', '1.5', 'many']) expect(await accepts(rule, value)).toBe(false);
  });
});
