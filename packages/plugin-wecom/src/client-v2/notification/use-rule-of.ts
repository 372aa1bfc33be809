import type { AtLeastOne, Field } from '@openwecom/client/messages';
import { useT } from '../locale';
import type { Path, Place } from './form-path';
import { useKind } from './kind-context';

interface RuleOfField {
  atLeastOne: AtLeastOne;
  message: string;
  /** The other fields of the rule: filling one of them in settles it. */
  others: Path[];
}

/** The "at least one of" rule that a field is part of, if any. */
export function useRuleOf(place: Place): RuleOfField | undefined {
  const { t } = useT();
  const { kind, body } = useKind();
  const own = place.path.slice(body.length).join('.');
  const atLeastOne = kind.rules?.find((rule) => rule.atLeastOne.some((path) => path.join('.') === own));
  if (!atLeastOne) return undefined;
  const labels = atLeastOne.atLeastOne.map((path) => t(labelAt(kind.fields, path)));
  return {
    atLeastOne,
    message: t('Fill in at least one of: {{fields}}', { fields: labels.join(', ') }),
    others: atLeastOne.atLeastOne.filter((path) => path.join('.') !== own).map((path) => [...body, ...path]),
  };
}

function labelAt(fields: readonly Field[], [name, ...rest]: readonly string[]): string {
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) return '';
  return 'fields' in field && rest.length > 0 ? labelAt(field.fields, rest) : field.label;
}
