import type { Callback } from '../../api/wire';

/** Its kind, by WeCom's own names, and what it is about: `change_contact / update_user lisi`. */
export function callbackKind({ message }: Callback): string {
  const text = (name: string): string => {
    const value = message[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const kind = [text('Event') || text('MsgType'), text('ChangeType')].filter((part) => part !== '').join(' / ');
  const about = ['EventKey', 'UserID', 'Id', 'TagId', 'Content'].map(text).find((value) => value !== '') ?? '';
  return [kind, about].filter((part) => part !== '').join(' ');
}
