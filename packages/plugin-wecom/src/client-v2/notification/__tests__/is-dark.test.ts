import { expect, it } from 'vitest';
import { isDark } from '../is-dark';

it('tells dark backgrounds from light ones however they are written', () => {
  expect(['#141414', '#000', 'rgb(20, 20, 20)'].map(isDark)).toEqual([true, true, true]);
  expect(['#ffffff', '#fff', 'rgba(255, 255, 255, 0.9)'].map(isDark)).toEqual([false, false, false]);
});
