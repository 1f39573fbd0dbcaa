import type { RandomStream } from 'desired-capacity';

/** A failed attempt at a message. */
export interface Failure {
  /** How often the message has been received by now. */
  receives: number;
  /** Draws from 0 to 1: `random.next()`. */
  random: RandomStream;
}

/** How many seconds the message stays hidden after it. */
export function waitAfter({ receives, random }: Failure): number {
  // One minute, doubled up to ten. Half of it is certain, so that five
  // waits outlast the outage; the other half is drawn.
  const longest = Math.min(600, 60 * 2 ** (receives - 1));
  return (longest * (1 + random.next())) / 2;
}
