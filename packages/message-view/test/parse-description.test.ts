import { describe, expect, it } from 'vitest';
import { parseDescription } from '../src/textcard/parse-description';

describe('parseDescription', () => {
  it('reads the three styles and drops the blank space between them', () => {
    expect(
      parseDescription(
        '<div class="gray">26 Sep</div> <div class="normal">You won</div><div class="highlight">Fetch it by Friday</div>',
      ),
    ).toEqual([
      { tone: 'gray', text: '26 Sep' },
      { tone: 'normal', text: 'You won' },
      { tone: 'highlight', text: 'Fetch it by Friday' },
    ]);
  });

  it('breaks lines at <br>, inside and outside of a style', () => {
    expect(parseDescription('one<br>two<br/><div class="gray">three<BR />four</div>')).toEqual([
      { tone: 'normal', text: 'one\ntwo\n' },
      { tone: 'gray', text: 'three\nfour' },
    ]);
  });

  it.each(['<div class="red">x</div>', '<b>x</b>', '<div>x</div>', '<script>alert(1)</script>', '&lt;br&gt;'])(
    'leaves %j as it stands',
    (description) => {
      expect(parseDescription(description)).toEqual([{ tone: 'normal', text: description }]);
    },
  );

  it('keeps variables whole', () => {
    expect(parseDescription('<div class="gray">{{{$context.data.title}}}</div>{{{$jobs.a<br>b}}}')).toEqual([
      { tone: 'gray', text: '{{{$context.data.title}}}' },
      { tone: 'normal', text: '{{{$jobs.a<br>b}}}' },
    ]);
  });

  it('has nothing to draw for an empty description', () => {
    expect(parseDescription('')).toEqual([]);
  });
});
