/**
 * The k-th instance pays if the share of hours in which it works is larger
 * than the ratio of the prices.
 */
export function commitTo(load: number[], reserved: number, onDemand: number) {
  let count = 0;
  const works = (k: number) => load.filter((running) => running >= k).length / load.length; // prettier-ignore
  while (works(count + 1) > reserved / onDemand) count++;
  return count;
}
