import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { md5, sha256, utf8 } from '../../cloud/digest/index.ts';
import { md5OfAttributes, md5OfBody } from './digest.ts';

// The test suite of RFC 1321.
test.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
  ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
])('the MD5 of %j', (text, digest) => {
  expect(md5OfBody(text)).toBe(digest);
});

// FIPS 180-4's examples.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the SHA-256 of %j', (text, digest) => {
  expect(sha256(utf8(text))).toBe(digest);
});

test('both are what Node gives, for bytes of any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300, size: 'max' }), (bytes) => {
      expect(md5(bytes)).toBe(createHash('md5').update(bytes).digest('hex'));
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

test('text is turned into the bytes of UTF-8', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 40 }), (codes) => {
      const text = String.fromCodePoint(...codes);
      expect(Buffer.compare(utf8(text), new TextEncoder().encode(text))).toBe(0);
    }),
  );
  expect([...utf8('\ud800x')]).toEqual([...new TextEncoder().encode('\ud800x')]);
});

test('attributes are digested by name, each with type and value', () => {
  const length = (bytes: number) => [0, 0, 0, bytes];
  const text = (value: string) => [...length(value.length), ...Buffer.from(value)];
  const expected = createHash('md5')
    .update(
      Uint8Array.from([
        ...[...text('count'), ...text('Number.int'), 1, ...text('7')],
        ...[...text('photo'), ...text('Binary.gzip'), 2, ...length(3), 1, 2, 3],
      ]),
    )
    .digest('hex');
  expect(
    md5OfAttributes({
      photo: { dataType: 'Binary.gzip', binaryValue: Uint8Array.of(1, 2, 3) },
      count: { dataType: 'Number.int', stringValue: '7' },
    }),
  ).toBe(expected);
  expect(md5OfAttributes({})).toBeUndefined();
  expect(md5OfAttributes(undefined)).toBeUndefined();
});
