import { DEFAULT_BASE_URL } from '../../constants';
import { WeComAppError } from './app-error';
import { parseBaseUrl } from './base-url';
import { isSealed, type Sealer } from './sealer';
import { isVariable, mentionsSecret, renderVariables, type Environment } from './variables';

/** The settings of an authenticator that name a WeCom app, as stored: templates, and a secret that is sealed or a variable. */
export interface StoredSettings {
  corpId?: string;
  agentId?: string | number;
  secret?: string;
  /** @default 'https://qyapi.weixin.qq.com' */
  baseUrl?: string;
  /** Made by `confirmBaseUrl`. Needed when variables go to a server that is not WeCom's own. */
  baseUrlSeal?: string;
}

/** What a client is made of. The secret is clear: keep it out of every text. */
export interface AppSettings {
  corpId: string;
  agentId: number;
  secret: string;
  baseUrl: string;
}

export interface SettingsContext {
  environment: Environment;
  sealer: Sealer;
}

/**
 * The settings as they are at this moment. Rendered anew on each use, because the host's own rendering is cached until the
 * authenticator is saved again, and a rotated variable must count at once.
 *
 * @throws {WeComAppError} naming what an administrator has to do
 */
export function resolveSettings(stored: StoredSettings, { environment, sealer }: SettingsContext): AppSettings {
  const text = (value: string | number | undefined | null) => String(value ?? '').trim();
  const raw = { corpId: text(stored.corpId), agentId: text(stored.agentId), secret: text(stored.secret) };
  requireAll(raw);

  const render = (template: string) => renderVariables(template, environment).trim();
  const corpId = render(raw.corpId);
  const agentId = parseAgentId(render(raw.agentId));
  const baseUrl = parseBaseUrl(render(text(stored.baseUrl)));
  const { origin } = new URL(baseUrl);

  // Whoever may edit an authenticator may not for that alone read variables: they go to WeCom, or where an administrator has agreed.
  const revealing =
    isVariable(raw.secret) ||
    [raw.corpId, raw.agentId, text(stored.baseUrl)].some((template) => mentionsSecret(template, environment));
  if (
    revealing &&
    origin !== DEFAULT_BASE_URL &&
    sealer.open(text(stored.baseUrlSeal), { purpose: 'base-url' }) !== origin
  ) {
    throw new WeComAppError('baseUrlUnconfirmed');
  }
  const secret = clearSecret();
  requireAll({ corpId, secret });
  return { corpId, agentId, secret, baseUrl };

  function clearSecret(): string {
    if (isVariable(raw.secret)) return render(raw.secret);
    if (!isSealed(raw.secret)) throw new WeComAppError('secretNotSealed');
    const clear = sealer.open(raw.secret, { purpose: 'agent-secret', corpId, origin });
    if (clear === undefined) throw new WeComAppError('sealDoesNotOpen');
    return clear;
  }
}

function requireAll(settings: Record<string, string>) {
  const missing = Object.keys(settings).filter((field) => !settings[field]);
  if (missing.length > 0) throw new WeComAppError('incomplete', { fields: missing.join(', ') });
}

function parseAgentId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new WeComAppError('agentIdInvalid');
  return Number(text);
}
