/** What WeCom puts into the text of a failure. Its shape is stable, its wording is not. */
export interface ErrmsgParts {
  /** The sentence before the details. */
  text: string;
  /** What WeCom's support asks for. */
  hint?: string;
  /** The address WeCom saw the call come from. */
  callerIp?: string;
}

/** Takes `<text>, hint: [<hint>], from ip: <address>, more info at <link>` apart; parts that are missing stay out. */
export function parseErrmsg(errmsg: string): ErrmsgParts {
  const [text = ''] = errmsg.split(/, (?:hint: \[|from ip: |more info at )/, 1);
  const hint = /\bhint: \[([^\]]*)\]/.exec(errmsg)?.[1];
  const callerIp = /\bfrom ip: ([0-9A-Fa-f.:]+)/.exec(errmsg)?.[1];
  return { text, ...(hint && { hint }), ...(callerIp && { callerIp }) };
}
