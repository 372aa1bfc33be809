export interface ConfigIssue {
  /** Where: `port`, `members[2].department[0]`. Empty for the whole. */
  path: string;
  message: string;
}

/** Options or a seed are wrong. The message lists every problem, never a secret's value. */
export class SimulatorConfigError extends Error {
  override readonly name = 'SimulatorConfigError';
  readonly code = 'ERR_SIMULATOR_CONFIG';

  constructor(
    summary: string,
    readonly issues: readonly ConfigIssue[],
  ) {
    super(
      `${summary}: ${issues.map(({ path, message }) => (path === '' ? message : `"${path}" ${message}`)).join('; ')}`,
    );
  }
}
