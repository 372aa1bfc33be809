import { describe, expect, it } from 'vitest';
import { isLocal, redirectOf, wantedPage } from '../wanted-page';

describe('page that was asked for', () => {
  it('is a path from the root in the modern client, whichever way it is written', () => {
    expect(wantedPage('/v/admin/orders?id=1#a', '/v')).toBe('/v/admin/orders?id=1#a');
    expect(wantedPage('/admin/orders', '/v')).toBe('/v/admin/orders');
    expect(wantedPage('/vendors', '/v')).toBe('/v/vendors');
  });

  it('gets the public path of the legacy client', () => {
    expect(wantedPage('/admin/orders', '')).toBe('/admin/orders');
    expect(wantedPage('/admin/orders', '/nocobase')).toBe('/nocobase/admin/orders');
  });

  it('is none when it is the start page, so that the settings decide', () => {
    for (const [text, base] of [
      ['/v/admin/', '/v'],
      ['/v', '/v'],
      ['/admin', ''],
      ['/', ''],
      ['', ''],
    ] as const) {
      expect(wantedPage(text, base), text).toBeUndefined();
    }
    expect(wantedPage(null, '')).toBeUndefined();
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/..//elsewhere.example',
    'javascript:alert(1)',
    'admin',
  ])('is none when it leads elsewhere: %j', (text) => {
    expect(isLocal(text)).toBe(false);
    expect(wantedPage(text, '/v')).toBeUndefined();
  });
});

describe('address of the sign-in page', () => {
  it.each([
    ['?redirect=%2Fv%2Fadmin%2Forders%3Fid%3D7%26tab%3D2', '/v/admin/orders?id=7&tab=2'],
    ['?redirect=%2Fadmin&name=basic', '/admin'],
    ['?redirect=', ''],
    ['', null],
  ])('names the page as the modern client writes it: %s', (search, page) => {
    expect(redirectOf(search)).toBe(page);
  });

  it.each([
    ['?redirect=/admin/orders?id=7&tab=2', '/admin/orders?id=7&tab=2'],
    ['?redirect=/m/page/a?name=x%26y', '/m/page/a?name=x%26y'],
    ['?redirect=/m', '/m'],
  ])('names the page as the legacy client writes it: %s', (search, page) => {
    expect(redirectOf(search)).toBe(page);
  });
});
