import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { pick, type Random } from '../kinds.ts';
import { seeded } from '../seeded.fixture.ts';
import { algorithm } from './algorithm.ts';
import { Anomalies } from './anomalies.ts';
import type { RoutingAlgorithm, TargetView } from './target-view.ts';
import { runTier, type Tier, type TierResult } from './tier.fixture.ts';

const roundRobin = (random: Random) => algorithm('round_robin', random);
const least = (random: Random) => algorithm('least_outstanding_requests', random);
const randomly = (random: Random) => algorithm('weighted_random', random);

/** The better of two at random, by what the node has sent: no algorithm of AWS, but the classic to compare with. */
const twoChoices = (random: Random): RoutingAlgorithm => ({
  choose<T extends TargetView>(targets: readonly T[]): T | undefined {
    const a = pick(targets.length, random);
    const b = (a + 1 + pick(targets.length - 1, random)) % targets.length;
    return targets[a]!.outstanding <= targets[b]!.outstanding ? targets[a] : targets[b];
  },
});

/** Mean time of round robin over n targets, one node: E_n/M/1. */
function roundRobinExact(n: number, load: number): number {
  let sigma = 0.5;
  for (let i = 0; i < 20_000; i++) sigma = ((n * load) / (n * load + 1 - sigma)) ** n;
  return 1 / (1 - sigma);
}

/** That of two choices over infinitely many targets (Mitzenmacher 2001). */
function twoChoicesExact(load: number): number {
  let time = 0;
  for (let i = 1; i < 30; i++) time += load ** (2 ** i - 2);
  return time;
}

const RUNS = 10;

interface Estimate {
  readonly mean: number;
  readonly error: number;
}

function estimate(
  tier: Tier,
  of: (result: TierResult) => number,
  arrivals: number,
  warmUp: number,
): Estimate {
  const values = Array.from({ length: RUNS }, (_, seed) =>
    of(runTier(tier, arrivals, warmUp, seeded(seed * 7919 + 1))),
  );
  const mean = values.reduce((sum, value) => sum + value) / RUNS;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (RUNS - 1) / RUNS) };
}

const LOADS = [0.5, 0.7, 0.8, 0.9, 0.95];
/** A queue at this load forgets slowly; that much is run, and left out before. */
const ARRIVALS = [5_000, 7_000, 10_000, 25_000, 80_000];
const WARM_UP = [500, 1_000, 2_000, 6_000, 20_000];

const table: [string, Omit<Tier, 'load'>, (number | undefined)[], slack?: number][] = [
  ['random, N=10', { targets: 10, nodes: 3, algorithm: randomly }, LOADS.map((load) => 1 / (1 - load))],
  [
    'round robin, N=2',
    { targets: 2, nodes: 1, algorithm: roundRobin },
    LOADS.map((load) => roundRobinExact(2, load)),
  ],
  [
    'round robin, N=10',
    { targets: 10, nodes: 1, algorithm: roundRobin },
    LOADS.map((load) => roundRobinExact(10, load)),
  ],
  [
    'round robin, N=10, 2 nodes',
    { targets: 10, nodes: 2, algorithm: roundRobin },
    [1.43, 2.12, 3.02, 5.75, 11.2],
    0.01,
  ],
  [
    'round robin, N=10, 4 nodes',
    { targets: 10, nodes: 4, algorithm: roundRobin },
    [1.56, 2.26, 3.16, 5.91, 11.3],
    0.01,
  ],
  [
    'round robin, N=10, 8 nodes',
    { targets: 10, nodes: 8, algorithm: roundRobin },
    [1.69, 2.43, 3.36, 6.12, 11.4],
    0.01,
  ],
  [
    'least outstanding, N=2',
    { targets: 2, nodes: 1, algorithm: least },
    [1.426, 2.108, 2.956, 5.475, undefined],
  ],
  [
    'least outstanding, N=3',
    { targets: 3, nodes: 1, algorithm: least },
    [1.245, 1.709, 2.286, undefined, undefined],
  ],
  [
    'least outstanding, N=10',
    { targets: 10, nodes: 1, algorithm: least },
    [1.02, 1.16, 1.35, 1.91, 2.92],
    0.01,
  ],
  [
    'least outstanding, N=10, 2 nodes',
    { targets: 10, nodes: 2, algorithm: least },
    [1.27, 1.46, 1.67, 2.23, 3.28],
    0.01,
  ],
  [
    'least outstanding, N=10, 4 nodes',
    { targets: 10, nodes: 4, algorithm: least },
    [1.5, 1.84, 2.12, 2.75, 3.84],
    0.01,
  ],
  [
    'least outstanding, N=10, 8 nodes',
    { targets: 10, nodes: 8, algorithm: least },
    [1.68, 2.23, 2.67, 3.52, 4.69],
    0.01,
  ],
  // The mean field is that of infinitely many; a hundred are near it.
  [
    'two choices, N=100',
    { targets: 100, nodes: 1, algorithm: twoChoices },
    LOADS.map((load) => (load < 0.9 ? twoChoicesExact(load) : undefined)),
    0.03,
  ],
];

