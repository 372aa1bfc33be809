/** Writes docs/reference/messages.md: every field of the described message kinds, from the descriptions themselves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { messageKinds, type Field, type Limit, type MessageKind } from '../src/messages/index';

const folder = new URL('../../../docs/reference/', import.meta.url);

const consequences: Record<Limit['beyond'], string> = {
  cut: 'WeCom cuts the rest silently',
  refused: 'WeCom refuses more',
  ellipsis: 'WeCom shows an ellipsis beyond',
};

function rows(fields: readonly Field[], path: string): string[] {
  return fields.flatMap((field) => {
    const name = path ? `${path}.${field.name}` : field.name;
    const row = `| \`${name}\` | ${field.label} | ${control(field)} | ${need(field)} | ${rules(field).join('; ') || '–'} |`;
    if (field.control === 'group') return [row, ...rows(field.fields, name)];
    if (field.control === 'list') return [row, ...rows(field.fields, `${name}[]`)];
    return [row];
  });
}

function control(field: Field): string {
  const names = {
    line: 'text, one line',
    paragraph: 'text',
    textcard: 'text with three styles',
    markdown: 'Markdown subset',
    url: 'link',
    id: 'identifier',
    choice: 'choice',
    group: 'group',
    list: 'list',
  };
  return names[field.control];
}

function need(field: Field): string {
  if ('requiredWith' in field && field.requiredWith) return `with \`${field.requiredWith}\``;
  return field.required ? 'yes' : 'no';
}

function rules(field: Field): string[] {
  const found: string[] = [];
  if (field.shownWhen) found.push(`only when \`${field.shownWhen.field}\` is ${field.shownWhen.is.join(' or ')}`);
  switch (field.control) {
    case 'choice':
      found.push(field.options.map(({ value, label }) => `${value} = ${label}`).join(', '), `default ${field.default}`);
      break;
    case 'list':
      found.push(`${field.min ?? 0} to ${field.max} entries`);
      if (field.unique) found.push(`unique: ${field.unique.map((name) => `\`${name}\``).join(', ')}`);
      break;
    case 'group':
      break;
    default:
      if (field.control === 'url') found.push('with `http://` or `https://`');
      if (field.limit) {
        const { max, unit, beyond } = field.limit;
        found.push(`at most ${max} ${unit}, ${consequences[beyond]}`);
      }
      if (field.pattern) found.push(`matches \`${field.pattern.source}\``);
      if (field.generated) found.push('made when the message is sent');
  }
  return found;
}

function section(kind: MessageKind): string {
  const discriminant = kind.cardType ? `\`template_card\`, \`card_type\` \`${kind.cardType}\`` : `\`${kind.msgtype}\``;
  const notes = [
    `\`msgtype\` ${discriminant}; the fields stand under \`${kind.msgtype}\`.`,
    `[Document ${kind.document}](https://developer.work.weixin.qq.com/document/path/${kind.document}).`,
    ...(kind.rules ?? []).map(
      ({ atLeastOne }) => `At least one of ${atLeastOne.map((path) => `\`${path.join('.')}\``).join(', ')} is needed.`,
    ),
    ...(kind.needsCallbackWith
      ? [`With \`${kind.needsCallbackWith}\` the app needs a callback URL (errcode 43012).`]
      : []),
  ];
  return [
    `## ${kind.name}`,
    '',
    notes.join(' '),
    '',
    '| Field | Label | Holds | Required | Rules |',
    '| --- | --- | --- | --- | --- |',
    ...rows(kind.fields, ''),
  ].join('\n');
}

const page = [
  '# Message fields',
  '',
  'Generated from the descriptions in `packages/wecom-client/src/messages`, which also draw the forms and check what is sent.',
  '`bytes` are bytes of UTF-8 (a 汉字 has three); `characters` are what a reader sees (one 汉字 or one emoji is one).',
  '',
  Object.values(messageKinds).map(section).join('\n\n'),
  '',
].join('\n');

mkdirSync(folder, { recursive: true });
writeFileSync(new URL('messages.md', folder), page);
