import { describe, expect, it } from 'vitest';
import { splitVariables } from '../split-variables';
import { variableTitles } from '../variable-titles';

describe('variables in a text', () => {
  it('are told from the text around them', () => {
    expect(splitVariables('Order {{{$context.data.title}}}, {{ $system.now }}')).toEqual([
      'Order ',
      { path: '$context.data.title' },
      ', ',
      { path: '$system.now' },
    ]);
  });

  it('leave single braces alone', () => {
    expect(splitVariables('{a} {{}}')).toEqual(['{a} {{}}']);
  });
});

describe('titles of a variable', () => {
  const tree = [
    {
      name: '$context',
      title: 'Trigger',
      children: () => Promise.resolve([{ name: 'data', title: 'Data', children: [{ name: 'id' }] }]),
    },
  ];

  it('are found in branches that load lazily; a node without one shows its name', async () => {
    expect(await variableTitles(['$context', 'data', 'id'], tree)).toEqual(['Trigger', 'Data', 'id']);
  });

  it('are null for a variable that does not exist here', async () => {
    expect(await variableTitles(['$context', 'gone'], tree)).toBeNull();
  });
});
