import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deque } from './deque.ts';

test('a deque does what an array does, whatever comes and goes', () => {
  const command = fc.oneof(
    { weight: 6, arbitrary: fc.constant('push' as const) },
    { weight: 4, arbitrary: fc.constant('shift' as const) },
    { weight: 1, arbitrary: fc.constant('unshift' as const) },
    { weight: 1, arbitrary: fc.constant('pop' as const) },
    { weight: 2, arbitrary: fc.nat(40) },
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300, size: 'max' }), (commands) => {
      const deque = new Deque<number>();
      const array: number[] = [];
      for (const [i, one] of commands.entries()) {
        if (one === 'push') {
          deque.push(i);
          array.push(i);
        } else if (one === 'unshift') {
          deque.unshift(i);
          array.unshift(i);
        } else if (one === 'shift') {
          expect(deque.shift()).toBe(array.shift());
        } else if (one === 'pop') {
          expect(deque.pop()).toBe(array.pop());
        } else {
          // An item from the middle, or one that is not in.
          const item = array[one] ?? -1;
          expect(deque.remove(item)).toBe(item >= 0);
          if (item >= 0) array.splice(one, 1);
        }
        expect([deque.length, deque.first, deque.last]).toEqual([array.length, array[0], array.at(-1)]);
      }
      expect([...deque]).toEqual(array);
      deque.clear();
      expect([deque.length, deque.first, deque.shift(), deque.pop()]).toEqual([
        0,
        undefined,
        undefined,
        undefined,
      ]);
    }),
  );
});

test('a full ring loses nothing, wherever in it the first item stands', () => {
  const items = Array.from({ length: 16 }, (_, i) => i);
  const drained = (change: (deque: Deque<number>) => void, start: number) => {
    const deque = new Deque<number>();
    for (let i = 0; i < start; i++) deque.push(-1);
    for (let i = 0; i < start; i++) deque.shift();
    for (const item of items) deque.push(item);
    change(deque);
    return Array.from({ length: deque.length }, () => deque.shift());
  };
  for (const start of items) {
    expect(drained((deque) => deque.push(16), start)).toEqual([...items, 16]);
    expect(drained((deque) => deque.unshift(-1), start)).toEqual([-1, ...items]);
    for (const item of items)
      expect(drained((deque) => deque.remove(item), start)).toEqual(items.filter((other) => other !== item));
  }
});
