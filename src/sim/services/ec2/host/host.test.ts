import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RandomStream, Simulation } from '../../../kernel/index.ts';
import { CpuMeter } from './cpu-meter.ts';
import { Heap } from './heap.ts';
import { Host, type HostOptions } from './host.ts';
import type { Job, Outcome } from './job.ts';
import { Pace } from './pace.ts';

/** Requests as [when they come, what they demand]; answers when each ended, and how. */
async function run(
  options: HostOptions,
  requests: [at: number, demand: number][],
  act?: (host: Host, simulation: Simulation) => void,
) {
  const simulation = new Simulation();
  const host = new Host(simulation, options);
  const ends: [at: number, outcome: Outcome][] = [];
  for (const [index, [at, demand]] of requests.entries()) {
    simulation.schedule(at, () => {
      host.submit(demand, (outcome) => (ends[index] = [Math.round(simulation.now * 1e5) / 1e5, outcome]));
    });
  }
  act?.(host, simulation);
  await simulation.run(1000);
  return { ends, host };
}

const times = async (options: HostOptions, requests: [number, number][]) =>
  (await run(options, requests)).ends.map(([at]) => at);

test('requests share the vCPUs evenly', async () => {
  const cases: [title: string, options: HostOptions, requests: [number, number][], ends: number[]][] = [
    ['one alone', { vcpus: 1 }, [[0, 2]], [2]],
    [
      'two alike',
      { vcpus: 1 },
      [
        [0, 1],
        [0, 1],
      ],
      [2, 2],
    ],
    [
      'a short one amid a long one',
      { vcpus: 1 },
      [
        [0, 3],
        [1, 1],
      ],
      [4, 3],
    ],
    [
      'one vCPU each',
      { vcpus: 2 },
      [
        [0, 1],
        [0, 2],
      ],
      [1, 2],
    ],
    [
      'three on two',
      { vcpus: 2 },
      [
        [0, 2],
        [0, 2],
        [0, 2],
      ],
      [3, 3, 3],
    ],
    ['nothing to do', { vcpus: 1 }, [[1, 0]], [1]],
    [
      'one worker: in line',
      { vcpus: 1, concurrency: 1 },
      [
        [0, 2],
        [0, 1],
        [0, 1],
      ],
      [2, 3, 4],
    ],
    [
      'more workers than vCPUs: they share',
      { vcpus: 1, concurrency: 2 },
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      [2, 2, 3],
    ],
    [
      'half a speed, rising',
      { vcpus: 1, warmUp: { from: 0.5, seconds: 10 } },
      [
        [0, 7.5],
        [10, 1],
      ],
      [10, 11],
    ],
  ];
  for (const [title, options, requests, ends] of cases)
    assert.deepEqual(await times(options, requests), ends, title);
});

