/** Settings of a sync source that cannot be saved so. Answered with status 400: the administrator can correct it. */
export class SourceSettingsError extends Error {
  override readonly name = 'SourceSettingsError';
  readonly status = 400;
}
