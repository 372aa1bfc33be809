import { expect, it } from 'vitest';
import { htmlToText } from '../html-text';

it.each([
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['a<br/>b<BR>c', 'a\nb\nc'],
  ['<ul><li>x</li><li>y</li></ul>', '- x\n- y'],
  ['<table><tr><td>k</td><td>v</td></tr></table>', 'k v'],
  ['see <a class="x" href="https://x.example/?a=1&amp;b=2">the page</a>', 'see the page (https://x.example/?a=1&b=2)'],
  ['<a href="https://x.example">https://x.example</a>', 'https://x.example'],
  ['<style>p { color: red }</style><script>alert("<p>")</script><!-- no -->text', 'text'],
  ['&lt;b&gt; &amp;lt; &quot;&#39;&#x4e2d;&nbsp;&unknown;', '<b> &lt; "\'中 &unknown;'],
  ['  spaces \n\t and lines  ', 'spaces and lines'],
  ['&#99999999; &#x110000;', '&#99999999; &#x110000;'],
])('reads %j as %j', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});
