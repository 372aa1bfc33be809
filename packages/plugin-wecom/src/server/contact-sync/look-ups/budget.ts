const DAY_MS = 86_400_000;

/** WeCom blocks an app for a day when it asks for about a fifth as many unknown people as there are members; this stays far below. */
const SHARE = 0.05;

/** A number nobody has today may be somebody's next month. */
const MISS_HOLDS_MS = 30 * DAY_MS;

/** A look-up that was made before. */
export interface PastLookUp {
  /** Null: WeCom knew nobody, or did not answer. */
  wecomUserId: string | null;
  isAnswered: boolean;
  /** Milliseconds since 1970. */
  askedAt: number;
}

/** How many more may be asked for now, of so many members. */
export function budgetLeft(members: number, past: Iterable<PastLookUp>, now: number): number {
  const daily = Math.max(1, Math.floor(members * SHARE));
  let spent = 0;
  for (const { askedAt } of past) if (askedAt > now - DAY_MS) spent += 1;
  return Math.max(0, daily - spent);
}

/** Whether there is no need to ask again yet. */
export function stillHolds({ wecomUserId, isAnswered, askedAt }: PastLookUp, now: number): boolean {
  return isAnswered && (wecomUserId !== null || askedAt > now - MISS_HOLDS_MS);
}
