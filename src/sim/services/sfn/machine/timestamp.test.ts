import assert from 'node:assert/strict';
import { test } from 'vitest';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

test('moments are read as RFC 3339 has them, with T and an offset', () => {
  for (const [text, seconds] of [
    ['1970-01-01T00:00:00Z', 0],
    ['2016-03-14T01:59:00Z', Date.UTC(2016, 2, 14, 1, 59) / 1000],
    ['2016-03-14T01:59:00.5+02:30', Date.UTC(2016, 2, 13, 23, 29) / 1000 + 0.5],
    ['2000-02-29T23:59:59-00:00', Date.UTC(2000, 1, 29, 23, 59, 59) / 1000],
  ] as const)
    assert.equal(parseTimestamp(text), seconds, text);
  for (const text of [
    '2016-03-14 01:59:00Z',
    '2016-03-14t01:59:00Z',
    '2016-03-14T01:59:00',
    '2016-03-14T24:00:00Z',
    '2015-02-29T00:00:00Z',
    '2016-13-01T00:00:00Z',
    '2016-00-01T00:00:00Z',
    7,
    null,
  ])
    assert.equal(parseTimestamp(text), undefined, String(text));
});

test('a moment that is written is read again', () => {
  let seed = 7;
  for (let round = 0; round < 2_000; round++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const seconds = Math.round((seed / 2_147_483_647) * 8e12 - 4e12) / 1000;
    const text = formatTimestamp(seconds);
    assert.equal(text, new Date(Math.round(seconds * 1000)).toISOString());
    assert.ok(Math.abs(parseTimestamp(text)! - seconds) < 1e-4, text);
  }
});
