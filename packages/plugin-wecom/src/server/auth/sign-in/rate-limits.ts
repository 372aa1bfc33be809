import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import type { RequestContext } from '../../request-context';
import { clientAddress } from './client-address';
import { SignInError } from './sign-in-error';

/**
 * How often somebody may try to sign in, counted in this process. A company comes to work at nine from one address, so an address may
 * start many; what it may not do is fail often, since each guess costs a call to WeCom and a row.
 */
export class RateLimits {
  private readonly starts = limiter(1000, 60);
  private readonly guesses = limiter(30, 600);
  private readonly members = limiter(20, 300);

  /** @throws {SignInError} `tooManyAttempts` */
  async start(ctx: RequestContext): Promise<void> {
    await consume(this.starts, clientAddress(ctx));
  }

  /** @throws {SignInError} `tooManyAttempts` when this address has guessed wrong too often */
  async beforeGuess(ctx: RequestContext): Promise<void> {
    const counted = await this.guesses.get(clientAddress(ctx));
    if (counted && counted.consumedPoints >= this.guesses.points) throw tooMany(counted);
  }

  async wrongGuess(ctx: RequestContext): Promise<void> {
    await this.guesses.penalty(clientAddress(ctx));
  }

  /** @throws {SignInError} `tooManyAttempts` when one member signs in again and again, as a loop does */
  async member(authenticator: string, userId: string): Promise<void> {
    await consume(this.members, JSON.stringify([authenticator, userId]));
  }
}

function limiter(points: number, seconds: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: seconds });
}

async function consume(limited: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limited.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? tooMany(refused) : refused;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): SignInError {
  return new SignInError('tooManyAttempts', { minutes: Math.max(1, Math.ceil(msBeforeNext / 60_000)) });
}
