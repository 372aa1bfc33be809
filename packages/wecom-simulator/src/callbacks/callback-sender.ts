import { setMaxListeners } from 'node:events';
import { BoundedList } from '../bounded-list';
import type { Clock } from '../clock';
import type { Corp } from '../corp/corp';
import type { Events } from '../events';
import type { Callback, CallbackAttempt } from './callback';
import { callbackAddress, type CallbackAddress, type CallbackReceiver } from './callback-address';
import { callReceiver, type Reached } from './call-receiver';
import { seal } from './envelope';
import { readReply } from './read-reply';
import { signedQuery, withQuery } from './signed-url';
import { WorkQueue } from './work-queue';
import { writeXml, type XmlRecord } from './xml';

/** To one receiver. WeCom is fast: after an outage dozens arrive in a second. */
const MAX_UNDER_WAY = 64;

export interface CallbackRules {
  /** Real milliseconds a receiver has for its answer, and between the beginnings of two attempts (document 90930: 5 s). */
  timeoutMs: number;
  /** In total (document 90930: three). */
  attempts: number;
  /** Whether an answer other than HTTP 200 is repeated too: document 90238 says so, document 90930 does not. */
  repeatRefused: boolean;
}

interface Surroundings {
  corp: Corp;
  clock: Clock;
  events: Events;
  rules: CallbackRules;
  /** Callbacks to remember; the oldest goes first. */
  capacity: number;
  /** Does what a reply asks, or throws saying why not. */
  answer: (callback: Callback, reply: XmlRecord) => void;
}

/** A callback as it goes out, each time alike. */
interface Sealed {
  address: CallbackAddress;
  body: string;
}

/** Sends encrypted messages and events to the receivers' addresses, and remembers them with their attempts. */
export class CallbackSender {
  private readonly sent = new BoundedList<Callback>();
  private readonly sealed = new WeakMap<Callback, Sealed>();
  private readonly queues = new Map<CallbackReceiver, WorkQueue>();
  private readonly controller = new AbortController();
  /** Ends when the sender is stopped. */
  readonly ending: AbortSignal = this.controller.signal;
  private lastId = 0;

  constructor(private readonly surroundings: Surroundings) {
    setMaxListeners(0, this.ending);
  }

  /** Undefined when the receiver has no address, Token and EncodingAESKey: nothing is sent then. */
  send(receiver: CallbackReceiver, message: XmlRecord): Callback | undefined {
    const { corp, clock, capacity } = this.surroundings;
    const address = callbackAddress(corp, receiver);
    if (!address) return undefined;
    const { corpId } = corp.seed;
    const encrypted = seal(writeXml('xml', message), address.encodingAESKey, corpId);
    const body = writeXml('xml', {
      ToUserName: corpId,
      ...(receiver === 'contacts' ? {} : { AgentID: String(receiver) }),
      Encrypt: encrypted,
    });
    const now = clock.now();
    this.lastId += 1;
    const callback: Callback = {
      id: this.lastId,
      at: now,
      receiver,
      url: address.url,
      query: signedQuery(address.token, encrypted, now),
      message,
      state: 'sending',
      attempts: [],
    };
    this.sent.push(callback);
    if (this.sent.length > capacity) this.sent.shift();
    this.sealed.set(callback, { address, body });
    this.start(callback);
    return callback;
  }

  /** Sends what was sent before once more, with the same signature, timestamp and nonce. */
  repeat(callback: Callback): void {
    callback.state = 'sending';
    this.start(callback);
  }

  /** Oldest first. */
  list(): Callback[] {
    return this.sent.toArray();
  }

  /** Resolves when nothing is under way to one receiver, or to anybody. */
  async settled(receiver?: CallbackReceiver): Promise<void> {
    const queues = receiver === undefined ? [...this.queues.values()] : [this.queueOf(receiver)];
    await Promise.all(queues.map((queue) => queue.settled()));
  }

  /** Gives up what is under way. */
  stop(): void {
    for (const queue of this.queues.values()) queue.clear();
    this.controller.abort();
  }

  private start(callback: Callback): void {
    const sealed = this.sealed.get(callback);
    if (!sealed) throw new Error('a callback that was not sent cannot be repeated');
    this.tell(callback);
    this.queueOf(callback.receiver).add(() => this.attemptAll(callback, sealed));
  }

  /** Each receiver has its own, so that one who does not answer keeps nobody else waiting. */
  private queueOf(receiver: CallbackReceiver): WorkQueue {
    let queue = this.queues.get(receiver);
    if (!queue) {
      queue = new WorkQueue(MAX_UNDER_WAY);
      this.queues.set(receiver, queue);
    }
    return queue;
  }

  private async attemptAll(callback: Callback, { address, body }: Sealed): Promise<void> {
    const { rules } = this.surroundings;
    const signal = this.ending;
    for (let attempt = 1; attempt <= rules.attempts && !signal.aborted; attempt += 1) {
      const at = this.surroundings.clock.now();
      const reached = await callReceiver(withQuery(address.url, callback.query), rules.timeoutMs, signal, body);
      if (signal.aborted) return;
      callback.attempts.push(toAttempt(at, reached));
      if (reached.outcome === 'answered' && reached.status === 200) {
        this.finish(callback, address, reached.body.toString('utf8'));
        return;
      }
      this.tell(callback);
      if (reached.outcome === 'answered' && !rules.repeatRefused) break;
      if (attempt < rules.attempts) await pause(rules.timeoutMs - reached.durationMs, signal);
    }
    callback.state = 'failed';
    this.tell(callback);
  }

  private finish(callback: Callback, address: CallbackAddress, body: string): void {
    callback.state = 'delivered';
    let message: XmlRecord | undefined;
    try {
      message = readReply(body, address, this.surroundings.corp.seed.corpId);
      if (message) {
        this.surroundings.answer(callback, message);
        callback.reply = { message, applied: true };
      }
    } catch (error) {
      // WeCom says nothing to a reply it does not like; the operator sees why.
      callback.reply = { ...(message && { message }), applied: false, detail: (error as Error).message };
    }
    this.tell(callback);
  }

  private tell(callback: Callback): void {
    this.surroundings.events.emit('callback', () => structuredClone(callback));
  }
}

function toAttempt(at: number, reached: Reached): CallbackAttempt {
  const { durationMs } = reached;
  switch (reached.outcome) {
    case 'answered':
      return { at, durationMs, outcome: reached.status === 200 ? 'delivered' : 'refused', status: reached.status };
    case 'timeout':
      return { at, durationMs, outcome: 'timeout' };
    case 'no-connection':
      return { at, durationMs, outcome: 'no-connection', reason: reached.reason };
    default:
      return reached satisfies never;
  }
}

/** Ends early when the signal does. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, ms));
    signal.addEventListener('abort', done);
  });
}
