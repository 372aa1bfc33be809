/**
 * What this tab remembers while the browser is away at WeCom: that an automatic login was tried, what came of it, and where somebody
 * wanted to go; and that somebody signed out here. Where storage is blocked nothing is remembered, and so nothing starts by itself.
 */
const AUTO_LOGIN = 'openwecom:auto-login';
const SIGNED_OUT = 'openwecom:signed-out';
const WANTED = 'openwecom:wanted-page';

/** A try without an outcome, such as one the member went back from, is over after this time. */
const TRY_LASTS_MS = 60_000;

interface Try {
  at: number;
  refusal?: string;
}

/** True once: one that ended in a refusal, or has not ended, must not start again by itself, nor any after somebody signed out. */
export function claimAutoLogin(now = Date.now()): boolean {
  if (read(SIGNED_OUT) !== null) return false;
  const last = lastTry();
  if (last && (last.refusal !== undefined || now - last.at < TRY_LASTS_MS)) return false;
  return write(AUTO_LOGIN, JSON.stringify({ at: now } satisfies Try));
}

/** Keeps why an automatic login failed; other sign-ins leave no trace. */
export function noteRefusal(refusal: string): void {
  const last = lastTry();
  if (last) write(AUTO_LOGIN, JSON.stringify({ ...last, refusal } satisfies Try));
}

export const autoLoginRefusal = (): string | undefined => lastTry()?.refusal;

/** Somebody is signed in: whatever was before does not count any more. */
export function forgetAutoLogin(): void {
  remove(AUTO_LOGIN);
  remove(SIGNED_OUT);
}

/** Until the next sign-in in this tab; a new one, as WeCom opens for each message, begins anew. */
export function noteSignOut(): void {
  write(SIGNED_OUT, 'yes');
}

export function rememberWanted(path: string | undefined): void {
  if (path === undefined) remove(WANTED);
  else write(WANTED, path);
}

export const wantedBefore = (): string | null => read(WANTED);

function lastTry(): Try | undefined {
  const stored = read(AUTO_LOGIN);
  return stored === null ? undefined : (JSON.parse(stored) as Try);
}

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): boolean {
  try {
    sessionStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

function remove(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was stored either.
  }
}
