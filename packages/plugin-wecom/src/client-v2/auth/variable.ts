/** Whether a setting is one environment variable, `{{ $env.NAME }}`, and nothing else. */
export function isVariable(value: string | undefined): boolean {
  return /^\s*\{\{\s*\$env\.[^{}]+\}\}\s*$/.test(value ?? '');
}

/** Whether a setting has a variable in it: what it will be is known to the server only. */
export function hasVariable(value: string | undefined): boolean {
  return /\{\{.+\}\}/.test(value ?? '');
}
