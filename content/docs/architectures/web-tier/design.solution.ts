import type { Design } from './tier.ts';

/** Servers ahead, in three zones, and checks that find out soon. */
export const design: Design = {
  zones: 3,
  min: 3,
  max: 15,
  ahead: 12, // servers from five minutes before the sale
  target: 50,
  startup: 20,
  interval: 5, // seconds between health checks
  failures: 2, // failed checks until a server counts as ill
  elbHealth: true,
  attempts: 2,
  concurrency: 5,
};
