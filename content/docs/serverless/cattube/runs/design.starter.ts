import { tiersOf } from './tiers.ts';

// Your turn: whoever runs the converter wants servers of their own for it,
// so it is tiersOf, queueWith or eventsWith.
export const design = tiersOf(2, 6);
