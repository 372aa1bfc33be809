import type { FormRule } from 'antd';
import { hasVariable } from './variable';

type Translate = (key: string, params?: Record<string, string>) => string;

/** A rule that leaves empty settings and those with a variable alone. */
function plain(isRight: (value: string) => boolean, message: string): FormRule {
  return {
    validator: (_rule, value: Stored) => {
      const text = asText(value);
      return !text || hasVariable(text) || isRight(text.trim())
        ? Promise.resolve()
        : Promise.reject(new Error(message));
    },
  };
}

/** Settings written through the API may hold a number where the form has a text. */
type Stored = string | number | null | undefined;

const asText = (value: Stored) => (typeof value === 'number' ? String(value) : value);

export const required = (t: Translate, field: string): FormRule => ({
  required: true,
  whitespace: true,
  transform: asText,
  message: t('Enter the {{field}}', { field }),
});

export const digits = (t: Translate): FormRule =>
  plain((value) => /^\d+$/.test(value), t('The AgentId is a number, for example 1000002'));

export const wholeNumber = (t: Translate): FormRule =>
  plain((value) => /^[1-9]\d{0,8}$/.test(value), t('Enter a whole number above 0'));

export const address = (t: Translate): FormRule =>
  plain((value) => isHttp(value), t('Enter an address that begins with http:// or https://'));

export const originOnly = (t: Translate): FormRule =>
  plain(
    (value) => isHttp(value) && /^https?:\/\/[^/?#]+\/?$/i.test(value),
    t('Enter only the scheme and the host, for example https://nocobase.example.com'),
  );

export const localPath = (t: Translate): FormRule =>
  plain((value) => /^\/(?![/\\])/.test(value), t('Enter a path of this site that begins with /, for example /admin'));

function isHttp(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
