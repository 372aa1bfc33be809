import { vi } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** Answers the page's calls of the control API by `METHOD path`, and remembers them. */
export function stubControlApi(answers: Record<string, unknown>) {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const name = path.replace('./_simulator/', '');
    asked.push({ method, path: name, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null });
    const answer = answers[`${method} ${name}`];
    const made: unknown = typeof answer === 'function' ? (answer as () => unknown)() : (answer ?? {});
    return Promise.resolve(made instanceof Response ? made : Response.json(made));
  });
  // antd asks for these, and jsdom has neither.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {}, removeListener: () => {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  return {
    asked,
    /** The last call that changes something. */
    changed: () => asked.findLast(({ method }) => method !== 'GET'),
  };
}
