import type { RandomStream } from 'desired-capacity';

/** A failed attempt at a message. */
export interface Failure {
  /** How often the message has been received by now. */
  receives: number;
  /** Draws from 0 to 1: `random.next()`. */
  random: RandomStream;
}

/** How many seconds the message stays hidden after it. */
export function waitAfter({ receives }: Failure): number {
  // Your turn: later each time, and not all at the same time.
  return 30 * receives;
}