test('what has no room is refused', async () => {
  const { ends } = await run({ vcpus: 1, concurrency: 1, backlog: 1 }, [
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  assert.deepEqual(
    ends.map(([, outcome]) => outcome),
    ['done', 'done', 'refused'],
  );
});

test('too much memory kills the application, and all in it', async () => {
  const simulation = new Simulation();
  const host = new Host(simulation, { vcpus: 1, memory: 100, restart: 10 });
  const outcomes: string[] = [];
  for (const name of ['a', 'b', 'c']) host.submit(1, (outcome) => outcomes.push(`${name} ${outcome}`), 40);
  assert.deepEqual(outcomes, ['c refused', 'a crashed', 'b crashed']);
  host.submit(1, (outcome) => outcomes.push(`d ${outcome}`));
  await simulation.run(10);
  host.submit(1, (outcome) => outcomes.push(`e ${outcome}`), 100);
  await simulation.run();
  assert.deepEqual(outcomes.slice(3), ['d refused', 'e done']);
  assert.equal(host.memory, 0);
});

test('a hung application keeps what it has and burns no CPU', async () => {
  const { ends, host } = await run(
    { vcpus: 1 },
    [
      [0, 2],
      [3, 1],
    ],
    (host, simulation) => {
      simulation.schedule(1, () => host.hang());
      simulation.schedule(5, () => host.heal());
    },
  );
  assert.deepEqual(ends, [
    [7, 'done'],
    [7, 'done'],
  ]);
  assert.ok(Math.abs(host.busySeconds - 3) < 1e-6);
});

test('a slow one is as busy as ever', async () => {
  const { ends, host } = await run({ vcpus: 1 }, [[0, 2]], (host) => host.slow(0.25));
  assert.deepEqual(ends, [[8, 'done']]);
  assert.ok(Math.abs(host.busySeconds - 8) < 1e-6);
  assert.ok(Math.abs(host.workDone - 2) < 1e-9);
});

test('a cap leaves a share of the vCPUs', async () => {
  const { ends } = await run(
    { vcpus: 2 },
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    (host) => (host.cap = 0.3),
  );
  assert.deepEqual(
    ends.map(([at]) => at),
    [5, 5, 5],
  );
});

test('utilisation ends at 100', async () => {
  const simulation = new Simulation();
  const host = new Host(simulation, { vcpus: 2 });
  const meter = new CpuMeter(host);
  const readings: number[] = [];
  for (let i = 1; i <= 3; i++) simulation.schedule(60 * i, () => readings.push(Math.round(meter.read(60))));
  for (let i = 0; i < 5; i++) host.submit(30, () => undefined);
  await simulation.run();
  assert.deepEqual(readings, [100, 25, 0]);
});

test('work is neither lost nor made', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const simulation = new Simulation({ seed });
    const random = simulation.random('all');
    const vcpus = random.integer(1, 8);
    const host = new Host(simulation, {
      vcpus,
      concurrency: random.bernoulli(0.5) ? random.integer(1, 20) : Infinity,
      backlog: random.bernoulli(0.5) ? random.integer(0, 20) : Infinity,
      memory: random.bernoulli(0.5) ? 30 : Infinity,
      restart: 2,
      warmUp: random.bernoulli(0.5) ? { from: 0.2, seconds: 30 } : undefined,
    });
    const ends = new Map<Outcome, number>();
    let demanded = 0;
    let submitted = 0;
    let cut = false;
    const jobs: Job[] = [];
    for (let i = 0; i < 400; i++) {
      simulation.schedule(random.uniform(0, 100), () => {
        const demand = random.exponential(0.2 * vcpus);
        submitted++;
        jobs.push(
          host.submit(
            demand,
            (outcome) => {
              ends.set(outcome, (ends.get(outcome) ?? 0) + 1);
              if (outcome === 'done') demanded += demand;
              if (outcome === 'crashed' || outcome === 'aborted') cut = true;
            },
            random.integer(0, 2),
          ),
        );
        if (random.bernoulli(0.05)) host.cap = random.uniform(0.1, 1);
        if (seed % 2 && random.bernoulli(0.1)) host.abort(random.choice(jobs));
        if (seed % 3 === 0 && random.bernoulli(0.02)) host.slow(random.uniform(0.1, 1));
      });
    }
    let last = 0;
    for (let i = 1; i < 200; i++) {
      simulation.schedule(i, () => {
        assert.ok(host.busySeconds >= last - 1e-5 && host.busySeconds - last <= vcpus + 1e-5);
        last = host.busySeconds;
      });
    }
    await simulation.run();
    assert.equal(
      [...ends.values()].reduce((a, b) => a + b, 0),
      submitted,
      'each request ends once',
    );
    assert.equal(host.running + host.waiting + host.memory, 0);
    if (cut) assert.ok(host.workDone >= demanded - 1e-6);
    else assert.ok(Math.abs(host.workDone - demanded) < 1e-6, `${host.workDone} ${demanded}`);
    assert.ok(host.workDone <= host.busySeconds + 1e-4);
  }
});

