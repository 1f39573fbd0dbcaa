import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { type RandomStream, Simulation, Tally } from '../../../kernel/index.ts';
import { Host } from './host.ts';

/*
 * Queues whose means are known exactly. A run begins empty, warms up and is measured; the mean of the runs must come within
 * four standard errors of the exact value. At a load of 0.95 a row takes some seconds: with LONG=1 only.
 */

interface Queue {
  /** Arrivals a second; a service takes 1 s in the mean. */
  lambda: number;
  vcpus: number;
  concurrency?: number;
  backlog?: number;
  /** The squared coefficient of variation of a service. */
  variation: number;
}

const RUNS = 16;
const LONG = process.env.LONG === '1';

function service(random: RandomStream, variation: number): number {
  if (variation === 0) return 1;
  if (variation === 1) return random.exponential(1);
  if (variation < 1) return random.erlang(1 / variation, 1);
  // Two exponentials, each with half of the work.
  const p = (1 + Math.sqrt((variation - 1) / (variation + 1))) / 2;
  return random.next() < p ? random.exponential(1 / (2 * p)) : random.exponential(1 / (2 * (1 - p)));
}

async function measure(queue: Queue, seed: number, warmUp: number, count: number) {
  const simulation = new Simulation({ seed });
  const arrivals = simulation.random('arrivals');
  const services = simulation.random('services');
  const host = new Host(simulation, queue);
  const times = new Tally();
  let refused = 0;
  let offered = 0;
  let busyBefore = 0;
  let start = 0;
  const arrive = () => {
    if (offered >= warmUp + count) return;
    const measured = offered++ >= warmUp;
    if (offered === warmUp + 1) {
      busyBefore = host.busySeconds;
      start = simulation.now;
    }
    const since = simulation.now;
    host.submit(service(services, queue.variation), (outcome) => {
      if (!measured) return;
      if (outcome === 'refused') refused++;
      else times.add(simulation.now - since);
    });
    simulation.schedule(arrivals.exponential(1 / queue.lambda), arrive);
    if (offered === warmUp + count) end = [simulation.now, host.busySeconds];
  };
  let end: [number, number] = [0, 0];
  simulation.schedule(0, arrive);
  await simulation.run();
  return {
    W: times.mean,
    blocking: refused / count,
    utilisation: (end[1] - busyBefore) / (end[0] - start) / queue.vcpus,
  };
}

async function compare(queue: Queue, exact: { W?: number; blocking?: number; utilisation?: number }) {
  const rho = queue.lambda / queue.vcpus;
  const bounded = queue.backlog !== undefined;
  const relaxation = bounded ? 10 : (1 + queue.variation) / 2 / queue.vcpus / (1 - Math.sqrt(rho)) ** 2;
  const count = Math.ceil(rho < 0.85 || bounded ? 6000 : rho < 0.93 ? 24_000 : 100_000);
  const warmUp = Math.ceil(queue.lambda * (20 + 2 * relaxation));
  const tallies = { W: new Tally(), blocking: new Tally(), utilisation: new Tally() };
  for (let seed = 1; seed <= RUNS; seed++) {
    const measured = await measure(queue, seed, warmUp, count);
    for (const name of ['W', 'blocking', 'utilisation'] as const) tallies[name].add(measured[name]);
  }
  for (const name of ['W', 'blocking', 'utilisation'] as const) {
    const value = exact[name];
    if (value === undefined) continue;
    const { mean, standardError } = tallies[name];
    // In heavy traffic a run holds few independent observations, and its spread understates the error.
    const independent = (RUNS * count) / queue.lambda / relaxation;
    const error = Math.max(
      standardError,
      name === 'W' && !bounded ? (value - 1) / Math.sqrt(independent) : 0,
    );
    assert.ok(Math.abs(mean - value) <= 4 * error + 1e-4, `${name}: ${mean} ± ${error}, exactly ${value}`);
  }
}

/** A row of the closed forms. */
interface Row {
  kind: string;
  servers?: number;
  lambda?: number;
  offered?: number;
  rho?: number;
  cs2?: number;
  K?: number;
  W?: number;
  blocking?: number;
  utilisation?: number;
}

function queueOf({
  kind,
  servers = 1,
  lambda = 0,
  offered = 0,
  rho = 0,
  cs2 = 1,
  K = 0,
}: Row): Queue | undefined {
  switch (kind) {
    case 'M/M/1':
      return { lambda: rho, vcpus: 1, concurrency: 1, variation: 1 };
    case 'M/D/1':
      return { lambda: rho, vcpus: 1, concurrency: 1, variation: 0 };
    case 'M/G/1':
      return { lambda: rho, vcpus: 1, concurrency: 1, variation: cs2 };
    case 'M/M/c':
      return { lambda, vcpus: servers, concurrency: servers, variation: 1 };
    case 'M/G/1-PS':
      return { lambda: rho, vcpus: 1, variation: 4 };
    case 'M/M/1/K':
      return { lambda: rho, vcpus: 1, concurrency: 1, backlog: K - 1, variation: 1 };
    case 'erlang-b':
      return { lambda: offered, vcpus: servers, concurrency: servers, backlog: 0, variation: 1 };
    default:
      return undefined;
  }
}

const file = new URL('../../../../../../shared/oracles/queueing.jsonl', import.meta.url);
const rows = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];
/** Queues of one host that settle soon enough: loads of 0.95 with LONG=1, those of 0.99 not at all. */
const settled = rows.flatMap((row) => {
  const queue = queueOf(row);
  if (!queue) return [];
  const rho = queue.lambda / queue.vcpus;
  if (queue.backlog === undefined && (rho > 0.96 || (rho > 0.93 && !LONG))) return [];
  return [{ name: `${row.kind} at ${rho} with ${queue.vcpus}, ${queue.variation}`, row, queue, rho }];
});

if (settled.length === 0) test.skip('the oracle: ../shared/oracles/queueing.jsonl is not here');
else
  test.each(settled)('$name agrees with its closed form', async ({ row, queue, rho }) => {
    const { W, blocking, utilisation = row.kind === 'M/G/1-PS' ? rho : undefined } = row;
    await compare(queue, { W, blocking, utilisation });
  });

test('processor sharing does not care how demands are spread', async () => {
  for (const variation of [0, 0.25, 1, 4])
    await compare({ lambda: 0.7, vcpus: 1, variation }, { W: 1 / 0.3, utilisation: 0.7 });
});

test('shared by as many vCPUs as wait in line, exponential demands take as long either way', async () => {
  // Erlang C for 4 servers at 0.8.
  const W = 1 + 0.5964 / (4 * (1 - 0.8));
  await compare({ lambda: 3.2, vcpus: 4, concurrency: 4, variation: 1 }, { W, utilisation: 0.8 });
  await compare({ lambda: 3.2, vcpus: 4, variation: 1 }, { W, utilisation: 0.8 });
});
