import { describe, expect, it } from 'vitest';
import { domainFileProxyLine, isDomainFileName } from '../domain-file';

const name = 'WW_verify_AbC123.txt';

describe('trusted-domain file', () => {
  it('has a name of the form WeCom gives', () => {
    expect(isDomainFileName(name)).toBe(true);
    for (const other of ['', 'WW_verify_.txt', 'WW_verify_a/b.txt', '../WW_verify_a.txt', 'WW_verify_a.html']) {
      expect(isDomainFileName(other), other).toBe(false);
    }
  });

  it('is handed out by the API below whatever path that has', () => {
    expect(domainFileProxyLine(name, 'https://nocobase.example.com/base/api/')).toBe(
      `location = /${name} { rewrite ^ /base/api/openwecom:domainFile/${name} last; }`,
    );
  });
});
