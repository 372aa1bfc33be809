/** Something on this machine has to change first. The message is one line that says what, and is all a person gets to see. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Ends the process with the line a person can act on; anything unforeseen keeps its stack.
 *
 * @param {unknown} error
 */
export function reportAndExit(error) {
  console.error(error instanceof SetupError ? `✗ ${error.message}` : error);
  process.exit(1);
}
