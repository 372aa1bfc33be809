import type { MessageIssue } from '@openwecom/client/messages';
import type { TextKey, Translate } from '../texts';

/** The message says nothing, or not what WeCom takes. */
export class ContentError extends Error {
  override readonly name = 'ContentError';

  /** @param issues what is wrong with it; none when there is no content at all */
  constructor(readonly issues: readonly MessageIssue[]) {
    super(issues.map((issue) => issue.message).join('; ') || 'The message has no content');
  }

  describe(t: Translate): string {
    if (this.issues.length === 0) return t('server.content.empty');
    return t('server.content.invalid', { issues: this.issues.map((issue) => describeIssue(issue, t)).join('; ') });
  }
}

function describeIssue({ path, code, params }: MessageIssue, t: Translate): string {
  const key: TextKey = `server.content.issue.${code}`;
  const texts = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return t(key, {
    ...(Object.fromEntries(texts) as Record<string, string>),
    path: path.join('.') || 'content',
    ...('unit' in params && {
      unit: t(params.unit === 'bytes' ? 'server.content.bytes' : 'server.content.characters'),
    }),
  });
}
