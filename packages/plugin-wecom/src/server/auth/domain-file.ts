import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE, RESOURCE } from '../../constants';
import { apiPath } from '../api-path';
import type { Action } from '../request-context';

/** The file with which WeCom checks whose a trusted domain is. */
export interface DomainFile {
  name: string;
  content: string;
}

const NAME = /^WW_verify_[A-Za-z0-9]{1,64}\.txt$/;

const LONGEST_CONTENT = 1024;

/** The file of an authenticator's options, if it can be one: nothing else is to be published under our path. */
export function domainFileOf(options: unknown): DomainFile | undefined {
  const { domainFile } = (options ?? {}) as { domainFile?: Partial<Record<keyof DomainFile, unknown>> | null };
  const { name, content } = domainFile ?? {};
  if (typeof name !== 'string' || !NAME.test(name)) return undefined;
  if (typeof content !== 'string' || content.length > LONGEST_CONTENT || !content.trim()) return undefined;
  return { name, content: content.trim() };
}

/** `GET openwecom:domainFile/WW_verify_….txt` → its content, as text. For anybody: WeCom's server asks. */
export function domainFileAction(app: Application): Action {
  return async (ctx, next) => {
    const name = ctx.action.params.filterByTk;
    const file = typeof name === 'string' && NAME.test(name) ? await findDomainFile(app, name) : undefined;
    if (!file) return ctx.throw(404, 'Not Found');
    ctx.withoutDataWrapping = true;
    ctx.type = 'text/plain';
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.body = file.content;
    await next();
  };
}

async function findDomainFile(app: Application, name: string): Promise<DomainFile | undefined> {
  const filter = { authType: AUTH_TYPE, enabled: true };
  const found = (await app.db.getRepository('authenticators').find({ filter })) as Model[];
  return found.map((one) => domainFileOf(one.get('options'))).find((file) => file?.name === name);
}

/**
 * For nginx in front of NocoBase, which has a location for the API already: WeCom asks at the root of the domain, and plugins are
 * reached under the API alone.
 */
export function proxyLine({ name }: DomainFile): string {
  return `location = /${name} { rewrite ^ ${apiPath()}/${RESOURCE}:domainFile/${name} last; }`;
}
