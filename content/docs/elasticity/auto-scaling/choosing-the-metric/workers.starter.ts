/** What is known of a queue and its workers. */
export interface State {
  /** Messages that wait. */
  waiting: number;
  /** Workers in service. */
  workers: number;
  /** Of these, those that are at a job. */
  busy: number;
}

/** What a policy should keep where it is. */
export const target = 50;

/** The metric by which it does so, every ten seconds. */
export function metric({ waiting }: State): number {
  return waiting;
}
