import { RandomStream } from '../../src/sim/kernel/random.ts';

/** How many calls a function gets in the day. */
const CALLS = 1_000_000;

/** Seconds of the day. */
export const DAY = 86_400;

/** Seconds that INIT takes, that an idle environment is kept, and that a call takes in the mean. */
export const INIT = 0.2;
export const KEEP_ALIVE = 600;
const SERVICE = 0.2;

/**
 * The calls of a day whose load is a hill: when each comes, in order, and how long it takes. All contestants get these
 * very numbers.
 */
export const [times, durations] = draw();

function draw(): [Float64Array, Float64Array] {
  const random = new RandomStream(1, 'calls');
  const found = new Float64Array(CALLS);
  for (let i = 0; i < CALLS;) {
    const time = random.next() * DAY;
    // At night a tenth as many as at the peak.
    if (random.next() < 0.1 + 0.9 * Math.sin((Math.PI * time) / DAY) ** 4) found[i++] = time;
  }
  return [found.sort(), Float64Array.from(found, () => random.exponential(SERVICE))];
}
