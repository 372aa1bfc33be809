import type { FormInstance, FormRule } from 'antd';
import type { AtLeastOne, TextField } from '@openwecom/client/messages';
import { antdName, type Path } from './form-path';
import { carriesScheme, containsVariable, textLength } from './text-length';

type Translate = (key: string, params?: Record<string, string | number>) => string;

const rule = (isRight: (text: string) => boolean, message: string): FormRule => ({
  validator: (_rule, text: string | undefined) =>
    !text || isRight(text) ? Promise.resolve() : Promise.reject(new Error(message)),
});

/** What must hold for one text before it is saved. Limits that WeCom only cuts at are shown by the counter and block nothing. */
export function textRules(t: Translate, field: TextField, required: boolean): FormRule[] {
  const { control, limit, pattern } = field;
  const rules: FormRule[] = [];
  if (required) rules.push({ required: true, whitespace: true, message: t('Fill in this field') });
  if (control === 'url') rules.push(rule(carriesScheme, t('A link begins with http:// or https://')));
  if (limit?.beyond === 'refused') {
    rules.push(rule((text) => !textLength(text, limit).isOver, t('Too long: WeCom refuses the message')));
  }
  if (pattern) {
    rules.push(
      rule((text) => containsVariable(text) || pattern.test(text), t('WeCom does not allow these characters here')),
    );
  }
  return rules;
}

/** At least one of several texts has to be filled in; the complaint stands at each of them. */
export function atLeastOneRule(form: FormInstance, { atLeastOne }: AtLeastOne, body: Path, message: string): FormRule {
  const isGiven = (path: readonly string[]) => {
    const text = form.getFieldValue(antdName([...body, ...path])) as string | undefined;
    return text !== undefined && text.trim() !== '';
  };
  return {
    validator: () => (atLeastOne.some(isGiven) ? Promise.resolve() : Promise.reject(new Error(message))),
  };
}
