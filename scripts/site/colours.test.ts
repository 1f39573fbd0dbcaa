import { expect, test } from 'vitest';
import { shortColours } from './colours.ts';

const span = (dark: string, light: string, text: string) =>
  `<span style="--0:${dark};--1:${light}">${text}</span>`;

test('a colour stands once, and each word names it', () => {
  const page = `<head></head>${span('#C792EA', '#8844AE', 'import')}${span('#D6DEEB', '#403F53', ' a ')}${span('#82AAFF', '#3B61B0', 'b')}${span('#C792EA', '#8844AE', 'from')}`;
  expect(shortColours(page)).toBe(
    '<head><style>.ec-line .t0{color:light-dark(#8844AE,#C792EA)}.ec-line .t1{color:light-dark(#3B61B0,#82AAFF)}</style></head>' +
      '<span class="t0">import</span> a <span class="t1">b</span><span class="t0">from</span>',
  );
});

test('a page without code stays as it is, and so does what has other styles', () => {
  const page = '<head></head><span style="--0:#D6DEEB">a</span><span style="color:red">b</span>';
  expect(shortColours(page)).toBe(page);
});
