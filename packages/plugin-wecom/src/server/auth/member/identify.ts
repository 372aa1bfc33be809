import type { Member, UserDetail, UserInfo } from '@openwecom/client';
import type { WeComApp } from '../../apps/wecom-apps';
import { SignInError } from '../sign-in/sign-in-error';
import type { SignInOptions } from '../sign-in/sign-in-options';

/** A member whom WeCom has just vouched for. */
export interface IdentifiedMember {
  /** Lower-cased, as links hold it. */
  userId: string;
  /** Opens private fields; missing after a web sign-in. */
  userTicket?: string;
}

/**
 * Exchanges the code, once. One call.
 *
 * @throws {SignInError} `notMember`; and {WeComApiError} 40029, 42003, 42022, 50002
 */
export async function identify(
  { client }: WeComApp,
  code: string,
  { legacyUserInfo }: Pick<SignInOptions, 'legacyUserInfo'>,
): Promise<IdentifiedMember> {
  const { userid, user_ticket }: UserInfo = await client.oauth.getUserInfo({ code, legacy: legacyUserInfo });
  if (!userid) throw new SignInError('notMember');
  return { userId: userid.toLowerCase(), ...(user_ticket && { userTicket: user_ticket }) };
}

const DISABLED = 2;
const LEFT = 5;

/**
 * Reads the member as the app sees them now. A code tells who somebody is, and not that the app may still be used by them: with
 * `snsapi_base` members outside the visible range get one too. One call.
 *
 * @throws {SignInError} `memberDisabled`; and {WeComApiError} 60011, 60111
 */
export async function readMember({ client }: WeComApp, userId: string): Promise<Member> {
  const member = await client.user.get({ userid: userId });
  if (member.status === DISABLED || member.status === LEFT) throw new SignInError('memberDisabled', { member: userId });
  return member;
}

/** Private fields as far as they are known: agreed to by the member, or given to apps of before 2022-06-20 anyway. */
export async function privateFields(
  { client }: WeComApp,
  { userTicket }: IdentifiedMember,
  member: Member,
): Promise<Pick<UserDetail, 'mobile' | 'email' | 'biz_mail'>> {
  return userTicket ? { ...member, ...(await client.oauth.getUserDetail({ user_ticket: userTicket })) } : member;
}
