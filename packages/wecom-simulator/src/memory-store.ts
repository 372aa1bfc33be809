import { BoundedList } from './bounded-list';
import { dayOf } from './clock';
import type { Delivery, MediaFile, Recipient, RecordedCall, ResponseCode, SentMessage, Store, Tally } from './store';

export interface Capacity {
  calls: number;
  deliveries: number;
  mediaBytes: number;
}

interface MemberInbox {
  deliveries: BoundedList<Delivery>;
  /** Never forgotten, and small. */
  byAgent: Map<number, Tally>;
}

/** Keeps everything in memory, the newest up to `capacity`. */
export class MemoryStore implements Store {
  private readonly sent = new BoundedList<SentMessage>();
  private readonly byMsgid = new Map<string, SentMessage>();
  private readonly byMember = new Map<string, MemberInbox>();
  private readonly sentByDay = new Map<string, number>();
  private readonly responseCodes = new Map<string, ResponseCode>();
  private readonly taskIds = new Set<string>();
  private readonly files = new Map<string, MediaFile>();
  private readonly recorded = new BoundedList<RecordedCall>();
  private deliveries = 0;
  private mediaBytes = 0;
  private lastMessageId = 0;
  private lastCallId = 0;

  constructor(private readonly capacity: Capacity) {}

  addMessage(fields: Omit<SentMessage, 'id' | 'deliveries'>, recipients: readonly Recipient[]): SentMessage {
    this.lastMessageId += 1;
    const message: SentMessage = { ...fields, id: this.lastMessageId, deliveries: [] };
    for (const recipient of recipients) {
      const delivery: Delivery = { ...recipient, message };
      message.deliveries.push(delivery);
      const inbox = this.inboxOf(recipient.userid);
      inbox.deliveries.push(delivery);
      tallyOf(inbox, message.agentid)[delivery.state] += 1;
    }
    this.countDay(message);
    this.sent.push(message);
    this.byMsgid.set(message.msgid, message);
    this.deliveries += weight(message);
    while (this.deliveries > this.capacity.deliveries && this.sent.length > 1) this.forgetOldest();
    return message;
  }

  messageByMsgid(msgid: string): SentMessage | undefined {
    return this.byMsgid.get(msgid);
  }

  messages(): SentMessage[] {
    return this.sent.toArray();
  }

  deliveriesTo(userid: string): Delivery[] {
    return this.byMember.get(userid.toLowerCase())?.deliveries.toArray() ?? [];
  }

  renameMember(userid: string, next: string): void {
    const inbox = this.byMember.get(userid.toLowerCase());
    if (!inbox || userid === next) return;
    this.byMember.delete(userid.toLowerCase());
    this.byMember.set(next.toLowerCase(), inbox);
    for (const delivery of inbox.deliveries.toArray()) delivery.userid = next;
  }

  recall(message: SentMessage): void {
    for (const delivery of message.deliveries) {
      if (delivery.state !== 'delivered') continue;
      delivery.state = 'recalled';
      const tally = tallyOf(this.inboxOf(delivery.userid), message.agentid);
      tally.delivered -= 1;
      tally.recalled += 1;
    }
  }

  tallies(agentid?: number): Map<string, Tally> {
    const tallies = new Map<string, Tally>();
    for (const [userid, { byAgent }] of this.byMember) {
      const chosen = agentid === undefined ? [...byAgent.values()] : [byAgent.get(agentid) ?? noTally()];
      tallies.set(userid, chosen.reduce(sum, noTally()));
    }
    return tallies;
  }

  personTimes(agentid: number, day: number): number {
    return this.sentByDay.get(`${day}/${agentid}`) ?? 0;
  }

  addResponseCode(code: string, record: ResponseCode): void {
    this.responseCodes.set(code, record);
    const [oldest] = this.responseCodes.keys();
    if (this.responseCodes.size > this.capacity.deliveries && oldest !== undefined) this.responseCodes.delete(oldest);
  }

  responseCode(code: string): ResponseCode | undefined {
    return this.responseCodes.get(code);
  }

  useTaskId(agentid: number, taskId: string): boolean {
    const key = `${agentid}/${taskId}`;
    if (this.taskIds.has(key)) return false;
    this.taskIds.add(key);
    return true;
  }

  addMedia(file: MediaFile): void {
    this.files.set(file.mediaId, file);
    this.mediaBytes += file.bytes.byteLength;
    for (const oldest of this.files.values()) {
      if (this.mediaBytes <= this.capacity.mediaBytes) break;
      this.files.delete(oldest.mediaId);
      this.mediaBytes -= oldest.bytes.byteLength;
    }
  }

  media(mediaId: string): MediaFile | undefined {
    return this.files.get(mediaId);
  }

  addCall(fields: Omit<RecordedCall, 'id'>): RecordedCall {
    this.lastCallId += 1;
    const call: RecordedCall = { ...fields, id: this.lastCallId };
    this.recorded.push(call);
    if (this.recorded.length > this.capacity.calls) this.recorded.shift();
    return call;
  }

  calls(): RecordedCall[] {
    return this.recorded.toArray();
  }

  private inboxOf(userid: string): MemberInbox {
    const key = userid.toLowerCase();
    let inbox = this.byMember.get(key);
    if (!inbox) {
      inbox = { deliveries: new BoundedList(), byAgent: new Map() };
      this.byMember.set(key, inbox);
    }
    return inbox;
  }

  private countDay({ agentid, sentAt, deliveries }: SentMessage): void {
    const key = `${dayOf(sentAt)}/${agentid}`;
    this.sentByDay.set(key, (this.sentByDay.get(key) ?? 0) + deliveries.length);
  }

  /** Inboxes are in sending order, so the deliveries of the oldest message stand first in each. */
  private forgetOldest(): void {
    const message = this.sent.shift();
    if (!message) return;
    this.byMsgid.delete(message.msgid);
    this.deliveries -= weight(message);
    for (const delivery of message.deliveries) this.inboxOf(delivery.userid).deliveries.shift();
  }
}

const noTally = (): Tally => ({ delivered: 0, dropped: 0, recalled: 0 });

const sum = (a: Tally, b: Tally): Tally => ({
  delivered: a.delivered + b.delivered,
  dropped: a.dropped + b.dropped,
  recalled: a.recalled + b.recalled,
});

function tallyOf({ byAgent }: MemberInbox, agentid: number): Tally {
  let tally = byAgent.get(agentid);
  if (!tally) {
    tally = noTally();
    byAgent.set(agentid, tally);
  }
  return tally;
}

/** A message nobody got still takes room. */
function weight(message: SentMessage): number {
  return Math.max(1, message.deliveries.length);
}
