import type { Design } from './tier.ts';

/** Your turn: a zone goes, the others have no room, and the sale goes on. */
export const design: Design = {
  zones: 2,
  min: 3,
  max: 12,
  ahead: 6, // servers from five minutes before the sale
  target: 50,
  startup: 20,
  interval: 30, // seconds between health checks
  failures: 2, // failed checks until a server counts as ill
  elbHealth: true,
  attempts: 1, // of a visitor's browser
  concurrency: 5,
};
