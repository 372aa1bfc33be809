/** The process stops and waits for an answer no longer: the message may have arrived. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';

  constructor() {
    super('The process stops');
  }
}
