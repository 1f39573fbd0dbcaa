import { RandomStream } from '../../src/sim/kernel/random.ts';

/** How many servers there are, of two vCPUs each. */
export const SERVERS = 1000;

/** Seconds of the day. */
export const DAY = 86_400;

/** Seconds between two datapoints of a server's utilisation: AWS's basic monitoring. */
export const PERIOD = 300;

/** Requests a second at night and at the peak, and seconds of a vCPU that one takes: at the peak three quarters are busy. */
const NIGHT = 4;
const PEAK = 25;
const SERVICE = 60;

/**
 * The requests of a day whose load is a hill: when each comes, how long it takes, and which server it goes to. All
 * contestants get these very numbers, as those of the queue do.
 */
export const [times, demands, servers] = draw();

function draw(): [Float64Array, Float64Array, Float64Array] {
  const random = new RandomStream(1, 'visits');
  const found: [number, number, number][] = [];
  for (let t = random.exponential(1 / PEAK); t < DAY; t += random.exponential(1 / PEAK)) {
    const hill = Math.sin((Math.PI * t) / DAY) ** 4;
    // Thinned out: so many of those at the peak come now.
    if (random.next() * PEAK > NIGHT + (PEAK - NIGHT) * hill) continue;
    found.push([t, random.exponential(SERVICE), random.integer(0, SERVERS - 1)]);
  }
  const column = (i: 0 | 1 | 2) => Float64Array.from(found, (row) => row[i]);
  return [column(0), column(1), column(2)];
}
