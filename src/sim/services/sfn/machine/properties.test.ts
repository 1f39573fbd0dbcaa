import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from './json.ts';
import { play } from '../../../../testing/states/host.ts';

/** A small seeded source: the same machines every time. */
class Dice {
  #seed: number;
  constructor(seed: number) {
    this.#seed = (seed % 2_147_483_646) + 1;
  }
  below(limit: number): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed % limit;
  }
}

/** A machine without tasks whose output can be worked out by hand: `value` does. */
interface Made {
  machine: { StartAt: string; States: Record<string, object> };
  value: (input: number) => Json;
}

let names = 0;

function made(dice: Dice, depth: number): Made {
  const States: Record<string, object> = {};
  const steps: ((value: Json) => Json)[] = [];
  const count = 1 + dice.below(3);
  const own = Array.from({ length: count }, () => `S${names++}`);
  for (const [index, name] of own.entries()) {
    const next = index + 1 < count ? { Next: own[index + 1] } : { End: true };
    const kind = depth > 0 ? dice.below(5) : dice.below(3);
    if (kind === 0) {
      States[name] = { Type: 'Pass', Parameters: { 'is.$': '$' }, OutputPath: '$.is', ...next };
    } else if (kind === 1) {
      States[name] = { Type: 'Wait', Seconds: dice.below(9), ...next };
    } else if (kind === 2) {
      States[name] = {
        Type: 'Pass',
        QueryLanguage: 'JSONata',
        Output: { v: '{% $states.input %}' },
        ...next,
      };
      steps.push((value) => ({ v: value }));
    } else if (kind === 3) {
      const branches = Array.from({ length: 1 + dice.below(3) }, () => made(dice, depth - 1));
      States[name] = { Type: 'Parallel', Branches: branches.map(({ machine }) => machine), ...next };
      steps.push((value) => branches.map((branch) => branch.value(value as number)));
    } else {
      const inner = made(dice, depth - 1);
      const size = dice.below(5);
      const items = Array.from({ length: size }, (_, item) => item);
      States[name] = {
        Type: 'Map',
        QueryLanguage: 'JSONata',
        Items: items,
        MaxConcurrency: dice.below(4),
        ItemProcessor: inner.machine,
        ...next,
      };
      steps.push(() => items.map((item) => inner.value(item)));
    }
  }
  return {
    machine: { StartAt: own[0]!, States },
    value: (input) => steps.reduce<Json>((value, step) => step(value), input),
  };
}

test('any machine without tasks gives what its states give, and a history in order', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { machine, value } = made(new Dice(seed), 2);
    const { outcome, events } = play(machine, seed);
    assert.deepEqual(outcome, { status: 'SUCCEEDED', output: value(seed) }, `seed ${seed}`);
    const entered = new Map<string, number>();
    for (const [index, { id, previousEventId, type, timestamp }] of events.entries()) {
      assert.equal(id, index + 1);
      assert.ok(previousEventId < id);
      if (index > 0) assert.ok(timestamp >= events[index - 1]!.timestamp);
      const kind = type.replace(/State(Entered|Exited)$/, '');
      if (type.endsWith('StateEntered')) entered.set(kind, (entered.get(kind) ?? 0) + 1);
      if (type.endsWith('StateExited')) entered.set(kind, entered.get(kind)! - 1);
    }
    assert.ok(
      [...entered.values()].every((open) => open === 0),
      'what is entered is left',
    );
    assert.deepEqual(play(machine, seed).events, events, 'the same again');
  }
});
