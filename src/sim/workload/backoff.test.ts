import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RandomStream, Simulation, Tally } from '../kernel/index.ts';
import { backoff, type BackoffOptions } from './backoff.ts';

const stream = () => new RandomStream(1, 'client');

/** The shortest and the longest of many waits before that retry. */
function waits(options: BackoffOptions, retry: number): [shortest: number, longest: number] {
  const wait = backoff(stream(), options);
  const all = Array.from({ length: 5000 }, () => wait(retry));
  return [Math.min(...all), Math.max(...all)];
}

describe('a wait', () => {
  test('without jitter doubles from the base up to the cap', () => {
    const wait = backoff(stream(), { base: 1, cap: 10, jitter: 'none' });
    expect([0, 1, 2, 3, 4, 100].map(wait)).toEqual([1, 2, 4, 8, 10, 10]);
  });

  test.each([
    ['full', 0, 8],
    ['equal', 4, 8],
  ] as const)('with %s jitter before retry 3 lies between %d and %d s', (jitter, from, to) => {
    const [shortest, longest] = waits({ base: 1, cap: 20, jitter }, 3);
    expect(shortest).toBeGreaterThanOrEqual(from);
    expect(shortest).toBeLessThan(from + 0.01);
    expect(longest).toBeLessThan(to);
    expect(longest).toBeGreaterThan(to - 0.01);
  });

  test('with decorrelated jitter goes by the one before it', () => {
    const wait = backoff(stream(), { base: 1, cap: 100, jitter: 'decorrelated' });
    let last = 1;
    for (let retry = 0; retry < 1000; retry++) {
      const next = wait(retry);
      expect(next).toBeGreaterThanOrEqual(1);
      expect(next).toBeLessThanOrEqual(Math.min(100, 3 * last));
      last = next;
    }
  });

  test('is that of the AWS SDKs where nothing is said', () => {
    expect(waits({}, 0)[1]).toBeCloseTo(0.05, 4);
    expect(waits({}, 20)[1]).toBeCloseTo(20, 1);
  });

  test('is none with a base of 0', () => {
    expect(backoff(stream(), { base: 0 })(5)).toBe(0);
  });
});

test.each<[BackoffOptions, number, string]>([
  [{ base: -1 }, 0, 'base is 0 seconds or more; not -1.'],
  [{ base: Infinity }, 0, 'base is 0 seconds or more; not Infinity.'],
  [{ base: 2, cap: 1 }, 0, 'cap is no less than base (2); not 1.'],
  [{}, -1, "A retry's number is 0 or more; not -1."],
  [{}, 0.5, "A retry's number is 0 or more; not 0.5."],
])('%j, retry %d: %s', (options, retry, message) => {
  expect(() => backoff(stream(), options)(retry)).toThrow(new RangeError(message));
});

/* Optimistic locking, as in AWS's article: each client reads a version, and writes if it is still the same. */

const file = new URL('../../../../shared/oracles/backoff.jsonl', import.meta.url);
type Row = {
  clients: number;
  algorithm: string;
  base: number;
  cap: number;
  runs: number;
  meanTime: number;
  seTime: number;
  meanCalls: number;
  seCalls: number;
};
const algorithms: Record<string, BackoffOptions> = {
  None: { base: 0 },
  Exponential: { jitter: 'none' },
  FullJitter: { jitter: 'full' },
  EqualJitter: { jitter: 'equal' },
  Decorr: { jitter: 'decorrelated' },
};

/** Runs until every client has written once. Returns when that is, in milliseconds, and how many writes it took. */
async function contend(clients: number, options: BackoffOptions, seed: number) {
  const simulation = new Simulation({ seed });
  const network = simulation.random('network');
  const hop = () => Math.abs(network.normal(10, 2)) / 1000;
  let [version, writes] = [0, 0];
  for (let i = 0; i < clients; i++) {
    const wait = backoff(simulation.random(`client ${i}`), options);
    simulation.process(function* client() {
      for (let retry = 1; ; retry++) {
        yield hop();
        const read = version;
        yield hop() + hop();
        writes++;
        const written = read === version;
        if (written) version++;
        yield hop();
        if (written) return;
        yield wait(retry);
      }
    });
  }
  await simulation.run();
  return { time: simulation.now * 1000, writes };
}

if (!existsSync(file)) {
  test.skip('the oracle: ../shared/oracles/backoff.jsonl is not here');
} else {
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  for (const row of rows.map((line) => JSON.parse(line) as Row)) {
    test(`the oracle: ${row.clients} clients, ${row.algorithm}`, async () => {
      const options = { base: row.base / 1000, cap: row.cap / 1000, ...algorithms[row.algorithm] };
      const [time, writes] = [new Tally(), new Tally()];
      for (let seed = 1; seed <= 40; seed++) {
        const run = await contend(row.clients, options, seed);
        time.add(run.time);
        writes.add(run.writes);
      }
      const near = (tally: Tally, mean: number, error: number) => {
        expect(Math.abs(tally.mean - mean)).toBeLessThan(4 * Math.hypot(tally.standardError, error));
      };
      near(time, row.meanTime, row.seTime);
      near(writes, row.meanCalls, row.seCalls);
    });
  }
}
