import type { TemplateCardEvent, TemplateCardMenuEvent } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { CARD_REPLIES_COLLECTION } from '../../constants';
import type { Callbacks } from './callbacks';
import { writeThrough } from './database';

/** Keeps what members click on template cards, for the delivery it was sent with. */
export function recordCardReplies(app: Application, callbacks: Callbacks): void {
  const record = async (event: TemplateCardEvent | TemplateCardMenuEvent) => {
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
      repliedAt: Number(event.CreateTime) * 1000,
    };
    const model = app.db.getModel(CARD_REPLIES_COLLECTION);
    await writeThrough(app, () => model.bulkCreate([row], { ignoreDuplicates: true, hooks: false }));
  };
  callbacks.on('template_card_event', record);
  callbacks.on('template_card_menu_event', record);
}
