import { shipping } from './shipping.ts';

export { shipping };

/** Inputs that together enter every state of the machine, none of them for nothing. */
export const inputs = [
  { kg: 2, country: 'AT' },
  { kg: 3, country: 'AT' },
  // Your turn.
];
