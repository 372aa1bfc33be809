import { validateMessage } from '@openwecom/client/messages';
import { expect, it } from 'vitest';
import { markdown, textCard, textNotice } from '../src/seed/messages';

/** What is sent: the host makes values of variables, the plugin names a card that has a menu. */
const filledIn = (message: object): unknown =>
  JSON.parse(
    JSON.stringify(message)
      .replace('"card_type"', '"task_id":"of-the-plugin","card_type"')
      .replaceAll(/\{\{\{\$env\.\w+\}\}\}/g, 'http://127.0.0.1:13000')
      .replaceAll(/\{\{\{[^}]+\}\}\}/g, '1'),
  );

it.each(Object.entries({ textCard, markdown, textNotice }))('%s keeps every rule of WeCom', (_name, message) => {
  expect(validateMessage(filledIn(message))).toEqual([]);
});

it.each(Object.entries({ textCard, markdown, textNotice }))('%s inserts variables unescaped', (_name, message) => {
  expect(JSON.stringify(message)).not.toMatch(/(?<!\{)\{\{[^{]/);
});
