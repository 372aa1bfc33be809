/** Why a callback cannot be handled, and could not at another time either: it is not tried again. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
