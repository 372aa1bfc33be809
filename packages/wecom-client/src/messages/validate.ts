import type { ChoiceField, Field, GroupField, ListField, MessageKind, TextField } from './fields';
import { findMessageKind } from './kinds';
import { measure } from './measure';
import type { MessageType } from './message';
import { hasValue, isShown, isValues, type Values } from './presence';
import type { CardType } from './template-card/template-card';

export type MessagePath = readonly (string | number)[];

export type MessageIssueCode =
  'required' | 'limit' | 'scheme' | 'unknown' | 'choice' | 'count' | 'duplicate' | 'pattern' | 'at-least-one' | 'type';

/** One thing wrong with a message. */
export interface MessageIssue {
  /** From the body down, for example `['template_card', 'jump_list', 0, 'title']`. */
  path: (string | number)[];
  code: MessageIssueCode;
  /** `warning`: WeCom delivers the message and cuts the text. `error`: WeCom refuses it, or shows something else. */
  severity: 'error' | 'warning';
  /** Numbers and names for a translated text: `max`, `unit`, `beyond`, `actual`, `min`, `options`, `paths`, `expected`. */
  params: Record<string, string | number | readonly (string | number)[]>;
  /** English; forms translate by `code` and `params`. */
  message: string;
}

export interface ValidateMessageOptions {
  /**
   * The texts are templates. What a text with `{{` in it will be is not known yet, so its limit, scheme, pattern and repetition are not
   * checked, and fields made when the message is sent may be missing. @default false
   */
  templates?: boolean;
}

const messageTypes: Record<MessageType, true> = {
  text: true,
  image: true,
  voice: true,
  video: true,
  file: true,
  textcard: true,
  news: true,
  mpnews: true,
  markdown: true,
  miniprogram_notice: true,
  template_card: true,
};

const cardTypes: Record<CardType, true> = {
  text_notice: true,
  news_notice: true,
  button_interaction: true,
  vote_interaction: true,
  multiple_interaction: true,
};

/** Fields beside the body that concern the call, not the message. */
const envelopeFields = new Set(['safe', 'enable_id_trans', 'enable_duplicate_check', 'duplicate_check_interval']);

/**
 * Checks a message body against the description of its kind and returns everything that is wrong, in the order of the fields; an
 * empty list means nothing is. Never throws.
 *
 * Kinds listed in `messageKinds` are checked in every field. The others are known by name only: their fields are checked by
 * TypeScript, not here.
 */
export function validateMessage(body: unknown, options: ValidateMessageOptions = {}): MessageIssue[] {
  if (!isValues(body)) return [wrongType([], 'object')];
  const { msgtype } = body;
  if (msgtype === undefined || msgtype === '') return [missing(['msgtype'])];
  if (typeof msgtype !== 'string' || !Object.hasOwn(messageTypes, msgtype)) {
    return [notAChoice(['msgtype'], Object.keys(messageTypes))];
  }
  const validation = new Validation(options.templates ?? false);
  for (const name of Object.keys(body)) {
    if (name !== 'msgtype' && name !== msgtype && !envelopeFields.has(name))
      validation.issues.push(unknownField([name]));
  }
  const content = body[msgtype];
  if (content === undefined || content === null) return [...validation.issues, missing([msgtype])];
  if (!isValues(content)) return [...validation.issues, wrongType([msgtype], 'object')];
  if (msgtype === 'template_card') {
    const cardType = content['card_type'];
    if (cardType === undefined || cardType === '') return [...validation.issues, missing([msgtype, 'card_type'])];
    if (typeof cardType !== 'string' || !Object.hasOwn(cardTypes, cardType)) {
      return [...validation.issues, notAChoice([msgtype, 'card_type'], Object.keys(cardTypes))];
    }
  }
  const kind = findMessageKind(msgtype, content['card_type']);
  if (kind) validation.kind(kind, content);
  return validation.issues;
}

class Validation {
  readonly issues: MessageIssue[] = [];

  constructor(private readonly templates: boolean) {}

  kind(kind: MessageKind, content: Values): void {
    const path = [kind.msgtype];
    this.fields(kind.fields, content, path, kind.cardType ? ['card_type'] : []);
    for (const rule of kind.rules ?? []) {
      const given = rule.atLeastOne.some((inner) => {
        const value = inner.reduce<unknown>((values, name) => (isValues(values) ? values[name] : undefined), content);
        return value !== undefined && value !== null && value !== '';
      });
      if (!given) this.issues.push(noneOf(path, rule.atLeastOne));
    }
  }

  private fields(fields: readonly Field[], values: Values, path: MessagePath, also: readonly string[] = []): void {
    for (const field of fields) {
      if (isShown(field.shownWhen, fields, values)) this.field(field, fields, values, [...path, field.name]);
    }
    const known = new Set([...also, ...fields.map((field) => field.name)]);
    for (const name of Object.keys(values)) {
      if (!known.has(name)) this.issues.push(unknownField([...path, name]));
    }
  }

  private field(field: Field, siblings: readonly Field[], values: Values, path: MessagePath): void {
    const value = values[field.name];
    switch (field.control) {
      case 'choice':
        return this.choice(field, value, path);
      case 'group':
        return this.group(field, value, path);
      case 'list':
        return this.list(field, value, path);
      default:
        return this.text(field, value, path, siblings, values);
    }
  }

