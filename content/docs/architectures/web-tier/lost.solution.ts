import type { Design } from './tier.ts';

/** What is needed after the loss is there before it, and a little more. */
export const design: Design = {
  zones: 3,
  min: 3,
  max: 12,
  ahead: 12, // servers from five minutes before the sale
  target: 50,
  startup: 20,
  interval: 5, // seconds between health checks
  failures: 2, // failed checks until a server counts as ill
  elbHealth: true,
  attempts: 2, // of a visitor's browser
  concurrency: 5,
};
