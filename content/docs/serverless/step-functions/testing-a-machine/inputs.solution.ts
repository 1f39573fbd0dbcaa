import { shipping } from './shipping.ts';

export { shipping };

/** Inputs that together enter every state of the machine, none of them for nothing. */
export const inputs = [
  { country: 'AT' }, // Weigh it
  { kg: 21, country: 'CH' }, // Customs and lorry
  { kg: 20, country: 'CH' }, // Customs: 20 is not more than 20
  { kg: 21, country: 'AT' }, // Lorry
  { kg: 20, country: 'AT' }, // Post
];
