import { markdownToHtml } from 'satteri';
import { expect, test } from 'vitest';
import { baseLinks } from './base-links.ts';

test('absolute links of a page go under the base, others stay', () => {
  const { html } = markdownToHtml('[a](/queues/#x) [b](#y) [c](https://example.com/)', {
    hastPlugins: [baseLinks('/course')],
  });
  expect(html).toContain('href="/course/queues/#x"');
  expect(html).toContain('href="#y"');
  expect(html).toContain('href="https://example.com/"');
});
