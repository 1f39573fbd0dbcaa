import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RandomStream } from './random.ts';
import { Simulation } from './simulation.ts';
import { Tally } from './tally.ts';
import { TimeWeighted } from './time-weighted.ts';

/*
 * Queues whose means are known exactly, simulated with the kernel's own processes and resources. Each is replicated
 * after a warm-up; the mean of the replications must come within four standard errors of the exact value.
 */

interface Queue {
  servers: number;
  /** Arrivals a second. */
  lambda: number;
  /** A service time; the mean is 1 s throughout. */
  service: (random: RandomStream) => number;
  /** Its squared coefficient of variation. */
  variation: number;
  /** How many customers fit in; who comes later is lost. */
  room?: number;
}

/** What is measured, by the names that the literature gives it. */
interface Exact {
  Wq?: number;
  W?: number;
  Lq?: number;
  L?: number;
  /** The share of customers who wait at all. */
  pWait?: number;
  utilisation?: number;
  /** The share of customers who find no room. */
  blocking?: number;
  /** Quantiles of the wait, then of the time in the system. */
  p95Wait?: number;
  p99Wait?: number;
  p50?: number;
  p95?: number;
  p99?: number;
}

const REPLICATIONS = 20;

async function expectExact(queue: Queue, exact: Exact): Promise<void> {
  const { servers, lambda, room = Infinity } = queue;
  const utilisation = lambda / servers;
  // How fast a queue forgets how long it was. After one and a half such times, a mean that began at nothing is
  // within 3 % (Abate and Whitt 1987), less than the width of the intervals.
  const relaxation =
    room < Infinity ? 0 : (1 + queue.variation) / 2 / servers / (1 - Math.sqrt(utilisation)) ** 2;
  const customers = utilisation < 0.9 || room < Infinity ? 5000 : utilisation < 0.95 ? 10_000 : 50_000;
  const duration = customers / lambda;

  const tallies = new Map<string, Tally>();
  for (let seed = 1; seed <= REPLICATIONS; seed++) {
    for (const [name, value] of await replicate(queue, exact, seed, 50 + 1.5 * relaxation, duration)) {
      let tally = tallies.get(name);
      if (!tally) tallies.set(name, (tally = new Tally()));
      tally.add(value);
    }
  }
  expect(tallies.size).toBeGreaterThan(0);
  // Where a replication sees but a few long busy periods, most of them come out low, and alike: their own spread then
  // understates the error. In heavy traffic a queue's length is worth one observation each relaxation time.
  const independent = (duration * REPLICATIONS) / relaxation;
  for (const [name, { mean, standardError }] of tallies) {
    const error = Math.max(standardError, spread(name, queue, exact) / Math.sqrt(independent));
    const value = wanted(name, exact);
    const message = `${name}: ${mean} ± ${error}, exactly ${value}`;
    expect(Math.abs(mean - value) / error, message).toBeLessThan(4);
  }
}

/** The standard deviation in heavy traffic, where a wait is exponential. */
function spread(name: string, { lambda }: Queue, exact: Exact): number {
  if (name === 'Wq' || name === 'W') return exact.Wq!;
  if (name === 'Lq' || name === 'L') return lambda * (exact.Wq ?? 0);
  if (/^p\d\d/.test(name)) return Math.sqrt(wanted(name, exact) * (1 - wanted(name, exact)));
  return 0;
}

/** A quantile is shown by the share of values at or below it, which, other than a quantile, has no bias. */
function wanted(name: string, exact: Exact): number {
  const quantile = /^p(\d\d)/.exec(name);
  if (!quantile) return exact[name as keyof Exact]!;
  // More than that share may not wait at all.
  if (exact[name as keyof Exact] === 0) return 1 - exact.pWait!;
  return Number(quantile[1]) / 100;
}

async function replicate(
  { servers, lambda, service, room = Infinity }: Queue,
  exact: Exact,
  seed: number,
  warmUp: number,
  duration: number,
): Promise<[name: string, value: number][]> {
  const simulation = new Simulation({ seed });
  const arrivals = simulation.random('arrivals');
  const services = simulation.random('services');
  const server = simulation.resource(servers);
  const clock = () => simulation.now;
  const present = new TimeWeighted(clock);
  const busy = new TimeWeighted(clock);
  const lost = new Tally();
  const waits = new Tally();
  const stays = new Tally();
  const waited = new Tally();
  const shares = (['p95Wait', 'p99Wait', 'p50', 'p95', 'p99'] as const)
    .filter((name) => exact[name] !== undefined)
    .map((name) => ({
      name,
      limit: exact[name]!,
      of: name.endsWith('Wait') ? 'wait' : 'stay',
      tally: new Tally(),
    }));

  function* customer() {
    const full = present.current >= room;
    lost.add(Number(full));
    if (full) return;
    const came = simulation.now;
    present.add(1);
    yield* server.acquire();
    busy.add(1);
    const wait = simulation.now - came;
    yield service(services);
    busy.add(-1);
    present.add(-1);
    server.release();
    const stay = simulation.now - came;
    waits.add(wait);
    stays.add(stay);
    waited.add(Number(wait > 0));
    for (const share of shares) share.tally.add(Number((share.of === 'wait' ? wait : stay) <= share.limit));
  }
  simulation.process(function* source() {
    while (true) {
      yield arrivals.exponential(1 / lambda);
      simulation.process(customer);
    }
  });

  await simulation.run(warmUp);
  for (const statistic of [present, busy, lost, waits, stays, waited]) statistic.reset();
  for (const share of shares) share.tally.reset();
  await simulation.run(duration);

  const measured: [name: keyof Exact, value: number][] = [
    ['Wq', waits.mean],
    ['W', stays.mean],
    ['pWait', waited.mean],
    ['L', present.mean],
    ['Lq', present.mean - busy.mean],
    ['utilisation', busy.mean / servers],
    ['blocking', lost.mean],
    ...shares.map(({ name, tally }): [keyof Exact, number] => [name, tally.mean]),
  ];
  return measured.filter(([name]) => exact[name] !== undefined);
}

