import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break CloudWatch Logs. */
export const breakages = {
  'subscriptions pass nothing on': {
    file: 'forward.ts',
    text: 'if (logEvents.length === 0) return;',
    instead: 'if (logEvents.length >= 0) return;',
  },
} as const satisfies Breakages;
