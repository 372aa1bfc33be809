// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { MemberAvatar } from '../../src/inbox/members/member-avatar';

afterEach(cleanup);

it.each([
  ['张伟', '伟'],
  ['张伟 Zhang Wei', '伟'],
  ['li na', 'L'],
  ['𠮷田', '田'],
  ['', ''],
])('draws the end of a Chinese name, the beginning of any other: %s', (name, drawn) => {
  const { container } = render(<MemberAvatar name={name} />);
  expect(container.textContent).toBe(drawn);
});
