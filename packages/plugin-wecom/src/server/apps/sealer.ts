import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const PREFIX = 'sealed:v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text is for. Anywhere else it does not open. */
export type SealPurpose =
  | { purpose: 'agent-secret'; corpId: string; origin: string }
  /** Token and EncodingAESKey of WeCom's callbacks: they are sent nowhere, so there is no origin. */
  | { purpose: 'callback-token' | 'encoding-aes-key'; corpId: string }
  /** The pairs a callback address had, kept for the minutes after a change. */
  | { purpose: 'callback-pairs'; endpoint: string }
  /** The sealed text is the origin itself: an administrator's word that variables may go there. */
  | { purpose: 'base-url' }
  /** What the browser keeps while its user is at WeCom's sign-in page. */
  | { purpose: 'sign-in' };

export function isSealed(value: string): boolean {
  return value.startsWith(PREFIX);
}

/**
 * Seals texts with AES-256-GCM, so that settings can be stored and returned whole without giving a secret away. The purpose is
 * associated data: a sealed text that is copied elsewhere, or pointed at another server, does not open.
 */
export class Sealer {
  private readonly key: Buffer;

  /** @param hostKey the host's own AES key, 32 bytes; ours is derived from it with HKDF-SHA-256 and leads nowhere back */
  constructor(hostKey: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', hostKey, '', 'openwecom sealed settings v1', 32));
  }

  /** @returns `sealed:v1:` and, in base64url, nonce, authentication tag and ciphertext; another one each time */
  seal(clear: string, purpose: SealPurpose): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(associatedData(purpose));
    const ciphertext = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
  }

  /** @returns the clear text, or undefined when this was sealed for something else, with another key, or not at all */
  open(sealed: string, purpose: SealPurpose): string | undefined {
    const bytes = Buffer.from(isSealed(sealed) ? sealed.slice(PREFIX.length) : '', 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(purpose)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const clear = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([clear, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

function associatedData(purpose: SealPurpose): Buffer {
  // A list in JSON, so that no two purposes can run together into the same bytes.
  return Buffer.from(JSON.stringify([purpose.purpose, ...boundTo(purpose)]), 'utf8');
}

function boundTo(purpose: SealPurpose): string[] {
  switch (purpose.purpose) {
    case 'agent-secret':
      return [purpose.corpId, purpose.origin];
    case 'callback-token':
    case 'encoding-aes-key':
      return [purpose.corpId];
    case 'callback-pairs':
      return [purpose.endpoint];
    default:
      return [];
  }
}
