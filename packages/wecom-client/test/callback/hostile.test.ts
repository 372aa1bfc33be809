import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallbackReceiver, type CallbackQuery } from '../../src/callback';
import { isWeComCallbackError, type WeComCallbackErrorReason } from '../../src/errors/callback-error';
import { check, deliver, keySetOf, official, sign, stamp, wrap, xmlOf } from './wecom';

/** 140,000 inputs in all, new ones in every run; a failure prints the seed that repeats it. */
const RUNS = { noise: 30_000, changed: 30_000, checks: 20_000, body: 20_000, sealed: 20_000, forged: 20_000 };

const receiver = createCallbackReceiver(official);

interface Outcome {
  accepted?: string;
  reason?: WeComCallbackErrorReason;
}

/** What came back, or the reason it was refused for. Any other failure fails the test. */
function outcome(receive: () => string): Outcome {
  try {
    return { accepted: receive() };
  } catch (error) {
    if (!isWeComCallbackError(error)) throw error;
    return { reason: error.reason };
  }
}

const open = (query: CallbackQuery, body: string | Uint8Array) => outcome(() => receiver.open(query, body).xml);

const isRefused = ({ reason }: Outcome, ...reasons: WeComCallbackErrorReason[]) =>
  reason !== undefined && reasons.includes(reason);

const contents = ['', 'hello', '审批 ✅ ]]]]><![CDATA[> <!DOCTYPE', 'x'.repeat(500)];
const genuine = contents.map((content, index) => {
  const xml = xmlOf('text', `<MsgId>${index}</MsgId><Content><![CDATA[${content}]]></Content>`);
  return { xml, ...deliver(xml) };
});
const anyGenuine = fc.constantFrom(...genuine);

