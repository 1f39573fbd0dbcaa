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
} as const satisfies Breakages;
