import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { autoLoginRefusal, claimAutoLogin, forgetAutoLogin, noteRefusal, noteSignOut } from '../session-notes';

/** What a browser's storage does, without a browser. */
function storage() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

beforeEach(() => vi.stubGlobal('sessionStorage', storage()));
afterEach(() => vi.unstubAllGlobals());

describe('automatic login', () => {
  it('starts once, and again only after a try without an outcome is over', () => {
    expect(claimAutoLogin(0)).toBe(true);
    expect(claimAutoLogin(59_999)).toBe(false);
    expect(claimAutoLogin(60_000)).toBe(true);
  });

  it('stays off after a refusal and keeps the reason', () => {
    claimAutoLogin(0);
    noteRefusal('Not a member');
    expect(claimAutoLogin(3_600_000)).toBe(false);
    expect(autoLoginRefusal()).toBe('Not a member');
  });

  it('is possible again after a success', () => {
    claimAutoLogin(0);
    noteRefusal('Not a member');
    forgetAutoLogin();
    expect(autoLoginRefusal()).toBeUndefined();
    expect(claimAutoLogin(1)).toBe(true);
  });

  it('takes no notice of refusals of sign-ins that somebody clicked for', () => {
    noteRefusal('Not a member');
    expect(autoLoginRefusal()).toBeUndefined();
    expect(claimAutoLogin(0)).toBe(true);
  });

  it('stays off after a sign-out, until somebody signs in', () => {
    noteSignOut();
    expect(claimAutoLogin(3_600_000)).toBe(false);
    forgetAutoLogin();
    expect(claimAutoLogin(3_600_000)).toBe(true);
  });

  it('never starts where the browser lets nothing be remembered', () => {
    const blocked = () => {
      throw new Error('Access is denied');
    };
    vi.stubGlobal('sessionStorage', { getItem: blocked, setItem: blocked, removeItem: blocked });
    expect(claimAutoLogin(0)).toBe(false);
    expect(() => {
      forgetAutoLogin();
      noteSignOut();
    }).not.toThrow();
  });
});
