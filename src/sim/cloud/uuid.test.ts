import { expect, test } from 'vitest';
import { RandomStream } from '../kernel/index.ts';
import { uuid, Uuids } from './uuid.ts';

const VERSION_4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

test('a UUID is of version 4, and the same for the same seed and name', () => {
  const ids = new RandomStream(1, 'ids');
  const made = Array.from({ length: 1000 }, () => uuid(ids));
  for (const id of made) expect(id).toMatch(VERSION_4);
  expect(new Set(made).size).toBe(1000);
  expect(new Set(made.map((id) => id[19])).size).toBe(4);
  expect(uuid(new RandomStream(1, 'ids'))).toBe(made[0]);
  expect(uuid(new RandomStream(2, 'ids'))).not.toBe(made[0]);
});

test('numbered UUIDs are of version 4, no two alike, and the same whenever they are asked for', () => {
  const ids = new Uuids(new RandomStream(1, 'messages'));
  const numbers = [...Array(20_000).keys(), 2 ** 32, 2 ** 32 + 1, 2 ** 40, 0];
  const made = numbers.map((number) => ids.of(number));
  for (const id of made) expect(id).toMatch(VERSION_4);
  expect(made.at(-1)).toBe(made[0]);
  expect(new Set(made).size).toBe(numbers.length - 1);
  expect(new Uuids(new RandomStream(1, 'messages')).of(5)).toBe(made[5]);
  expect(new Uuids(new RandomStream(2, 'messages')).of(5)).not.toBe(made[5]);
});
