import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { Wildcard } from './wildcard.ts';

const fits = (pattern: string, text: string, ignoreCase: boolean) =>
  new Wildcard(pattern, ignoreCase).fits(text);

test('wildcards', () => {
  const cases: [string, string, boolean][] = [
    ['*', '', true],
    ['?', '', false],
    ['a*c', 'abbc', true],
    ['a*c', 'abbd', false],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'a.b.example.com', true],
    ['/img/*/pics', '/img/a/b/pics', true],
    ['a?c', 'abc', true],
    ['a\\*c', 'a*c', true],
    ['a\\*c', 'abc', false],
    ['**a**', 'bab', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'aab', false],
  ];
  for (const [pattern, text, fit] of cases)
    assert.equal(fits(pattern, text, false), fit, `${pattern} ${text}`);
  assert.ok(fits('ABC', 'abc', true) && !fits('ABC', 'abc', false));
  assert.ok(!fits(`${'*a'.repeat(60)}b`, 'a'.repeat(16_000), false));
});

test('property: wildcards agree with a regular expression', () => {
  const random = seeded(3);
  const draw = (letters: string, most: number) =>
    Array.from(
      { length: Math.floor(random() * most) },
      () => letters[Math.floor(random() * letters.length)],
    ).join('');
  for (let i = 0; i < 20_000; i++) {
    const pattern = draw('ab*?', 7);
    const text = draw('ab', 7);
    const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    assert.equal(fits(pattern, text, false), regex.test(text), `${pattern} ${text}`);
  }
});
