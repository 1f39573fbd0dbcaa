import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break SQS. */
export const breakages = {
  'hides nothing': {
    file: 'operations/receive.ts',
    text: 'const timeout = visibilityTimeout * MICROS;',
    instead: 'const timeout = 0 * visibilityTimeout;',
  },
  'bills a request whatever its size': {
    file: 'billing.ts',
    text: 'bytes <= chunk ? 1 : Math.ceil(bytes / chunk)',
    instead: 'bytes <= chunk ? 1 : 1',
  },
} satisfies Breakages;
