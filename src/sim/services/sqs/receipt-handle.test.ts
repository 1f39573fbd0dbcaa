import { expect, test } from 'vitest';
import fc from 'fast-check';
import { MessageIds } from './message-id.ts';
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

test('message ids are UUIDs, no two alike', () => {
  const ids = new MessageIds(1234);
  const numbers = [...Array(20_000).keys(), 2 ** 32, 2 ** 32 + 1, 2 ** 40, 0];
  const made = numbers.map((n) => ids.of(n));
  for (const id of made)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(made.at(-1)).toBe(made[0]);
  expect(new Set(made).size).toBe(numbers.length - 1);
  expect(new MessageIds(1234).of(5)).toBe(made[5]);
  expect(new MessageIds(1235).of(5)).not.toBe(made[5]);
});
