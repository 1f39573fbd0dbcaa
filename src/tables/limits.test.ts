import { describe, expect, test } from 'vitest';
import type { Limit } from '../sim/cloud/index.ts';
import { amount } from './amount.ts';
import { limitRows } from './limits.ts';
import { services } from './services.ts';

test.each<[value: number, unit: string, text: string]>([
  [0, 'seconds', '0 s'],
  [30, 'seconds', '30 s'],
  [60, 'seconds', '1 min'],
  [90, 'seconds', '90 s'],
  [900, 'seconds', '15 min'],
  [43_200, 'seconds', '12 h'],
  [86_400, 'seconds', '1 day'],
  [345_600, 'seconds', '4 days'],
  [1024, 'bytes', '1 KiB'],
  [1000, 'bytes', '1,000 bytes'],
  [65_536, 'bytes', '64 KiB'],
  [1_048_576, 'bytes', '1 MiB'],
  [1, 'messages', '1 message'],
  [120_000, 'messages', '120,000 messages'],
])('%d %s read as %s', (value, unit, text) => {
  expect(amount(value, unit)).toBe(text);
});

const limit: Limit = {
  name: 'A limit',
  unit: 'messages',
  adjustable: false,
  source: 'https://docs.aws.amazon.com/',
};

test.each<[name: string, limit: Partial<Limit>, usual: string, allowed: string]>([
  ['a default in a range', { default: 1, min: 1, max: 10 }, '1 message', '1 to 10 messages'],
  ['a range of times', { default: 30, min: 0, max: 43_200, unit: 'seconds' }, '30 s', '0 s to 12 h'],
  ['a range in one unit', { min: 0, max: 20, unit: 'seconds' }, '', '0 to 20 s'],
  ['a range of days', { min: 60, max: 1_209_600, unit: 'seconds' }, '', '1 min to 14 days'],
  ['a range of sizes', { min: 1024, max: 1_048_576, unit: 'bytes' }, '', '1 KiB to 1 MiB'],
  [
    'a most that AWS raises',
    { max: 120_000, adjustable: true },
    '',
    'up to 120,000 messages, more on request',
  ],
  ['a least', { min: 2 }, '', '2 messages or more'],
  ['what can’t be set', { default: 65_536, unit: 'bytes' }, '', 'always 64 KiB'],
  ['no limit at all', {}, '', 'no limit'],
])('%s', (_, fields, usual, allowed) => {
  expect(limitRows({ limit: { ...limit, ...fields } })).toMatchObject([{ name: 'A limit', usual, allowed }]);
});

describe.each(Object.entries<{ limits: Record<string, Limit> }>(services))('%s', (_, { limits }) => {
  test('names a page of AWS as the source of each limit', () => {
    for (const { name, source } of Object.values(limits)) {
      expect(source, name).toMatch(/^https:\/\/((docs\.)?aws\.amazon\.com|github\.com\/aws)\/\S+$/);
    }
  });

  test('has a row for each limit, none of them twice', () => {
    const names = limitRows(limits).map(({ name }) => name);
    expect(names).toEqual(Object.values(limits).map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });
});
