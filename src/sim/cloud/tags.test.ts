import { expect, test } from 'vitest';
import type { Limit } from './limit.ts';
import { withoutTags, withTags, type TagRules } from './tags.ts';

const limit = (min: number, max: number): Limit => ({
  name: 'a limit',
  min,
  max,
  unit: 'tags',
  adjustable: false,
  source: 'https://docs.aws.amazon.com/',
});

const RULES: TagRules = {
  limits: { tags: limit(0, 2), tagKey: limit(1, 128), tagValue: limit(0, 256) },
  badKey: (key) => new Error(`key ${key}`),
  badValue: (value, key) => new Error(`value ${value} of ${key}`),
  tooMany: (count) => new Error(`${count} tags`),
};

const set = (before: Record<string, string>, tags: Record<string, string>) =>
  withTags(new Map(Object.entries(before)), Object.entries(tags), RULES);

test('tags are added and replaced in a map of their own', () => {
  const before = new Map([['team', 'photos']]);
  const after = withTags(
    before,
    [
      ['team', 'videos'],
      ['étage', '1'],
    ],
    RULES,
  );
  expect([...after]).toEqual([
    ['team', 'videos'],
    ['étage', '1'],
  ]);
  expect([...before]).toEqual([['team', 'photos']]);
});

test('a tag may bear any name of an object', () => {
  const tags = set({}, JSON.parse('{"__proto__":"1","constructor":"2"}') as Record<string, string>);
  expect([...tags.keys()]).toEqual(['__proto__', 'constructor']);
});

test.each([
  [{ '': 'v' }, 'key '],
  [{ 'aws:k': 'v' }, 'key aws:k'],
  [{ 'AWS:k': 'v' }, 'key AWS:k'],
  [{ 'k?': 'v' }, 'key k?'],
  [{ ['k'.repeat(129)]: 'v' }, `key ${'k'.repeat(129)}`],
  [{ k: '?' }, 'value ? of k'],
  [{ k: 'v'.repeat(257) }, `value ${'v'.repeat(257)} of k`],
  [{ k: null as unknown as string }, 'value null of k'],
  [{ a: '', b: '', c: '' }, '3 tags'],
])('the tags %j are refused in the words of the service', (tags, words) => {
  expect(() => set({}, tags)).toThrow(words);
});

test('tags are taken away by key, whether they are there or not', () => {
  const before = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  expect([...withoutTags(before, ['a', 'none'])]).toEqual([['b', '2']]);
  expect(before.size).toBe(2);
});
