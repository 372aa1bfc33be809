import { AccessTokens } from './access/access-tokens';
import { ConcurrencyLimit } from './access/concurrency';
import { FrequencyLimit } from './access/frequency';
import { LookUpGuard } from './access/look-up-guard';
import { SecretGuard } from './access/secret-guard';
import { answerReply } from './callbacks/answer-reply';
import type { CallbackReceiver } from './callbacks/callback-address';
import { CallbackSender } from './callbacks/callback-sender';
import type { Verification } from './callbacks/verify-address';
import { createClock, type Clock } from './clock';
import { capacity, type SimulatorConfig } from './config';
import { Corp } from './corp/corp';
import { Events } from './events';
import { Faults } from './faults';
import { MemoryStore } from './memory-store';
import type { Seed } from './seed';
import { DuplicateCheck } from './sending/duplicate-check';
import { Consents } from './oauth/consents';
import { OAuthCodes } from './oauth/oauth-codes';
import { UserTickets } from './oauth/user-tickets';
import { MemberPace } from './sending/member-pace';
import type { Store } from './store';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What a reset throws away. */
interface World {
  corp: Corp;
  callbacks: CallbackSender;
  /** The last check of each address. */
  verifications: Map<CallbackReceiver, Verification>;
  store: Store;
  tokens: AccessTokens;
  secrets: SecretGuard;
  lookUps: LookUpGuard;
  concurrent: ConcurrencyLimit;
  faults: Faults;
  duplicates: DuplicateCheck;
  pace: MemberPace;
  oauthCodes: OAuthCodes;
  userTickets: UserTickets;
  consents: Consents;
  apiPerMinute: FrequencyLimit;
  apiPerHour: FrequencyLimit;
  /** Person-times of `message/send` by app; absent when the seed names no account cap. */
  personTimes: FrequencyLimit | undefined;
}

/** A fifth of the members the corp may have (document 95402), and never so few that a small corp cannot look up at all. */
const missedLookUpsOf = ({ accountCap, members }: Seed): number =>
  Math.max(10, Math.floor((accountCap ?? members.length) / 5));

/** One simulated corp and everything that happened in it. */
export class Simulation {
  readonly clock: Clock;
  readonly events = new Events();
  private current: World;

  constructor(
    readonly seed: Seed,
    private readonly config: Pick<SimulatorConfig, 'limits' | 'keep' | 'callbacks' | 'now'>,
  ) {
    this.clock = createClock(config.now);
    this.current = this.start();
  }

  get world(): World {
    return this.current;
  }

  get limits(): SimulatorConfig['limits'] {
    return this.config.limits;
  }

  get callbackRules(): SimulatorConfig['callbacks'] {
    return this.config.callbacks;
  }

  /** Gives up what is under way. */
  stop(): void {
    this.world.callbacks.stop();
  }

  /** Back to the seed: nobody has a token, nothing was sent, the clock is right, no fault is left. */
  reset(): void {
    this.stop();
    this.clock.reset();
    this.current = this.start();
    this.events.emit('reset', () => ({}));
  }

  private start(): World {
    const { clock, seed, events } = this;
    const { limits, keep, callbacks: rules } = this.config;
    const corp = new Corp(seed);
    return {
      corp,
      callbacks: new CallbackSender({
        corp,
        clock,
        events,
        rules,
        capacity: keep.callbacks,
        answer: (callback, reply) => answerReply(this, callback, reply),
      }),
      verifications: new Map(),
      store: new MemoryStore({ ...keep, mediaBytes: capacity.mediaBytes }),
      tokens: new AccessTokens(clock),
      secrets: new SecretGuard(clock, limits.wrongSecrets),
      lookUps: new LookUpGuard(clock, limits.missedLookUps ?? missedLookUpsOf(seed)),
      concurrent: new ConcurrencyLimit(limits.concurrentCalls),
      faults: new Faults(),
      duplicates: new DuplicateCheck(clock, capacity.duplicateChecks),
      pace: new MemberPace(clock, limits),
      oauthCodes: new OAuthCodes(clock, capacity.oauthCodes),
      userTickets: new UserTickets(clock, capacity.oauthCodes),
      consents: new Consents(clock),
      apiPerMinute: new FrequencyLimit(clock, limits.apiPerMinute, MINUTE_MS),
      apiPerHour: new FrequencyLimit(clock, limits.apiPerHour, HOUR_MS),
      // Document 90312: the cap of accounts × 200 person-times a day.
      personTimes: seed.accountCap === undefined ? undefined : new FrequencyLimit(clock, seed.accountCap * 200, DAY_MS),
    };
  }
}
