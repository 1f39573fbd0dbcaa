import type { Policy } from './topic-with-filters.ts';

// The German desk wants orders from DE and AT, of 100 or more. It wants
// no tests; an order that names no channel is none. Your turn.
export const policy: Policy = {
  country: ['DE'],
  total: [100],
  channel: [{ 'anything-but': ['test'] }],
};
