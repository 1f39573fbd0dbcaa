import type { Policy } from './topic-with-filters.ts';

// Values in one list are alternatives; keys all have to match. A key
// that a message lacks matches only `exists: false`.
export const policy: Policy = {
  country: ['DE', 'AT'],
  total: [{ numeric: ['>=', 100] }],
  channel: [{ exists: false }, { 'anything-but': ['test'] }],
};
