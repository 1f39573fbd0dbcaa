import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon SWF. */
export const breakages = {
  'keeps no history': {
    file: 'execution.ts',
    text: 'this.history.push({ eventId, eventTimestamp, eventType, [name]: attributes });',
    instead:
      'if (eventId < 4) this.history.push({ eventId, eventTimestamp, eventType, [name]: attributes });',
  },
  'ends an execution after an hour': {
    file: 'execution.ts',
    text: 'timer(Number(executionStartToCloseTimeout), () =>',
    instead: 'timer(Math.min(3600, Number(executionStartToCloseTimeout)), () =>',
  },
  'waits no longer for a worker than a day': {
    file: 'activity-task.ts',
    text: "if (timeout === 'NONE') return undefined;",
    instead: "if (timeout === 'NONE') timeout = '86400';",
  },
  'tells no decider of what a worker did': {
    file: 'execution.ts',
    text: 'if (!this.#task && !this.#answering) this.#scheduleDecision();',
    instead: '',
  },
} satisfies Breakages;