for (const [name, tier, expected, slack = 0] of table) {
  test(`mean time in the tier: ${name}`, () => {
    expected.forEach((exact, i) => {
      if (exact === undefined) return;
      const { mean, error } = estimate(
        { ...tier, load: LOADS[i]! },
        ({ time }) => time,
        ARRIVALS[i]!,
        WARM_UP[i]!,
      );
      // The table was simulated itself, to two digits, save the exact rows.
      const tolerance = 4 * error + slack * exact * (LOADS[i] === 0.95 ? 2 : 1);
      assert.ok(
        Math.abs(mean - exact) < tolerance,
        `${name} at ${LOADS[i]}: ${mean} ± ${error}, not ${exact}`,
      );
      assert.ok(error < 0.06 * exact, `the interval at ${LOADS[i]} is too wide to tell: ${error}`);
    });
  });
}

test('a black hole draws traffic under least outstanding, the less the more nodes there are', () => {
  const cases: [string, (random: Random) => RoutingAlgorithm, number, number, number][] = [
    ['round robin', roundRobin, 1, 0.8, 10],
    ['least outstanding', least, 1, 0.5, 19],
    ['least outstanding', least, 1, 0.8, 29],
    ['least outstanding', least, 1, 0.9, 32],
    ['least outstanding', least, 3, 0.5, 13],
    ['least outstanding', least, 3, 0.8, 18],
    ['least outstanding', least, 3, 0.9, 21],
  ];
  for (const [name, algorithm, nodes, load, percent] of cases) {
    const tier = {
      targets: 10,
      nodes,
      load,
      algorithm,
      service: (target: number) => (target === 0 ? 0.01 : 1),
    };
    const { mean, error } = estimate(tier, ({ first }) => 100 * first, 20_000, 5_000);
    assert.ok(Math.abs(mean - percent) < 0.6 + 4 * error, `${name}, ${nodes}, ${load}: ${mean} ± ${error}`);
  }
});

test('anomaly mitigation brings a black hole down to the floor of its weight', () => {
  for (const nodes of [1, 3]) {
    const of = new Map<TargetView, Anomalies>();
    const looked = new Map<TargetView, number>();
    const tier: Tier = {
      targets: 10,
      nodes,
      load: 0.8,
      algorithm: randomly,
      service: (target) => (target === 0 ? 0.01 : 1),
      ended: (view, target) => of.get(view)?.ended(view, target === 0),
      tick: (views, now) => {
        const key = views[0]!;
        if (!of.has(key)) {
          const anomalies = new Anomalies();
          for (const view of views) of.set(view, anomalies);
        }
        if (now - (looked.get(key) ?? 0) < 5) return;
        looked.set(key, now);
        of.get(key)!.look(views, true);
      },
    };
    const { first } = runTier(tier, 100_000, 20_000, seeded(5));
    assert.ok(Math.abs(first - 0.1 / 9.1) < 0.002, `${nodes} nodes: ${first}`);
  }
});

const file = new URL('../../../../../../shared/oracles/queueing.jsonl', import.meta.url);

test.skipIf(!existsSync(file))('oracle: a random split is M/M/1', () => {
  interface Row {
    readonly kind: string;
    readonly servers?: number;
    readonly lambda?: number;
    readonly W?: number;
  }
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .filter(({ kind, servers, lambda = 1 }) => kind === 'M/M/c' && servers === 1 && lambda <= 0.95);
  for (const { lambda = 0, W = 0 } of rows) {
    const tier = { targets: 4, nodes: 2, load: lambda, algorithm: randomly };
    const { mean, error } = estimate(tier, ({ time }) => time, 60_000, 20_000);
    assert.ok(Math.abs(mean - W) < 4 * error, `${lambda}: ${mean} ± ${error}, not ${W}`);
  }
});
