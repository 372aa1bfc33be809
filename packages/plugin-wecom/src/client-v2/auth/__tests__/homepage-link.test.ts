import { describe, expect, it } from 'vitest';
import { homepageLink, type HomepageSettings } from '../homepage-link';

const origin = 'https://nocobase.example.com';

describe('homepage link', () => {
  const entry = '/v/wecom/entry';
  const link = (settings: HomepageSettings, name: string | undefined = 'acme') => homepageLink(settings, name, entry);

  it('leads to the entry page first without automatic login', () => {
    expect(link({ origin, redirectLink: '/admin/leave?tab=1' })).toBe(
      `${origin}/v/wecom/entry?authenticator=acme&to=%2Fadmin%2Fleave%3Ftab%3D1`,
    );
    expect(link({ origin })).toBe(`${origin}/v/wecom/entry?authenticator=acme`);
  });

  it('is the page itself with automatic login', () => {
    expect(link({ origin: `${origin}/`, redirectLink: '/m', autoLogin: true })).toBe(`${origin}/m`);
    expect(link({ origin, autoLogin: true })).toBe(`${origin}/`);
  });

  it('is not told while it cannot be', () => {
    expect(link({})).toBeUndefined();
    expect(link({ origin }, '')).toBeUndefined();
    expect(link({ origin: '{{ $env.ORIGIN }}' })).toBeUndefined();
    expect(link({ origin, redirectLink: '/{{ $env.PAGE }}' })).toBeUndefined();
  });
});
