/**
 * How many executions to reserve for a function, so that no more than one call in a hundred is throttled.
 *
 * @param rate calls a second, at random
 * @param seconds how long a call takes on average
 */
export function enough(rate: number, seconds: number): number {
  const load = rate * seconds;
  let executions = 0;
  let refused = 1; // with no execution, every call
  while (refused > 0.01) {
    executions += 1;
    refused = (load * refused) / (executions + load * refused);
  }
  return executions;
}
