import { expect, test } from 'vitest';
import fc from 'fast-check';
import { PlacedHeap, type Placed } from './placed-heap.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), deadline: fc.nat(50) }),
  fc.record({ kind: fc.constant('move' as const), which: fc.nat(), deadline: fc.nat(50) }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('shift' as const) }),
);

const member = (number: number): Placed => ({ number, place: -1 });

test('a placed heap gives the lowest key first, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const heap = new PlacedHeap<Placed>();
      const model = new Map<Placed, number>();
      let made = 0;
      const any = (which: number) => [...model.keys()][which % Math.max(1, model.size)];
      for (const step of steps) {
        if (step.kind === 'add') {
          const message = member(made++);
          heap.add(message, step.deadline);
          model.set(message, step.deadline);
        } else if (step.kind === 'shift') {
          const message = heap.shift();
          const first = [...model].sort(([a, x], [b, y]) => x - y || a.number - b.number)[0]?.[0];
          expect(message).toBe(first);
          if (message) model.delete(message);
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
        expect(heap.firstKey).toBe(Math.min(...model.values()));
        expect(new Set(heap.members)).toEqual(new Set(model.keys()));
      }
    }),
  );
});

test('a placed heap can be emptied', () => {
  const heap = new PlacedHeap<Placed>();
  heap.add(member(0), 5);
  heap.clear();
  expect([heap.size, heap.firstKey]).toEqual([0, Infinity]);
});

test('a placed heap leaves its members alone where one that is not in is removed', () => {
  const heap = new PlacedHeap<Placed>();
  const [inside, outside] = [member(0), { number: 1, place: 0 }];
  heap.add(inside, 5);
  expect([heap.remove(outside), heap.remove({ number: 2, place: -1 })]).toEqual([false, false]);
  expect([heap.first, heap.size, heap.keyOf(inside), heap.keyOf(outside)]).toEqual([inside, 1, 5, undefined]);
});
