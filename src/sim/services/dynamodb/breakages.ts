import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break DynamoDB. */
export const breakages = {
  'on demand has six units': {
    file: 'table-state.ts',
    text: 'initial: Math.max(row.default, units),',
    instead: 'initial: 6,',
  },
  'a stream tells nothing': {
    file: 'table-state.ts',
    text: 'if (this.stream?.open) this.stream.append(before, after, this.#expiring);',
    instead: '',
  },
  'keeps no item': {
    file: 'items/items.ts',
    text: 'if (kept) this.#put(kept, before !== undefined);',
    instead: 'if (kept && before) this.#put(kept, true);',
  },
} as const satisfies Breakages;
