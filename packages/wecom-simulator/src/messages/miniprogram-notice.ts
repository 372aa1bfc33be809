import { Refusal, WrongJsonFormat } from '../protocol/refusal';
import { checkBytes, checkCount, groups, optionalText, requiredText } from './fields';
import { countCharacters } from './limits';
import type { MessageCheck } from './message-kind';

const checkCharacters = (name: string, value: string, min: number, max: number, errcode: number) => {
  const count = countCharacters(value);
  if (count < min || count > max)
    throw new Refusal(errcode, `"${name}" has ${count} characters, allowed: ${min} to ${max}`);
};

/** Document 90236. */
export const checkMiniProgramNotice: MessageCheck = (content, { miniPrograms, toEverybody }) => {
  if (toEverybody) throw new Refusal(40031, 'a mini-program notice cannot go to @all');
  const appid = requiredText(content, 'appid', 90207);
  if (!miniPrograms.includes(appid)) throw new Refusal(90208, `the mini program "${appid}" is not linked to the agent`);
  checkCharacters('title', requiredText(content, 'title', 90204), 4, 12, 90204);
  const description = optionalText(content, 'description');
  if (description !== undefined) checkCharacters('description', description, 4, 12, 90205);
  checkBytes('page', optionalText(content, 'page') ?? '', 1024, 90206);
  const emphasis = content.emphasis_first_item;
  if (emphasis !== undefined && typeof emphasis !== 'boolean')
    throw new WrongJsonFormat('"emphasis_first_item" is not a boolean');
  const items = groups(content, 'content_item');
  checkCount('content_item', items.length, 0, 10, 90201);
  for (const item of items) {
    checkCharacters('key', optionalText(item, 'key') ?? '', 0, 10, 90202);
    checkCharacters('value', optionalText(item, 'value') ?? '', 0, 30, 90203);
  }
};
