import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';
import { Fifo } from './fifo.ts';

test('a fifo does what an array does, whatever comes and goes', () => {
  const command = fc.oneof(
    { weight: 6, arbitrary: fc.constant('push' as const) },
    { weight: 4, arbitrary: fc.constant('shift' as const) },
    { weight: 1, arbitrary: fc.constant('unshift' as const) },
    { weight: 2, arbitrary: fc.nat(40) },
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300, size: 'max' }), (commands) => {
      const fifo = new Fifo<number>();
      const array: number[] = [];
      for (const [i, one] of commands.entries()) {
        if (one === 'push') {
          fifo.push(i);
          array.push(i);
        } else if (one === 'unshift') {
          fifo.unshift(i);
          array.unshift(i);
        } else if (one === 'shift') {
          if (array.length > 0) expect(fifo.shift()).toBe(array.shift());
        } else {
          // An item from the middle, or one that is not in.
          const item = array[one] ?? -1;
          fifo.remove(item);
          if (item >= 0) array.splice(one, 1);
        }
        expect(fifo.length).toBe(array.length);
      }
      while (array.length > 0) expect(fifo.shift()).toBe(array.shift());
    }),
  );
});

test('a full ring loses nothing, wherever in it the first item stands', () => {
  const items = Array.from({ length: 16 }, (_, i) => i);
  const drained = (change: (fifo: Fifo<number>) => void, start: number) => {
    const fifo = new Fifo<number>();
    for (let i = 0; i < start; i++) fifo.push(-1);
    for (let i = 0; i < start; i++) fifo.shift();
    for (const item of items) fifo.push(item);
    change(fifo);
    return Array.from({ length: fifo.length }, () => fifo.shift());
  };
  for (const start of items) {
    expect(drained((fifo) => fifo.push(16), start)).toEqual([...items, 16]);
    expect(drained((fifo) => fifo.unshift(-1), start)).toEqual([-1, ...items]);
    for (const item of items)
      expect(drained((fifo) => fifo.remove(item), start)).toEqual(items.filter((other) => other !== item));
  }
});

test('the event queue keeps its order as it grows', () => {
  const queue = new EventQueue();
  const fired: [time: number, i: number][] = [];
  for (let i = 0; i < 1000; i++) {
    const time = (i * 7919) % 101;
    queue.push(time, () => fired.push([time, i]));
  }
  while (queue.size > 0) (queue.pop() as () => void)();
  expect(fired).toEqual(fired.toSorted(([a, i], [b, j]) => a - b || i - j));
  expect(fired).toHaveLength(1000);
});
