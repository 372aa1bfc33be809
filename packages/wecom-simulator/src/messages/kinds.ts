import { NOT_SIMULATED } from '../protocol/answer';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import { requiredGroup, requiredText } from './fields';
import { checkMarkdown } from './markdown';
import { checkFile, checkImage, checkVideo, checkVoice } from './media';
import type { CheckedMessage, MessageCheck, MessageContext } from './message-kind';
import { checkMiniProgramNotice } from './miniprogram-notice';
import { checkMpNews, checkNews } from './news';
import { checkTemplateCard } from './template-card/template-card';
import { checkText } from './text';
import { checkTextCard } from './textcard';

const kinds: ReadonlyMap<string, MessageCheck> = new Map([
  ['text', checkText],
  ['image', checkImage],
  ['voice', checkVoice],
  ['video', checkVideo],
  ['file', checkFile],
  ['textcard', checkTextCard],
  ['news', checkNews],
  ['mpnews', checkMpNews],
  ['markdown', checkMarkdown],
  ['miniprogram_notice', checkMiniProgramNotice],
  ['template_card', checkTemplateCard],
]);

/** Kinds WeCom has and the simulator does not. */
const notSimulated: ReadonlySet<string> = new Set(['interactive_taskcard', 'template_msg']);

/** Error for a missing `{ [msgtype]: {…} }`; a text without its object is an empty text. */
const missingContent: Readonly<Record<string, number>> = {
  text: 44004,
  markdown: 44004,
  textcard: 41016,
  template_card: 42031,
  news: 45008,
  mpnews: 45008,
};

/** Checks the message part of a payload: `msgtype` and what stands under its name. */
export function checkMessage(body: JsonObject, context: MessageContext): CheckedMessage & { msgtype: string } {
  const msgtype = requiredText(body, 'msgtype', 40008);
  if (notSimulated.has(msgtype))
    throw new Refusal(NOT_SIMULATED, `the simulator does not simulate msgtype "${msgtype}"`);
  const check = kinds.get(msgtype);
  if (!check) throw new Refusal(40008, `there is no msgtype "${msgtype}"`);
  const content = requiredGroup(body, msgtype, missingContent[msgtype] ?? 40063);
  return { msgtype, content, ...check(content, context) };
}
