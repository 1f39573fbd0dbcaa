import { expect, test } from 'vitest';
import { markup } from './markup.ts';

test('values are escaped in text and in attributes', () => {
  const evil = `<img src=x onerror="alert('&')">`;
  const escaped = '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;';
  expect(markup`<p title="${evil}">${evil}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('markup is not escaped again, lists are joined, nothing leaves nothing', () => {
  const items = ['a', '<b>'].map((item) => markup`<li>${item}</li>`);
  expect(markup`<ul>${items}${undefined}${null}${false}${0}</ul>`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
  );
});
