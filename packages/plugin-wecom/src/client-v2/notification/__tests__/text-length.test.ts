import { describe, expect, it } from 'vitest';
import { carriesScheme, textLength } from '../text-length';

const bytes = { max: 8, unit: 'bytes', beyond: 'cut' } as const;

describe('length of a text in the form', () => {
  it('counts 汉字 as three bytes', () => {
    expect(textLength('你好', bytes)).toEqual({ length: 6, hasVariables: false, isOver: false });
    expect(textLength('你好吗', bytes)).toEqual({ length: 9, hasVariables: false, isOver: true });
  });

  it('leaves variables out, because their text is not known yet', () => {
    expect(textLength('Hi {{{$context.data.title}}}', bytes)).toEqual({ length: 3, hasVariables: true, isOver: false });
  });
});

describe('a link', () => {
  it('carries its scheme or begins with a variable', () => {
    expect(carriesScheme('https://example.com/{{{$context.data.id}}}')).toBe(true);
    expect(carriesScheme('{{{$context.data.link}}}')).toBe(true);
    expect(carriesScheme('example.com')).toBe(false);
    expect(carriesScheme('javascript:alert(1)')).toBe(false);
  });
});
