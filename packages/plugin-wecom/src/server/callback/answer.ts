/** What WeCom, or whoever calls, is answered. */
export interface Answer {
  status: number;
  /** Empty for everything that is refused: it helps nobody but an attacker. */
  body: string;
}

export const refuse = (status: number): Answer => ({ status, body: '' });
