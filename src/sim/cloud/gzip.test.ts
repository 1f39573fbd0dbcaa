import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { utf8 } from './digest/index.ts';
import { gunzip, gzip } from './gzip.ts';

test('a gzip file gives back what went in, to this library and to zlib', () => {
  for (const text of ['', 'one line\n', 'ä'.repeat(70_000)]) {
    const file = gzip(utf8(text));
    expect(new TextDecoder().decode(gunzip(file))).toBe(text);
    expect(new TextDecoder().decode(gunzipSync(file))).toBe(text);
  }
});

test('what is no gzip file, or is compressed, is refused', () => {
  expect(() => gunzip(utf8('plain text'))).toThrow(RangeError);
  const compressed = gzip(utf8('x'));
  compressed[10] = 4;
  expect(() => gunzip(compressed)).toThrow('compressed');
});
