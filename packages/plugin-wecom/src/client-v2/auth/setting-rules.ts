import type { FormRule } from 'antd';
import { hasVariable } from './variable';

type Translate = (key: string, params?: Record<string, string>) => string;

/** A rule that leaves empty settings and those with a variable alone. */
function plain(isRight: (value: string) => boolean, message: string): FormRule {
  return {
    validator: (_rule, value: string | undefined) =>
      !value || hasVariable(value) || isRight(value.trim()) ? Promise.resolve() : Promise.reject(new Error(message)),
  };
}

export const required = (t: Translate, field: string): FormRule => ({
  required: true,
  whitespace: true,
  message: t('Enter the {{field}}', { field }),
});

export const digits = (t: Translate): FormRule =>
  plain((value) => /^\d+$/.test(value), t('The AgentId is a number, for example 1000002'));

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
