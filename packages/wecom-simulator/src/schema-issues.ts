import type * as v from 'valibot';
import type { ConfigIssue } from './config-error';

/** Issues of a failed valibot check, with paths such as `members[2].department[0]`. */
export function schemaIssues(issues: readonly v.BaseIssue<unknown>[]): ConfigIssue[] {
  return issues.map((issue) => ({
    path: (issue.path ?? []).reduce(
      (path, { key }) =>
        typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
      '',
    ),
    message: issue.type === 'strict_object' && issue.expected === 'never' ? 'is not a known field' : issue.message,
  }));
}
