import { describe, expect, it } from 'vitest';
import { homepageLink } from '../homepage-link';

const origin = 'https://nocobase.example.com';

describe('homepage link', () => {
  it('leads to the sign-in page first without automatic login', () => {
    expect(homepageLink({ origin, redirectLink: '/admin/leave?tab=1' })).toBe(
      `${origin}/signin?redirect=%2Fadmin%2Fleave%3Ftab%3D1`,
    );
  });

  it('is the page itself with automatic login', () => {
    expect(homepageLink({ origin: `${origin}/`, redirectLink: '/m', autoLogin: true })).toBe(`${origin}/m`);
    expect(homepageLink({ origin, autoLogin: true })).toBe(`${origin}/`);
  });

  it('is not told while it cannot be', () => {
    expect(homepageLink({})).toBeUndefined();
    expect(homepageLink({ origin: '{{ $env.ORIGIN }}' })).toBeUndefined();
    expect(homepageLink({ origin, redirectLink: '/{{ $env.PAGE }}' })).toBeUndefined();
  });
});
