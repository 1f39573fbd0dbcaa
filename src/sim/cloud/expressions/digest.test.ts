import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { base64, bytesOf } from './base64.ts';
import { digest } from './digest.ts';

const texts = [
  '',
  'abc',
  'é',
  '𐍈',
  ...[55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000].map((n) => 'x'.repeat(n)),
];

test.each(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])('%s is that of Node', (algorithm) => {
  for (const text of texts) {
    const name = algorithm.toLowerCase().replace('-', '');
    expect(digest(text, algorithm), text).toBe(createHash(name).update(text).digest('hex'));
  }
});

test('an algorithm that is none of the five has no digest', () => {
  expect(digest('abc', 'sha-1')).toBeUndefined();
});

test('Base64 is that of Node, and back', () => {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    expect(base64(bytes)).toBe(bytes.toString('base64'));
    expect(Buffer.from(bytesOf(bytes.toString('base64'))!)).toEqual(bytes);
  }
  expect(bytesOf('a')).toBeUndefined();
  expect(bytesOf('a%bc')).toBeUndefined();
});
