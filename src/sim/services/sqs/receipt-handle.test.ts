import { expect, test } from 'vitest';
import fc from 'fast-check';
import { ReceiptHandles } from './receipt-handle.ts';

const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test('a handle gives back what was written', () => {
  const handles = new ReceiptHandles('jobs');
  fc.assert(
    fc.property(whole, whole, whole, (slot, message, receive) => {
      expect(handles.read(handles.write(slot, message, receive))).toEqual({ slot, message, receive });
    }),
  );
});

test('another queue does not read it', () => {
  expect(new ReceiptHandles('jobs').read(new ReceiptHandles('more jobs').write(1, 2, 3))).toBeUndefined();
});

test.each(['', 'garbage', '1/2', '1/2/3/4', '1//3', '/2/3', '1/2/', '1/2/x', '1/2/3 ', '-1/2/3', '1.5/2/3'])(
  '%j is no handle',
  (tail) => {
    const handles = new ReceiptHandles('jobs');
    expect(handles.read(tail)).toBeUndefined();
    expect(handles.read(handles.write(1, 2, 3).replace('1/2/3', tail))).toBeUndefined();
  },
);

test('no handle at all is no handle', () => {
  expect(new ReceiptHandles('jobs').read(undefined as unknown as string)).toBeUndefined();
});
