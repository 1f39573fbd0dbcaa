import { Reply, type Simulation } from '../../kernel/index.ts';

/** What came of something that had so much time and no more. */
export type Outcome<T> =
  | { readonly late: true; readonly error?: undefined }
  | { readonly late: false; readonly error: unknown; readonly value?: undefined }
  | { readonly late: false; readonly error?: undefined; readonly value: T };

/**
 * Waits for something, and not longer than that. What is late goes on all the same, and whatever comes of it is lost:
 * nobody tells a back end that its client has been answered.
 */
export function limitedTo<T>(simulation: Simulation, reply: Reply<T>, seconds: number): Reply<Outcome<T>> {
  const outcome = new Reply<Outcome<T>>(simulation, reply.name);
  const timer = simulation.timer(seconds, () => outcome.resolve({ late: true }));
  const wake = () => {
    timer.cancel();
    try {
      outcome.resolve({ late: false, value: reply.take() });
    } catch (error) {
      outcome.resolve({ late: false, error });
    }
  };
  if (reply.settled) wake();
  else reply.subscribe({ wake });
  return outcome;
}
