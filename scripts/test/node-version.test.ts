import { expect, it } from 'vitest';
import packageJson from '../../package.json';
import { isNodeSupported, OLDEST_NODE } from '../lib/node-version.mjs';

it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('accepts Node %s', (version) => {
  expect(isNodeSupported(version)).toBe(true);
});

it.each(['16.20.2', '18.20.8', '20.18.3'])('refuses Node %s', (version) => {
  expect(isNodeSupported(version)).toBe(false);
});

it('asks for the same version as package.json', () => {
  expect(packageJson.engines.node).toBe(`>=${OLDEST_NODE.join('.')}`);
});
