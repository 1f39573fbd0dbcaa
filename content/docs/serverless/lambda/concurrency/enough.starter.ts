/**
 * How many executions to reserve for a function, so that no more than one call in a hundred is throttled.
 *
 * @param rate calls a second, at random
 * @param seconds how long a call takes on average
 */
export function enough(rate: number, seconds: number): number {
  return Math.ceil(rate * seconds);
}
