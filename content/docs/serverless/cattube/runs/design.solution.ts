import { eventsWith } from './events.ts';

// Few enough for the budget, and enough to be done an hour after the rush.
export const design = eventsWith(4);