/** Puts, replaces or removes characters anywhere. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  remove: fc.nat(3),
  insert: fc.oneof(
    fc.constantFrom('', '0', 'A', '=', ' ', '<', ']]>', '<Encrypt>', '</Encrypt>'),
    fc.string({ maxLength: 3 }),
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, { at, remove, insert }: Mutation): string {
  const start = Math.floor(at * (text.length + 1));
  return text.slice(0, start) + insert + text.slice(start + remove);
}

/** Markup that nearly, and sometimes really, is a callback. */
const piece = fc.oneof(
  fc.constantFrom(
    '<xml>',
    '</xml>',
    '<xml',
    '<Encrypt>',
    '</Encrypt>',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE xml [',
    ']>',
    '<!--',
    '-->',
  ),
  fc.constantFrom(
    '<!ENTITY a "&b;">',
    '&a;',
    '&#0;',
    '&#x41;',
    '&amp;',
    '&',
    '<',
    '>',
    '/>',
    '<?xml version="1.0"?>',
    '<?',
    '?>',
  ),
  fc.constantFrom(
    '<MsgType>',
    '</MsgType>',
    'event',
    '<Event>',
    '</Event>',
    'text',
    '<A a="1">',
    '</A>',
    '<__proto__>',
    '\0',
    '\n',
    '"',
    "'",
  ),
  fc.constantFrom(...genuine.map(({ encrypt }) => encrypt), 'AAAA', '===='),
  fc.string({ maxLength: 8 }),
);
const markup = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

const value = fc.oneof(
  fc.string(),
  fc.constantFrom(undefined, '', '0'.repeat(40), stamp.timestamp),
  fc.array(fc.string(), { maxLength: 2 }),
);
const noise = fc.record(
  { msg_signature: value, timestamp: value, nonce: value, echostr: value },
  { requiredKeys: [] },
) as fc.Arbitrary<CallbackQuery>;

describe('hostile input', { timeout: 120_000 }, () => {
  it('refuses noise, and knows no other failure', () => {
    const body = fc.oneof(markup, fc.string(), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(noise, body, (query, raw) => {
        const verified = outcome(() => receiver.verifyUrl(query).echo);
        return isRefused(open(query, raw), 'signature', 'xml') && isRefused(verified, 'signature');
      }),
      { numRuns: RUNS.noise },
    );
  });

  it('refuses any change of the query or the ciphertext', () => {
    const part = fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'encrypt');
    fc.assert(
      fc.property(anyGenuine, part, mutation, ({ query, encrypt }, name, change) => {
        const original = { ...query, encrypt };
        const changed = { ...original, [name]: mutate(original[name], change) };
        fc.pre(changed.msg_signature !== original.msg_signature || signedText(changed) !== signedText(original));
        return isRefused(open(changed, wrap(changed.encrypt)), 'signature', 'xml');
      }),
      { numRuns: RUNS.changed },
    );
  });

  it('verifies no address with any change of the query', () => {
    const echoes = ['1616140317555161061', '', '审批 ✅', 'x'.repeat(300)];
    const checks = fc.constantFrom(...echoes.map((echo) => ({ echo, query: check(echo) })));
    const part = fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'echostr');
    fc.assert(
      fc.property(checks, part, mutation, ({ echo, query }, name, change) => {
        const changed = { ...query, [name]: mutate(query[name], change) };
        const result = outcome(() => receiver.verifyUrl(changed).echo);
        // A space stands for the "+" it was before a proxy decoded it.
        const isSame =
          signedText({ ...changed, encrypt: changed.echostr.replaceAll(' ', '+') }) ===
          signedText({ ...query, encrypt: query.echostr });
        return isSame && changed.msg_signature === query.msg_signature
          ? result.accepted === echo
          : isRefused(result, 'signature');
      }),
      { numRuns: RUNS.checks },
    );
  });

  it('accepts nothing but what was sealed, however the body is changed', () => {
    const encodings = fc.constantFrom(
      (text: string) => text,
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(text, 'latin1'),
    );
    fc.assert(
      fc.property(anyGenuine, mutation, encodings, ({ xml, query, body }, change, encode) => {
        const result = open(query, encode(mutate(body, change)));
        return result.accepted === xml || isRefused(result, 'signature', 'xml');
      }),
      { numRuns: RUNS.body },
    );
  });

  it('reads or refuses whatever its own corp seals', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          markup,
          markup.map((inner) => `<xml>${inner}</xml>`),
          markup.map((inner) => xmlOf('event', inner)),
        ),
        (xml) => {
          const { query, body } = deliver(xml);
          const result = open(query, body);
          return result.accepted === xml || isRefused(result, 'xml');
        },
      ),
      { numRuns: RUNS.sealed },
    );
  });

  it('accepts nothing from somebody who knows the token but not the key', () => {
    const bytes = fc.uint8Array({ maxLength: 160 }).map((array) => Buffer.from(array).toString('base64'));
    const blocks = fc
      .array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 5 })
      .map((list) => Buffer.concat(list).toString('base64'));
    const damaged = fc
      .tuple(anyGenuine, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([{ encrypt }, position, flip]) => {
        // In the last 32 bytes, where padding and receive id are. Before them a change garbles text, and only the signature tells.
        const cipher = Buffer.from(encrypt, 'base64');
        const index = cipher.length - 32 + (position % 32);
        cipher.writeUInt8(cipher.readUInt8(index) ^ flip, index);
        return cipher.toString('base64');
      });
    const otherKey = fc
      .constantFrom(...contents)
      .map((content) => deliver(content, { ...official, encodingAESKey: keySetOf('wechatpy').encodingAESKey }).encrypt);
    fc.assert(
      fc.property(fc.oneof(bytes, blocks, damaged, otherKey), (encrypt) => {
        return isRefused(open(sign(encrypt), wrap(encrypt)), 'decrypt', 'receive-id');
      }),
      { numRuns: RUNS.forged },
    );
  });

  const size = 1024 * 1024 - 200;
  const fill = (unit: string) => unit.repeat(Math.floor(size / unit.length));
  it.each([
    ['open elements', fill('<a>')],
    ['angle brackets', fill('<')],
    ['openings of the ciphertext', fill('<Encrypt>')],
    ['open CDATA in the ciphertext', `<Encrypt>${fill('<![CDATA[')}</Encrypt>`],
    ['white space in the ciphertext', `<Encrypt>A${fill(' ')}A</Encrypt>`],
    ['equals signs in the ciphertext', `<Encrypt>${fill('=')}A</Encrypt>`],
    ['ciphertext', wrap(fill('A'))],
  ])('refuses a megabyte of %s within a blink', (_, body) => {
    const start = performance.now();
    expect(open(sign('AAAA'), body)).toHaveProperty('reason');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it.each([
    ['open elements', `<xml>${fill('<a>')}</xml>`],
    ['empty elements', `<xml>${fill('<a/>')}</xml>`],
    ['attributes', `<xml ${fill('a="1" ')}/>`],
    ['ampersands', `<xml><a>${fill('&')}</a></xml>`],
    ['CDATA sections', `<xml><a>${fill('<![CDATA[a]]>')}</a></xml>`],
    ['white space', `<xml><a>${fill(' ')}</a></xml>`],
  ])('does not hang on three quarters of a megabyte of %s sealed by its own corp', (_, xml) => {
    const { query, body } = deliver(xml.slice(0, (size * 3) / 4));
    const start = performance.now();
    open(query, body);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

/** What the signature covers. Nothing separates its parts, so some changes cancel out. */
const signedText = ({ timestamp, nonce, encrypt }: { timestamp: string; nonce: string; encrypt: string }) =>
  [official.token, timestamp, nonce, encrypt].sort().join('');
