import type { SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import { canUseWeCom } from './person';
import type { SignInRequest } from './sign-in-request';

/** What a sign-in page shows. */
export interface SignInView {
  corpName: string;
  /** Null for an OAuth address without `agentid`. */
  agent: { agentId: number; name: string; logo?: string } | null;
  /** Where the browser goes back to. */
  redirectHost: string;
  /** Whether the consent screen may come. */
  wantsPrivateFields: boolean;
  /** Members who can open WeCom; those outside the visible range are refused afterwards, by the API. */
  members: { userid: string; name: string; department: string; inRange: boolean }[];
  outsiders: { openid: string; name: string }[];
  /** Whose WeCom this browser is; null when the switch is off. */
  browserMember: string | null;
}

export function viewSignIn(
  { world }: Simulation,
  { agent, redirectUri, wantsPrivateFields }: SignInRequest,
  browserMember: string | undefined,
): SignInView {
  const { corp } = world;
  const visible = agent && corp.visibility(agent);
  const departmentOf = ({ main_department, department }: SeedMember) =>
    corp.department(main_department ?? department[0] ?? 0)?.name ?? '';
  return {
    corpName: corp.seed.corpName || corp.seed.corpId,
    agent: agent
      ? { agentId: agent.agentId, name: agent.name, ...(agent.logo === undefined ? {} : { logo: agent.logo }) }
      : null,
    redirectHost: redirectUri.host,
    wantsPrivateFields,
    members: corp.seed.members.filter(canUseWeCom).map((member) => ({
      userid: member.userid,
      name: member.name,
      department: departmentOf(member),
      inRange: visible?.reaches(member) ?? true,
    })),
    outsiders: corp.seed.outsiders.map(({ openid, name }) => ({ openid, name })),
    browserMember: browserMember ?? null,
  };
}
