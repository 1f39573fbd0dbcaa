/**
 * How many instances to reserve for a load: the number that runs in each
 * hour of a year. Prices are in USD an hour, the reserved one is the lower.
 */
export function commitTo(load: number[], reserved: number, onDemand: number) {
  void [reserved, onDemand];
  return Math.min(...load); // What always runs.
}
