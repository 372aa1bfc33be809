import { parseSeed } from '@openwecom/simulator';
import { expect, it } from 'vitest';
import { accounts, approver, unreachable } from '../src/accounts';
import { agent, corp } from '../src/corp';

const member = (userid: string | undefined) => corp.members.find((one) => one.userid === userid);
const sees = (userid: string | undefined) =>
  member(userid)?.department.some((id) => agent.visibleRange.departments.includes(id) || id === 6);

it('has a corp the simulator accepts, with a dozen members', () => {
  expect(parseSeed(corp).members).toHaveLength(12);
});

it('links accounts only to members of the corp', () => {
  const linked = accounts.flatMap(({ wecomUserId }) => wecomUserId ?? []);
  expect(linked.filter((userid) => member(userid) === undefined)).toEqual([]);
});

it('has an approver who can be reached', () => {
  expect(sees(approver.wecomUserId)).toBe(true);
  expect(member(approver.wecomUserId)).not.toHaveProperty('licensed', false);
});

it('has one person nobody linked, one without a licence and one outside the visible range', () => {
  const [unlinked, unlicensed, outside] = unreachable;
  expect(unlinked?.wecomUserId).toBeUndefined();
  expect(member(unlicensed?.wecomUserId)).toHaveProperty('licensed', false);
  expect(sees(unlicensed?.wecomUserId)).toBe(true);
  expect(sees(outside?.wecomUserId)).toBe(false);
});
