import type { Design } from './tier.ts';

/** Your turn: keep what is promised, whatever of the list goes wrong. */
export const design: Design = {
  zones: 2,
  min: 3,
  max: 12,
  ahead: 0, // servers from five minutes before the sale
  target: 50,
  startup: 20,
  interval: 30, // seconds between health checks
  failures: 5, // failed checks until a server counts as ill
  elbHealth: false,
  attempts: 1,
  concurrency: 5,
};
