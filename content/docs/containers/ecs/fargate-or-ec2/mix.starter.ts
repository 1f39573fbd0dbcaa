/**
 * Four tasks must never depend on spare capacity, however many there are. All
 * others are to be as cheap as can be.
 */
export const strategy = [
  { capacityProvider: 'FARGATE', base: 0, weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1 },
];
