import * as v from 'valibot';
import type { Callback } from '../callbacks/callback';
import { callbackSettings, type CallbackReceiver } from '../callbacks/callback-address';
import { verifyAddress, type Verification } from '../callbacks/verify-address';
import type { XmlRecord, XmlValue } from '../callbacks/xml';
import { checkInput } from '../check-input';
import { contactCallbackSchema, type ContactCallback } from '../seed';
import type { Simulation } from '../simulation';
import { changeAgent } from './agents';
import { refuse } from './refuse';

const { url, token, encodingAESKey, form } = contactCallbackSchema.entries;

const callbackSchema = v.strictObject({
  url: url.wrapped,
  /** What was saved before when absent. */
  token,
  encodingAESKey,
  /** Of the contacts-sync assistant alone. */
  form: v.exactOptional(form.wrapped),
});

export type CallbackInput = v.InferInput<typeof callbackSchema>;

export interface CallbackReceiverView {
  receiver: CallbackReceiver;
  /** Of the agent; empty for the contacts-sync assistant. */
  name: string;
  url?: string;
  token?: string;
  encodingAESKey?: string;
  form?: ContactCallback['form'];
  /** The last time the address was saved or tried; absent when it came with the seed. */
  verification?: Verification;
}

/** Everybody who may be called back, the contacts-sync assistant last. */
export function callbackReceiversOf({ world }: Simulation): CallbackReceiverView[] {
  const { corp, verifications } = world;
  const view = (receiver: CallbackReceiver, name: string): CallbackReceiverView => {
    const verification = verifications.get(receiver);
    return { receiver, name, ...callbackSettings(corp, receiver), ...(verification && { verification }) };
  };
  const agents = corp.seed.agents.map(({ agentId, name }) => view(agentId, name));
  return [...agents, { form: 'full', ...view('contacts', '') }];
}

/**
 * What WeCom's console does when an address is saved: calls it, and only saves what answers right.
 *
 * @throws {SimulatorConfigError} when a field is wrong or missing, or there is no such receiver
 */
export async function saveCallback(
  simulation: Simulation,
  receiver: CallbackReceiver,
  input: unknown,
): Promise<Verification> {
  const { corp, verifications, callbacks } = simulation.world;
  const current = callbackSettings(corp, receiver) ?? refuse(FAILED, 'receiver', `there is no agent ${receiver}`);
  const wanted = { ...current, ...checkInput(input, callbackSchema) };
  const token = wanted.token ?? refuse(FAILED, 'token', 'is missing');
  const encodingAESKey = wanted.encodingAESKey ?? refuse(FAILED, 'encodingAESKey', 'is missing');
  if (receiver !== 'contacts' && wanted.form !== undefined) refuse(FAILED, 'form', 'only belongs to contacts');
  const address = { url: wanted.url, token, encodingAESKey };
  const verification = await verifyAddress(address, {
    corpId: corp.seed.corpId,
    nowMs: simulation.clock.now(),
    timeoutMs: simulation.callbackRules.verifyTimeoutMs,
    signal: callbacks.ending,
  });
  verifications.set(receiver, verification);
  if (verification.ok) {
    if (receiver === 'contacts') corp.seed.contactCallback = { ...address, form: wanted.form ?? 'full' };
    else changeAgent(simulation, receiver, { callbackUrl: wanted.url, token, encodingAESKey });
  }
  simulation.events.emit('corp', () => ({ receiver }));
  return verification;
}

/** The receiver is called no more; Token and EncodingAESKey stay. @throws {SimulatorConfigError} */
export function removeCallback(simulation: Simulation, receiver: CallbackReceiver): void {
  const { seed } = simulation.world.corp;
  simulation.world.verifications.delete(receiver);
  if (receiver !== 'contacts') return void changeAgent(simulation, receiver, { callbackUrl: null });
  const { url: _url, ...kept } = seed.contactCallback ?? { form: 'full' as const };
  seed.contactCallback = kept;
  simulation.events.emit('corp', () => ({ receiver }));
}

const FAILED = 'The address was not saved';

const xmlValueSchema: v.GenericSchema<XmlValue> = v.lazy(() =>
  v.union([v.string(), v.number(), v.array(xmlValueSchema), v.record(v.string(), xmlValueSchema)]),
);

const messageSchema = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][\w.-]*$/, 'must be the name of an element')), xmlValueSchema),
  v.check((fields) => typeof fields.MsgType === 'string', 'needs a MsgType, such as "event"'),
);

/**
 * Sends any message or event. What every one carries is filled in: `ToUserName`, `CreateTime`, for an agent `AgentID`, and
 * `FromUserName` `sys` unless it is there.
 *
 * @throws {SimulatorConfigError} when the receiver has no address, or the message is no message
 */
export function sendCallback(simulation: Simulation, receiver: CallbackReceiver, input: unknown): Callback {
  const { corp, callbacks } = simulation.world;
  const message: XmlRecord = {
    ToUserName: corp.seed.corpId,
    FromUserName: 'sys',
    CreateTime: Math.floor(simulation.clock.now() / 1000),
    ...checkInput(input, messageSchema),
    ...(receiver === 'contacts' ? {} : { AgentID: receiver }),
  };
  const problem = 'has no callback URL with Token and EncodingAESKey';
  return callbacks.send(receiver, message) ?? refuse('Nothing was sent', 'receiver', `"${receiver}" ${problem}`);
}

/** Sends it again, byte for byte. @throws {SimulatorConfigError} when there is no such callback */
export function repeatCallback({ world }: Simulation, id: number): Callback {
  const callback =
    world.callbacks.list().find((one) => one.id === id) ??
    refuse('Nothing was sent', 'id', `there is no callback ${id}, or it is too long ago`);
  world.callbacks.repeat(callback);
  return callback;
}
