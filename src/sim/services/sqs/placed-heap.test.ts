import { expect, test } from 'vitest';
import fc from 'fast-check';
import { PlacedHeap } from './placed-heap.ts';
import { StoredMessage } from './stored-message.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), deadline: fc.nat(50) }),
  fc.record({ kind: fc.constant('move' as const), which: fc.nat(), deadline: fc.nat(50) }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('shift' as const) }),
);

test('it gives the first deadline, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const heap = new PlacedHeap<StoredMessage>();
      const model = new Map<StoredMessage, number>();
      let made = 0;
      const any = (which: number) => [...model.keys()][which % Math.max(1, model.size)];
      for (const step of steps) {
        if (step.kind === 'add') {
          const message = new StoredMessage(made++, '', undefined, 0, 0);
          heap.add(message, step.deadline);
          model.set(message, step.deadline);
        } else if (step.kind === 'shift') {
          if (model.size === 0) continue;
          const message = heap.shift();
          const [first] = [...model].sort(([a, x], [b, y]) => x - y || a.number - b.number)[0]!;
          expect(message).toBe(first);
          model.delete(message);
        } else {
          const message = any(step.which);
          if (!message) continue;
          if (step.kind === 'move') {
            heap.move(message, step.deadline);
            model.set(message, step.deadline);
          } else {
            heap.remove(message);
            model.delete(message);
          }
        }
        expect(heap.size).toBe(model.size);
        expect(heap.first).toBe(Math.min(...model.values()));
        expect(new Set(heap.members)).toEqual(new Set(model.keys()));
      }
    }),
  );
});

test('it can be emptied', () => {
  const heap = new PlacedHeap<StoredMessage>();
  heap.add(new StoredMessage(0, '', undefined, 0, 0), 5);
  heap.clear();
  expect([heap.size, heap.first]).toEqual([0, Infinity]);
});
