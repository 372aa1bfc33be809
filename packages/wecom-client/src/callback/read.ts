import { base } from './base';
import { contactChanges } from './contact-changes';
import { events, type CallbackEvent } from './events';
import { readFields, text, type Field } from './fields';
import { messages, type CallbackMessage } from './messages';
import { parseXml, type XmlRecord } from './xml';

/** A callback, by `kind`, then `MsgType`, then `Event`, then `ChangeType`. */
export type Callback = CallbackMessage | CallbackEvent | UnknownCallback;

/** What this version has no type for: a new kind, or a known one that lacks a field its type promises. */
export interface UnknownCallback {
  kind: 'unknown';
  /** The decrypted XML. */
  xml: string;
  /** All of it, under WeCom's names. */
  body: XmlRecord;
  MsgType?: never;
}

type Table = Readonly<Record<string, Readonly<Record<string, Field<unknown>>>>>;

/** Adds to each kind what all have, and by what they are told apart. */
const complete = (table: Table, discriminants: Readonly<Record<string, Field<string>>>): Table =>
  Object.fromEntries(Object.entries(table).map(([name, own]) => [name, { ...base, ...discriminants, ...own }]));

const byMsgType = complete(messages, { MsgType: text });
const byEvent = complete(events, { MsgType: text, Event: text });
const byChangeType = complete(contactChanges, { MsgType: text, Event: text, ChangeType: text });

/**
 * Reads decrypted XML: for what was opened earlier and stored. Use `open()` of a receiver for what has just arrived, because
 * nothing is verified here.
 *
 * @throws {WeComCallbackError} `xml`
 */
export function readCallback(xml: string): Callback {
  const body = parseXml(xml);
  const fields = knownFields(body);
  const values = fields && readFields<Record<string, unknown>>(body, fields);
  if (values === undefined) return { kind: 'unknown', xml, body };
  // The tables hold the fields of every kind in the union and nothing else: their types see to that.
  return { kind: body.MsgType === 'event' ? 'event' : 'message', xml, ...values } as unknown as Callback;
}

function knownFields({ MsgType, Event, ChangeType }: XmlRecord) {
  if (MsgType !== 'event') return fieldsAt(byMsgType, MsgType);
  if (Event !== 'change_contact') return fieldsAt(byEvent, Event);
  return fieldsAt(byChangeType, ChangeType);
}

const fieldsAt = (table: Table, name: unknown) =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