/** Processor sharing the plain way: each request's rest is worked off from event to event. */
function plainly(
  vcpus: number,
  requests: [at: number, demand: number][],
  changes: [at: number, cap: number][],
): number[] {
  const rest = requests.map(([, demand]) => demand);
  const ends: number[] = [];
  let now = 0;
  let cap = 1;
  for (;;) {
    const inside = [...requests.keys()].filter((i) => requests[i]![0] <= now && ends[i] === undefined);
    const coming = [...requests, ...changes].map(([at]) => at).filter((at) => at > now);
    const rate = Math.min(1, (vcpus * cap) / inside.length);
    const done = Math.min(...inside.map((i) => rest[i]! / rate)) + now;
    const next = Math.min(done, ...coming);
    if (next === Infinity) return ends;
    for (const i of inside) {
      rest[i]! -= rate * (next - now);
      if (rest[i]! < 1e-9) ends[i] = next;
    }
    now = next;
    for (const [at, to] of changes) if (at === now) cap = to;
  }
}

test('the same ends as worked off plainly', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new RandomStream(seed, 'plain');
    const vcpus = random.integer(1, 4);
    const micros = (value: number) => Math.round(value * 1e6) / 1e6;
    const requests = Array.from({ length: 80 }, (): [number, number] => [
      micros(random.uniform(0, 40)),
      random.exponential(0.6 * vcpus),
    ]);
    const changes = Array.from({ length: 5 }, (): [number, number] => [
      micros(random.uniform(0, 60)),
      random.uniform(0.2, 1),
    ]);
    const expected = plainly(vcpus, requests, changes);
    const simulation = new Simulation();
    const host = new Host(simulation, { vcpus });
    const ends: number[] = [];
    for (const [index, [at, demand]] of requests.entries()) {
      simulation.schedule(at, () => host.submit(demand, () => (ends[index] = simulation.now)));
    }
    for (const [at, cap] of changes) simulation.schedule(at, () => (host.cap = cap));
    await simulation.run();
    for (const [index, end] of ends.entries())
      assert.ok(Math.abs(end - expected[index]!) < 2e-6, `${seed}: ${end} ${expected[index]}`);
  }
});

test('reading the meter changes no run', async () => {
  const history = async (read: boolean) => {
    const simulation = new Simulation({ seed: 7 });
    const random = simulation.random('r');
    const host = new Host(simulation, { vcpus: 2, warmUp: { from: 0.3, seconds: 20 } });
    const log: string[] = [];
    for (let i = 0; i < 300; i++) {
      simulation.schedule(random.uniform(0, 60), () =>
        host.submit(random.exponential(0.3), () => log.push(`${i} ${simulation.now}`)),
      );
      simulation.schedule(random.uniform(0, 60), () => void (read && host.busySeconds + host.workDone));
    }
    await simulation.run();
    return log;
  };
  assert.deepEqual(await history(true), await history(false));
});

test('a pace and its inverse meet', () => {
  for (const pace of [new Pace(), new Pace({ from: 0.1, seconds: 60 }), new Pace({ from: 1, seconds: 5 })]) {
    for (let age = 0; age < 200; age += 0.37) assert.ok(Math.abs(pace.age(pace.work(age)) - age) < 1e-9);
  }
  assert.equal(new Pace({ from: 0.5, seconds: 10 }).speed(5), 0.75);
});

test('a heap gives back its least, whatever left in between', () => {
  const random = new RandomStream(1, 'heap');
  const heap = new Heap<{ tag: number; order: number; place: number }>();
  let inside: { tag: number; order: number; place: number }[] = [];
  for (let i = 0; i < 5000; i++) {
    if (random.bernoulli(0.55)) {
      const entry = { tag: random.integer(0, 50), order: i, place: -1 };
      heap.add(entry);
      inside.push(entry);
    } else if (inside.length > 0) {
      const entry = random.bernoulli(0.5) ? heap.first! : random.choice(inside);
      heap.remove(entry);
      inside = inside.filter((other) => other !== entry);
    }
    const least = inside.toSorted((a, b) => a.tag - b.tag || a.order - b.order)[0];
    assert.equal(heap.first, least);
  }
});
