// @vitest-environment jsdom
import { renderHook, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useAuthenticatorOrigin } from '../use-authenticator-origin';

const asked = vi.hoisted(() => vi.fn());
vi.mock('../../host', () => ({ request: asked }));

interface Asked {
  params: { filter: { name: string } };
}

it('is the Origin of the authenticator that is chosen now', async () => {
  asked.mockImplementation(({ params }: Asked) =>
    params.filter.name === 'none'
      ? Promise.reject(new Error('no'))
      : Promise.resolve([{ options: { origin: `https://${params.filter.name}.example` } }]),
  );
  const { result, rerender } = renderHook(({ name }: { name?: string }) => useAuthenticatorOrigin(name), {
    initialProps: {},
  });
  expect(result.current).toBeUndefined();
  rerender({ name: 'one' });
  await waitFor(() => expect(result.current).toBe('https://one.example'));
  rerender({ name: 'two' });
  expect(result.current).toBeUndefined();
  await waitFor(() => expect(result.current).toBe('https://two.example'));
  rerender({ name: 'none' });
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(3));
  expect(result.current).toBeUndefined();
});
