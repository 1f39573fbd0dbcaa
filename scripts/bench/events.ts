/** Events of one run, and the patterns that they meet: those of AWS's own bench of event-ruler, on events of its size. */

export const EVENTS = 5000;

/** Queues that get each message of a fan-out. */
export const SUBSCRIBERS = 100;

/** Five patterns of each kind, as event-ruler's README counts them; and one for each of a bus's 300 rules. */
export const PATTERNS: Record<string, object[]> = {
  'exact match': five((n) => ({ properties: { street: [`STREET ${n}`] } })),
  prefix: five((n) => ({ properties: { street: [{ prefix: `STREET ${n}` }] } })),
  suffix: five((n) => ({ properties: { street: [{ suffix: ` ${n}` }] } })),
  'equals-ignore-case': five((n) => ({ properties: { street: [{ 'equals-ignore-case': `street ${n}` }] } })),
  wildcard: five((n) => ({ properties: { street: [{ wildcard: `STR*T *${n}` }] } })),
  numeric: five((n) => ({ geometry: { first: [{ numeric: ['>', n / 10, '<=', (n + 1) / 10] }] } })),
  'anything-but': five((n) => ({ properties: { street: [{ 'anything-but': [`STREET ${n}`, 'STREET'] }] } })),
  '300 rules': Array.from({ length: 300 }, (_, n) => ({ properties: { street: [`STREET ${n}`] } })),
};

function five(pattern: (n: number) => object): object[] {
  return Array.from({ length: 5 }, (_, n) => pattern(n));
}

/** Texts of about 900 bytes: a lot of a city, with its corners. */
export const TEXTS: readonly string[] = Array.from({ length: EVENTS }, (_, i) =>
  JSON.stringify({
    type: 'Feature',
    properties: {
      lot: `0001${i % 1000}`,
      block: `00${i % 100}`,
      number: String(i),
      street: `STREET ${i % 500}`,
      type: i % 3 === 0 ? 'ST' : null,
      odd: i % 2 === 0 ? 'E' : 'O',
    },
    geometry: {
      type: 'Polygon',
      first: (i % 97) / 97,
      corners: Array.from({ length: 14 }, (_, corner) => [
        -122.4 - i / 1e5 + corner / 1e6,
        37.8 + i / 1e5,
        0,
      ]),
    },
    note: 'x'.repeat(360),
  }),
);
