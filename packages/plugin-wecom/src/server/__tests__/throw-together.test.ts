import { expect, it } from 'vitest';
import { throwTogether } from '../throw-together';

it('throws nothing for none, the one there is, and all of several with what each says', () => {
  const [one, other] = [new Error('one'), new Error('other')];
  expect(() => throwTogether([])).not.toThrow();
  expect(() => throwTogether([one])).toThrow(one);
  expect(() => throwTogether([one, other])).toThrow(
    expect.objectContaining({ message: 'one; other', errors: [one, other] }),
  );
});
