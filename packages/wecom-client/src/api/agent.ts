import type { CallApi } from '../transport/call-api';
import type { CallOptions } from './call-options';

/** An app as the admin console shows it. */
export interface Agent {
  agentid: number;
  name: string;
  square_logo_url?: string;
  description?: string;
  /** Visible range: members. */
  allow_userinfos?: { user: { userid: string }[] };
  /** Visible range: departments. */
  allow_partys?: { partyid: number[] };
  /** Visible range: tags. */
  allow_tags?: { tagid: number[] };
  /** 1: disabled. */
  close?: number;
  /** Trusted domain for OAuth. */
  redirect_domain?: string;
  report_location_flag?: number;
  isreportenter?: number;
  home_url?: string;
}

export interface AgentApi {
  /**
   * Reads the client's own app. The cheapest proof that access token, AgentId and trusted IP are right; it shows the visible range too.
   *
   * @throws {WeComApiError} 301002 when secret and AgentId are of different apps, 60020 when the caller's address is not trusted
   * @see https://developer.work.weixin.qq.com/document/path/90227
   */
  get(options?: CallOptions): Promise<Agent>;
}

export function createAgentApi(callApi: CallApi, agentId: number): AgentApi {
  return {
    get: ({ signal } = {}) =>
      callApi({ method: 'GET', path: '/cgi-bin/agent/get', query: { agentid: String(agentId) } }, signal),
  };
}