const exponential = (random: RandomStream) => random.exponential(1);
const constant = () => 1;
/** Service times of mean 1 and that squared coefficient of variation. */
const gamma = (variation: number) => (random: RandomStream) => random.gamma(1 / variation, variation);

/** The share lost where nobody can wait: Erlang's formula B, by its recurrence. */
function erlangB(servers: number, offered: number): number {
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (offered * blocking) / (c + offered * blocking);
  return blocking;
}

test('M/M/3 waits as Erlang C says', async () => {
  const [servers, lambda] = [3, 2.4];
  const blocking = erlangB(servers, lambda);
  const pWait = blocking / (1 - (lambda / servers) * (1 - blocking));
  const Wq = pWait / (servers - lambda);
  // The wait of those who wait is exponential.
  const quantile = (p: number) => Math.log(pWait / (1 - p)) / (servers - lambda);
  await expectExact(
    { servers, lambda, service: exponential, variation: 1 },
    {
      pWait,
      Wq,
      W: Wq + 1,
      Lq: lambda * Wq,
      L: lambda * (Wq + 1),
      utilisation: 0.8,
      p95Wait: quantile(0.95),
      p99Wait: quantile(0.99),
    },
  );
});

test('M/D/1 and M/G/1 wait as Pollaczek and Khinchine say', async () => {
  const rho = 0.75;
  for (const [variation, service] of [
    [0, constant],
    [0.5, gamma(0.5)],
    [3, gamma(3)],
  ] as const) {
    const Wq = ((1 + variation) / 2) * (rho / (1 - rho));
    await expectExact(
      { servers: 1, lambda: rho, service, variation },
      { Wq, W: Wq + 1, L: rho * (Wq + 1), pWait: rho },
    );
  }
});

test('M/M/4/4 loses as Erlang B says', async () => {
  await expectExact(
    { servers: 4, lambda: 3, service: exponential, variation: 1, room: 4 },
    { blocking: erlangB(4, 3), L: 3 * (1 - erlangB(4, 3)) },
  );
});

test('customer for customer, waits are those of the recurrence for c servers', async () => {
  // Kiefer and Wolfowitz: when each server will be free, seen by the one who arrives. For one server it is Lindley's.
  for (const [servers, lambda] of [
    [1, 0.95],
    [3, 2.7],
    [20, 19],
  ] as const) {
    const simulation = new Simulation({ seed: servers });
    const arrivals = simulation.random('arrivals');
    const services = simulation.random('services');
    const server = simulation.resource(servers);
    const free = new Array<number>(servers).fill(0);
    let worst = 0;
    let longest = 0;
    simulation.process(function* source() {
      for (let i = 0; i < 20_000; i++) {
        yield arrivals.exponential(1 / lambda);
        const came = simulation.now;
        const service = services.exponential(1);
        const begins = Math.max(came, free[0]!);
        free[0] = begins + service;
        free.sort((a, b) => a - b);
        simulation.process(function* customer() {
          yield* server.acquire();
          worst = Math.max(worst, Math.abs(simulation.now - begins));
          longest = Math.max(longest, simulation.now - came);
          yield service;
          server.release();
        });
      }
    });
    await simulation.run();
    expect(longest).toBeGreaterThan(1);
    // The clock keeps microseconds, the recurrence the whole number: 20,000 roundings walk no further than this.
    expect(worst).toBeLessThan(1e-3);
  }
});

const file = new URL('../../../../shared/oracles/queueing.jsonl', import.meta.url);
type Row = Exact & {
  kind: string;
  servers: number;
  lambda: number;
  offered: number;
  rho: number;
  cs2: number;
  K: number;
};

/** The model that a row describes, where it is one of these. */
function queueOf({ kind, servers, lambda, offered, rho, cs2, K }: Row): Queue | undefined {
  switch (kind) {
    case 'M/M/c':
      return { servers, lambda, service: exponential, variation: 1 };
    case 'M/M/1':
      return { servers: 1, lambda: rho, service: exponential, variation: 1 };
    case 'M/D/1':
      return { servers: 1, lambda: rho, service: constant, variation: 0 };
    case 'M/G/1':
      return { servers: 1, lambda: rho, service: gamma(cs2), variation: cs2 };
    case 'M/M/1/K':
      return { servers: 1, lambda: rho, service: exponential, variation: 1, room: K };
    case 'erlang-b':
      return { servers, lambda: offered, service: exponential, variation: 1, room: servers };
    default:
      return undefined;
  }
}

if (!existsSync(file)) {
  test.skip('the oracle: ../shared/oracles/queueing.jsonl is not here');
} else {
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const row = JSON.parse(line) as Row;
    const queue = queueOf(row);
    if (!queue) continue;
    const label = Object.entries(row).filter(([name]) =>
      /^(kind|servers|lambda|offered|rho|cs2|K)$/.test(name),
    );
    test(`the oracle: ${label.map(([, value]) => value).join(' ')}`, async () => {
      await expectExact(queue, row);
    });
  }
}
