/** Checked by compiling: what must not compile stands under `@ts-expect-error`. */
import {
  createWeComClient,
  textNotice,
  type CardHorizontalContent,
  type MessageBody,
  type NewsArticle,
  type SendMessageAnswer,
  type TemplateCard,
  type WeComErrorCode,
} from '../src/index';

const client = createWeComClient({ corpId: 'ww1', agentId: 1, secret: 's' });

// The options of a client
createWeComClient({ corpId: 'ww1', agentId: '1', secret: 's', baseUrl: undefined, logger: console });
// @ts-expect-error the secret is missing
createWeComClient({ corpId: 'ww1', agentId: 1 });
// @ts-expect-error the name is misspelled
createWeComClient({ corpID: 'ww1', agentId: 1, secret: 's' });

// Messages
export const answer: Promise<SendMessageAnswer> = client.message.send({
  touser: ['a', 'b'],
  msgtype: 'text',
  text: { content: 'Hello' },
});
void client.message.send({ touser: 'a', toparty: [1, '2'], msgtype: 'image', image: { media_id: 'm' }, safe: 1 });
// @ts-expect-error the body stands under the name of its kind
void client.message.send({ touser: 'a', msgtype: 'text', markdown: { content: 'Hello' } });
// @ts-expect-error there is no such kind
void client.message.send({ touser: 'a', msgtype: 'sms', sms: { content: 'Hello' } });
// @ts-expect-error the app is the client's own
void client.message.send({ touser: 'a', agentid: 2, msgtype: 'text', text: { content: 'Hello' } });
// @ts-expect-error news cannot be confidential
void client.message.send({ touser: 'a', msgtype: 'news', news: { articles: [] }, safe: 1 });
// @ts-expect-error a text card needs a link
export const card: MessageBody = { msgtype: 'textcard', textcard: { title: 't', description: 'd' } };
// @ts-expect-error an article opens a page or a mini program
export const article: NewsArticle = { title: 't' };

// Template cards
textNotice({ main_title: { title: 't' }, card_action: { type: 2, appid: 'wx1' } });
// @ts-expect-error a click on the card has to open something
textNotice({ main_title: { title: 't' } });
// @ts-expect-error a link needs an address
textNotice({ card_action: { type: 1 } });
// @ts-expect-error a member needs a userid
export const row: CardHorizontalContent = { type: 3, keyname: 'k', value: 'v' };
// @ts-expect-error a button card needs buttons
export const buttons: TemplateCard = { card_type: 'button_interaction', main_title: { title: 't' }, task_id: 't' };

/** The unions have no escape hatch: without one of the cases this does not compile. */
export function nameOf(body: MessageBody): string {
  switch (body.msgtype) {
    case 'text':
    case 'markdown':
      return 'text';
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return 'media';
    case 'textcard':
    case 'news':
    case 'mpnews':
    case 'miniprogram_notice':
      return 'card';
    case 'template_card':
      return cardNameOf(body.template_card);
    default:
      return body satisfies never;
  }
}

function cardNameOf(body: TemplateCard): string {
  switch (body.card_type) {
    case 'text_notice':
    case 'news_notice':
      return 'notice';
    case 'button_interaction':
      return body.button_list.map(({ text }) => text).join();
    case 'vote_interaction':
      return body.checkbox.question_key;
    case 'multiple_interaction':
      return body.select_list.map(({ question_key }) => question_key).join();
    default:
      return body satisfies never;
  }
}

// @ts-expect-error codes are a closed list
export const code: WeComErrorCode = 'ERR_WECOM_OTHER';
