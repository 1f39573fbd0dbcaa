/** What is known of a queue and its workers. */
export interface State {
  /** Messages that wait. */
  waiting: number;
  /** Workers in service. */
  workers: number;
  /** Of these, those that are at a job. */
  busy: number;
}

/** A quarter of the workers is there for chance. */
export const target = 75;

/** The share of busy workers, in percent: half with twice the workers. */
export function metric({ workers, busy }: State): number {
  return (100 * busy) / Math.max(1, workers);
}
