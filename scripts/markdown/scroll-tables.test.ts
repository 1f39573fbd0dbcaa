import { markdownToHtml } from 'satteri';
import { expect, test } from 'vitest';
import { scrollTables } from './scroll-tables.ts';

test('a table gets a box that scrolls and that the keyboard reaches', () => {
  const { html } = markdownToHtml('| a |\n| - |\n| b |\n', { hastPlugins: [scrollTables()] });
  expect(html).toMatch(/<div class="scroll" tabindex="0">\s*<table>[^]*<\/table>\s*<\/div>/);
});
