import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkError, MOST_CHARACTERS, packCode, unpackCode } from './link.ts';

const packed = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64url');

test('what is packed comes out again, whatever it is, in characters that a link may hold', async () => {
  const shared = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    files: fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })),
  });
  await fc.assert(
    fc.asyncProperty(shared, async (shared) => {
      const code = await packCode(shared);
      expect(code).toMatch(/^[\w-]+$/);
      expect(JSON.stringify(await unpackCode(code))).toBe(JSON.stringify(shared));
    }),
  );
});

test('code that would make too long a link is refused, and how long it may be is said', async () => {
  const noise = Array.from({ length: 7000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * i * 31) % 20000)));
  await expect(packCode({ seed: 1, files: { 'a.ts': noise.join('') } })).rejects.toThrow(
    /makes a link of \d+ characters.* more than 8000/,
  );
});

describe('a link that no reader would be given', () => {
  const bomb = packed({ version: 1, seed: 1, files: { 'a.ts': 'a'.repeat(2_000_000) } });
  const whole = packed({ version: 1, seed: 1, files: { 'a.ts': 'console.log(1);' } });
  const cases: [what: string, code: string, message: RegExp][] = [
    ['nothing', '', /damaged/],
    ['no base64', '%%%', /damaged/],
    ['nothing packed', 'AAAA', /damaged/],
    ['one cut off', whole.slice(0, -8), /damaged/],
    ['one that unpacks to very much', bomb, /more than 200000 bytes/],
    ['one too long', 'A'.repeat(MOST_CHARACTERS + 1), /longer than a link may be/],
    ['text that is no JSON', deflateRawSync('{').toString('base64url'), /damaged/],
    ['bytes that are no text', deflateRawSync(Buffer.from([0xff, 0xfe])).toString('base64url'), /damaged/],
    ['null', packed(null), /nothing that this course has made/],
    ['a list', packed([1]), /nothing that this course has made/],
    ['no files', packed({ version: 1, seed: 1 }), /nothing that this course has made/],
    ['files in a list', packed({ version: 1, seed: 1, files: ['a'] }), /nothing that this course has made/],
    ['a file that is no text', packed({ version: 1, seed: 1, files: { 'a.ts': 1 } }), /nothing that this course/],
    ['a seed out of range', packed({ version: 1, seed: -1, files: {} }), /nothing that this course has made/],
    ['one of tomorrow', packed({ version: 2 }), /newer version/],
  ]; // prettier-ignore

  test.each(cases)('%s', async (_, code, message) => {
    const error = await unpackCode(code).then(String, (error: unknown) => error);
    expect(error).toBeInstanceOf(LinkError);
    expect((error as LinkError).message).toMatch(message);
  });

  test('is small enough to be packed in the link', () => expect(bomb.length).toBeLessThan(MOST_CHARACTERS));
});
