import { hours, minutes } from 'desired-capacity';

/**
 * Makes environments ready for an office: twenty people log in at nine, and again after lunch, at one.
 *
 * @param ready asks for so many provisioned environments; 0 takes all away
 */
export function* office(ready: (environments: number) => void) {
  yield hours(9) - minutes(10);
  ready(20);
  yield minutes(15);
  ready(0);
  yield hours(4) - minutes(15);
  ready(20);
  yield minutes(15);
  ready(0);
}
