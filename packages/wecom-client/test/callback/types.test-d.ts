// Checked by the compiler, never run.
import { createCallbackReceiver, type Callback, type CallbackReply } from '../../src/callback';

/** Narrows by MsgType, then Event, then ChangeType, and knows when a kind was forgotten. */
export function describeCallback(callback: Callback): string {
  if (callback.kind === 'unknown') return Object.keys(callback.body).join();
  switch (callback.MsgType) {
    case 'text':
      return callback.Content;
    case 'image':
      return callback.PicUrl;
    case 'voice':
      return callback.Format;
    case 'video':
      return callback.ThumbMediaId;
    case 'location':
      return callback.Label;
    case 'link':
      return callback.Title;
    case 'event':
      break;
    default:
      return callback satisfies never;
  }
  switch (callback.Event) {
    case 'template_card_event':
      return (callback.SelectedItems ?? []).flatMap((item) => item.OptionIds).join() + callback.ResponseCode;
    case 'template_card_menu_event':
      // @ts-expect-error a menu has nothing to select
      return String(callback.SelectedItems);
    case 'change_contact':
      switch (callback.ChangeType) {
        case 'create_user':
        case 'update_user':
          // @ts-expect-error absent unless it changed, or was sent at all
          return callback.Department.join();
        case 'delete_user':
          return callback.UserID;
        case 'create_party':
        case 'update_party':
        case 'delete_party':
          return callback.Id;
        case 'update_tag':
          return callback.TagId;
        default:
          return callback satisfies never;
      }
    case 'batch_job_result':
      return callback.BatchJob.JobId;
    case 'subscribe':
    case 'unsubscribe':
      return callback.FromUserName;
    default:
      // @ts-expect-error many kinds are left
      return callback satisfies never;
  }
}

export function narrowWithoutKind(callback: Callback) {
  // @ts-expect-error nothing is known yet
  void callback.Content;
  if (callback.MsgType === 'text') {
    // @ts-expect-error 64 bits do not fit a number
    const id: number = callback.MsgId;
    return id;
  }
  return 0;
}

const key = { token: 't', encodingAESKey: 'k' };
createCallbackReceiver({ ...key, receiveId: 'ww' });
createCallbackReceiver({ pairs: [key, key], receiveId: 'ww' });
// @ts-expect-error one or the other
createCallbackReceiver({ ...key, pairs: [key], receiveId: 'ww' });
// @ts-expect-error whose callbacks?
createCallbackReceiver(key);

// A server's own query type fits: node:querystring, Koa, Express.
export const open = (query: NodeJS.Dict<string | string[]>, body: Buffer) =>
  createCallbackReceiver({ ...key, receiveId: 'ww' }).open(query, body).pair;

export const replies: CallbackReply[] = [
  { ToUserName: 'a', MsgType: 'text', Content: 'b' },
  // @ts-expect-error an image has no text
  { ToUserName: 'a', MsgType: 'image', Content: 'b' },
];
