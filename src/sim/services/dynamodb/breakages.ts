import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break DynamoDB. */
export const breakages = {
  'on demand has six units': {
    file: 'table-state.ts',
    text: 'initial: Math.max(row.default, units),',
    instead: 'initial: 6,',
  },
  'saves nothing for bursts': {
    file: 'capacity/provisioned.ts',
    text: 'const most = limits.burst.max * unitsPerSecond;',
    instead: 'const most = unitsPerSecond;',
  },
  'never throttles': {
    file: 'capacity/throughput.ts',
    text: 'if (!this.#capacity.take(units, now)) return this.#capacity.exceeded();',
    instead: '',
  },
  'a stream tells nothing': {
    file: 'table-state.ts',
    text: 'if (this.stream?.open) this.stream.append(before, after, this.#expiring);',
    instead: '',
  },
  'a write that changes nothing is a change': {
    file: 'items/write.ts',
    text: 'if (before && after && equal({ m: before }, { m: after })) return;',
    instead: '',
  },
  'conditions always hold': {
    file: 'items/write.ts',
    text: 'const passes = !condition || holds(condition, before ?? emptyItem());',
    instead: 'const passes = true;',
  },
  'time to live deletes nothing': {
    file: 'table-state.ts',
    text: 'this.items.replace(found, undefined);',
    instead: '',
  },
} as const satisfies Breakages;
