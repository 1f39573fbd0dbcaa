/**
 * Four tasks must never depend on spare capacity, however many there are. All
 * others are to be as cheap as can be.
 */
export const strategy = [
  // The base comes first; with a weight of 0 it gets nothing beyond.
  { capacityProvider: 'FARGATE', base: 4, weight: 0 },
  { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1 },
];