  private text(field: TextField, value: unknown, path: MessagePath, siblings: readonly Field[], values: Values): void {
    if (!hasValue(field, value)) {
      const partner = siblings.find(({ name }) => name === field.requiredWith);
      const required = field.required ?? (partner !== undefined && hasValue(partner, values[partner.name]));
      if (required && !(field.generated && this.templates)) this.issues.push(missing(path));
      return;
    }
    if (typeof value !== 'string') return void this.issues.push(wrongType(path, 'string'));
    if (this.isTemplate(value)) return;
    if (field.required && value.trim() === '') return void this.issues.push(missing(path));
    if (field.control === 'url' && !/^https?:\/\/./i.test(value)) this.issues.push(withoutScheme(path));
    if (field.pattern && !field.pattern.test(value)) this.issues.push(wrongPattern(path, field.pattern));
    if (field.limit) {
      const actual = measure(value, field.limit.unit);
      if (actual > field.limit.max) this.issues.push(tooLong(path, field.limit, actual));
    }
  }

  private choice(field: ChoiceField, value: unknown, path: MessagePath): void {
    if (value === undefined || value === null || this.isTemplate(value)) return;
    if (!field.options.some((option) => option.value === value)) {
      this.issues.push(
        notAChoice(
          path,
          field.options.map((option) => option.value),
        ),
      );
    }
  }

  private group(field: GroupField, value: unknown, path: MessagePath): void {
    if (!hasValue(field, value) && !field.required) {
      // An empty group says nothing, but a wrong choice in it is still wrong.
      if (!isValues(value)) return;
      for (const inner of field.fields) {
        if (inner.control === 'choice') this.choice(inner, value[inner.name], [...path, inner.name]);
      }
      return;
    }
    const values = value ?? {};
    if (!isValues(values)) return void this.issues.push(wrongType(path, 'object'));
    this.fields(field.fields, values, path);
  }

  private list(field: ListField, value: unknown, path: MessagePath): void {
    const items: unknown = value ?? [];
    if (!Array.isArray(items)) return void this.issues.push(wrongType(path, 'array'));
    const min = field.min ?? (field.required ? 1 : 0);
    if (items.length < min || items.length > field.max)
      this.issues.push(wrongCount(path, min, field.max, items.length));
    items.forEach((item: unknown, index) => {
      if (isValues(item)) this.fields(field.fields, item, [...path, index]);
      else this.issues.push(wrongType([...path, index], 'object'));
    });
    for (const name of field.unique ?? []) this.repetitions(items, name, path);
  }

  private repetitions(items: readonly unknown[], name: string, path: MessagePath): void {
    const seen = new Set<unknown>();
    items.forEach((item, index) => {
      const value = isValues(item) ? item[name] : undefined;
      if (value === undefined || value === '' || this.isTemplate(value)) return;
      if (seen.has(value)) this.issues.push(repeated([...path, index, name]));
      seen.add(value);
    });
  }

  private isTemplate(value: unknown): boolean {
    return this.templates && typeof value === 'string' && value.includes('{{');
  }
}

function issue(
  path: MessagePath,
  code: MessageIssueCode,
  text: string,
  params: MessageIssue['params'] = {},
  severity: MessageIssue['severity'] = 'error',
): MessageIssue {
  return { path: [...path], code, severity, params, message: `${readable(path)} ${text}` };
}

function readable(path: MessagePath): string {
  return path.length === 0 ? 'The message' : `"${path.join('.')}"`;
}

const missing = (path: MessagePath) => issue(path, 'required', 'is required');

const unknownField = (path: MessagePath) => issue(path, 'unknown', 'is not a field WeCom knows here');

const wrongType = (path: MessagePath, expected: string) =>
  issue(path, 'type', `must be of type ${expected}`, { expected });

const withoutScheme = (path: MessagePath) => issue(path, 'scheme', 'must begin with http:// or https://');

const repeated = (path: MessagePath) => issue(path, 'duplicate', 'repeats an earlier one of the list');

const wrongPattern = (path: MessagePath, pattern: RegExp) =>
  issue(path, 'pattern', `has characters WeCom refuses; it must match ${pattern.source}`, { pattern: pattern.source });

const notAChoice = (path: MessagePath, options: readonly (string | number)[]) =>
  issue(path, 'choice', `must be one of ${options.join(', ')}`, { options });

const wrongCount = (path: MessagePath, min: number, max: number, actual: number) =>
  issue(path, 'count', `must have ${min} to ${max} items, has ${actual}`, { min, max, actual });

const noneOf = (path: MessagePath, paths: readonly (readonly string[])[]) => {
  const names = paths.map((inner) => inner.join('.'));
  return issue(path, 'at-least-one', `needs at least one of ${names.join(', ')}`, { paths: names });
};

function tooLong(
  path: MessagePath,
  { max, unit, beyond }: NonNullable<TextField['limit']>,
  actual: number,
): MessageIssue {
  const consequence = {
    refused: 'WeCom refuses it',
    cut: 'WeCom cuts it silently',
    ellipsis: 'WeCom shows an ellipsis',
  };
  return issue(
    path,
    'limit',
    `has ${actual} ${unit}, the limit is ${max}: ${consequence[beyond]}`,
    { max, unit, beyond, actual },
    beyond === 'refused' ? 'error' : 'warning',
  );
}
