import { expect, test } from 'vitest';
import { lightWithoutScript } from './light.ts';

const MEDIA = '@media (scripting:none) and (prefers-color-scheme:light)';

test('a rule of the light theme stands a second time, behind itself', () => {
  expect(lightWithoutScript(`a{b:c}:root[data-theme=light]{--a:1}d{e:f}`)).toBe(
    `a{b:c}:root[data-theme=light]{--a:1}${MEDIA}{:root[data-theme]{--a:1}}d{e:f}`,
  );
});

test('in the layer or the media that it stands in', () => {
  expect(lightWithoutScript(`@layer a{@media print{x{y:z}[data-theme='light'] p{q:r}}}`)).toBe(
    `@layer a{@media print{x{y:z}[data-theme='light'] p{q:r}${MEDIA}{[data-theme] p{q:r}}}}`,
  );
});

test('whatever texts and comments say', () => {
  const css = `a::before{content:"}[data-theme=light]{"}/* [data-theme=light]{ */[data-theme=light] b{c:d}`;
  expect(lightWithoutScript(css)).toBe(
    `${css}${MEDIA}{[data-theme] b{c:d}}`.replace(`${MEDIA}{`, `${MEDIA}{/* [data-theme]{ */`),
  );
});

test('other style sheets stay as they are', () => {
  expect(lightWithoutScript('a{b:c}@media print{d{e:f}}')).toBe('a{b:c}@media print{d{e:f}}');
});
