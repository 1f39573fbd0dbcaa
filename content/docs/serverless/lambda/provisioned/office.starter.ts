import { hours } from 'desired-capacity';

/**
 * Makes environments ready for an office: twenty people log in at nine, and again after lunch, at one.
 *
 * @param ready asks for so many provisioned environments; 0 takes all away
 */
export function* office(ready: (environments: number) => void) {
  yield hours(9);
  ready(20);
}
