import { readBody } from '../../read-body';
import type { RequestContext } from '../../request-context';
import { requestTexts } from '../../texts';

/** The longest message, and a thousand receivers. */
const LARGEST_BYTES = 262_144;

/** A JSON object that came as text: such a body the host neither parses nor logs, and what messages say belongs in no log. */
export async function readUnlogged(ctx: RequestContext): Promise<Record<string, unknown>> {
  const { t } = requestTexts(ctx);
  if (!ctx.is('text/plain')) return ctx.throw(415, t('server.delivery.body.textOnly'));
  const body = await readBody(ctx.req, LARGEST_BYTES);
  if (body === undefined) return ctx.throw(413, t('server.delivery.body.tooLong', { max: LARGEST_BYTES }));
  return objectIn(body.toString('utf8')) ?? ctx.throw(400, t('server.delivery.body.noObject'));
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
