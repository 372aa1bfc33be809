import type { TemplateCardEvent, TemplateCardMenuEvent } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { CARD_REPLIES_COLLECTION } from '../../constants';
import type { CallbackContext, Callbacks } from './callbacks';
import { PermanentError } from './permanent-error';
import { writeThrough } from './write-through';

/** Of the columns. Where duplicates are ignored, MySQL cuts what is longer without a word. */
const LONGEST = { taskId: 128, corpId: 64, agentId: 16, member: 64, cardType: 32, responseCode: 255 };

/** Unix time in seconds, until the year 5138. */
const SECONDS = /^[1-9]\d{0,10}$/;

/** Keeps what members click on template cards, for the delivery it was sent with. */
export function recordCardReplies(app: Application, callbacks: Callbacks): void {
  const record = async (event: TemplateCardEvent | TemplateCardMenuEvent, { receivedAt }: CallbackContext) => {
    const row = {
      taskId: event.TaskId,
      corpId: event.ToUserName,
      agentId: event.AgentID ?? null,
      member: event.FromUserName.toLowerCase(),
      event: event.Event,
      eventKey: event.EventKey,
      cardType: event.CardType,
      selectedItems: 'SelectedItems' in event ? event.SelectedItems : null,
      responseCode: event.ResponseCode,
      repliedAt: SECONDS.test(event.CreateTime) ? Number(event.CreateTime) * 1000 : receivedAt,
    };
    for (const [name, longest] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][]) {
      const { length } = row[name] ?? '';
      if (length > longest)
        throw new PermanentError(`${name} has ${length} characters, more than the ${longest} known`);
    }
    const model = app.db.getModel(CARD_REPLIES_COLLECTION);
    await writeThrough(app, () => model.bulkCreate([row], { ignoreDuplicates: true, hooks: false }));
  };
  callbacks.on('template_card_event', record);
  callbacks.on('template_card_menu_event', record);
}
