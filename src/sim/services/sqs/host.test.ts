import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Host } from './host.ts';
import { StoredMessage } from './stored-message.ts';

function message(order: number, sent = order): StoredMessage {
  const stored = new StoredMessage(order, '', undefined, 0, sent);
  stored.order = order;
  return stored;
}

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      skip: fc.integer({ min: -20, max: 20 }),
      age: fc.nat(30),
      receives: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('shift' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const), age: fc.nat(30) }) },
);

test('it gives messages by order, whatever arrives late, is deleted or expires', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const expired: StoredMessage[] = [];
      const host = new Host((one) => {
        expired.push(one);
      });
      let model: StoredMessage[] = [];
      let time = 0;
      const orders = new Set<number>();
      for (const step of steps) {
        time++;
        if (step.kind === 'add') {
          const order = time * 10 + step.skip;
          if (orders.has(order)) continue;
          orders.add(order);
          const one = message(order, time - step.age);
          one.receives = step.receives;
          host.add(one);
          model = [...model, one].sort((a, b) => a.order - b.order);
        } else if (step.kind === 'shift') {
          expect(host.shift()).toBe(model.shift());
        } else if (step.kind === 'delete') {
          const [one] = model.splice(step.which % Math.max(1, model.length), 1);
          if (!one) continue;
          expect(host.remove(one)).toBe(true);
          expect(host.remove(one)).toBe(false);
        } else {
          expired.length = 0;
          host.expireAll(time - step.age);
          const dead = model.filter(({ sent }) => sent <= time - step.age);
          model = model.filter(({ sent }) => sent > time - step.age);
          expect(new Set(expired)).toEqual(new Set(dead));
        }
        expect(host.size).toBe(model.length);
        expect(host.firstOrder).toBe(model[0]?.order ?? Infinity);
        expect(new Set(host.messages())).toEqual(new Set(model));
      }
    }),
    { numRuns: 300 },
  );
});
