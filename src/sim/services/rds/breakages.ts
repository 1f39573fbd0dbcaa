import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon RDS. */
export const breakages = {
  'never scales': {
    file: 'serverless-instance.ts',
    text: 'if (!this.paused) this.#set(this.#next);',
    instead: '',
  },
} satisfies Breakages;
