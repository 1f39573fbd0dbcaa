import { expect, test } from 'vitest';
import fc from 'fast-check';
import { byteLength } from './text.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['\t\n\r', 3],
  ['é', 2],
  ['\u20ac', 3],
  ['\ud7ff', 3],
  ['\ue000', 3],
  ['\ufffd', 3],
  ['\u{1f600}', 4],
  ['\u{10ffff}', 4],
  ['a😀é', 7],
])('%j has %d bytes', (text, bytes) => {
  expect(byteLength(text)).toBe(bytes);
});

test.each(['\0', '\x08', '\x0b', '\x1f', '\ufffe', '\uffff', '\ud800', 'a\udc00', '\ud83dx', 'x\ud83d'])(
  '%j may not be sent',
  (text) => {
    expect(byteLength(text)).toBe(-1);
  },
);

test('whatever is allowed is as long as its UTF-8', () => {
  const allowed = /^(?:[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}])*$/u;
  const units = fc.oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0xd700, max: 0xe0ff }),
    fc.nat(0xffff),
  );
  fc.assert(
    fc.property(fc.array(units), (codes) => {
      const text = String.fromCharCode(...codes);
      expect(byteLength(text)).toBe(allowed.test(text) ? new TextEncoder().encode(text).length : -1);
    }),
  );
});
