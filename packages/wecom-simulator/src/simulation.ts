import { AccessTokens } from './access/access-tokens';
import { FrequencyLimit } from './access/frequency';
import { SecretGuard } from './access/secret-guard';
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
  store: Store;
  tokens: AccessTokens;
  secrets: SecretGuard;
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

/** One simulated corp and everything that happened in it. */
export class Simulation {
  readonly clock: Clock;
  readonly events = new Events();
  private current: World;

  constructor(
    readonly seed: Seed,
    private readonly config: Pick<SimulatorConfig, 'limits' | 'now'>,
  ) {
    this.clock = createClock(config.now);
    this.current = this.start();
  }

  get world(): World {
    return this.current;
  }

  /** Back to the seed: nobody has a token, nothing was sent, the clock is right, no fault is left. */
  reset(): void {
    this.clock.reset();
    this.current = this.start();
    this.events.emit('reset', () => ({}));
  }

  private start(): World {
    const { clock, seed } = this;
    const { limits } = this.config;
    return {
      corp: new Corp(seed),
      store: new MemoryStore(capacity),
      tokens: new AccessTokens(clock),
      secrets: new SecretGuard(clock, limits.wrongSecrets),
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
