import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon RDS. */
export const breakages = {
  'never scales': {
    file: 'serverless-instance.ts',
    text: 'if (!this.paused) this.#set(this.#next);',
    instead: '',
  },
  'never pauses': {
    file: 'serverless-instance.ts',
    text: 'this.#pausedSince = this.#simulation.now;\n      this.#tick?.cancel();\n      this.#set(0);',
    instead: '',
  },
  'resumes at once': {
    file: 'model.ts',
    text: 'resume: 15,',
    instead: 'resume: 0,',
  },
  'is paid at its maximum': {
    file: 'serverless-instance.ts',
    text: '.start(capacity / 3600)',
    instead: '.start(this.#range().maxCapacity / 3600)',
  },
} satisfies Breakages;
