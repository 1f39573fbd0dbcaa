import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Simulation } from '../../kernel/index.ts';
import { Endpoints } from '../../cloud/endpoints/index.ts';
import { Cookies } from './cookies.ts';
import { LatencyHistogram, Outcomes, users, visitors } from './index.ts';
import { clientOf, poisson, setup } from './setup.fixture.ts';

test('a closed loop obeys the interactive response time law, X = N / (Z + R)', async () => {
  for (const [count, think] of [
    [5, 1],
    [50, 1],
  ] as const) {
    const simulation = new Simulation();
    const endpoints = new Endpoints(simulation);
    const worker = simulation.resource(1);
    const service = simulation.random('service');
    endpoints.listen('server', function* () {
      yield* worker.use(service.exponential(0.1));
      return { status: 200 };
    });
    const outcomes = new Outcomes();
    const client = clientOf(simulation, endpoints, { onEnd: outcomes.add });
    users(simulation, {
      count,
      thinkTime: (random) => random.exponential(think),
      client,
      visit: (user) => user.request({ host: 'server' }),
    });
    await simulation.run(5000);
    const throughput = outcomes.goodput(5000);
    assert(Math.abs(throughput / (count / (think + outcomes.latency.mean)) - 1) < 0.02);
    // One worker gives 10 a second at most: fifty users just wait longer.
    if (count === 50) assert(throughput > 9.7 && throughput < 10.3);
  }
});

test('users that stop leave nothing under way', async () => {
  const { simulation, client, server, outcomes } = setup(function* () {
    yield 10;
    return { status: 200 };
  });
  const crowd = users(simulation, {
    count: 3,
    thinkTime: 1,
    client,
    visit: (user) => user.request({ host: 'server' }),
  });
  await simulation.run(5);
  crowd.stop();
  await simulation.run();
  assert.deepEqual([outcomes.aborts, outcomes.calls, server.wasted], [3, 3, 3]);
});

test('an open load comes however slow the server is', async () => {
  const { simulation, client, outcomes } = setup(
    function* () {
      yield 3;
      return { status: 200 };
    },
    { maxPerHost: Infinity },
  );
  visitors(simulation, {
    arrivals: (arrive) => poisson(simulation, 20, (n) => simulation.process(() => arrive(n)), { until: 100 }),
    client,
    visit: function* (user) {
      yield* user.request({ host: 'server' });
      yield 1;
      yield* user.request({ host: 'server' });
    },
  });
  await simulation.run();
  assert(Math.abs(outcomes.calls - 4000) < 4 * Math.sqrt(2000) * 2);
});

test('a user keeps the cookies that a server gives', async () => {
  const simulation = new Simulation();
  const endpoints = new Endpoints(simulation);
  const seen: (string | undefined)[] = [];
  let served = 0;
  endpoints.listen('sticky', ({ cookies }) => {
    seen.push(cookies?.get('AWSALB'));
    served++;
    return { status: 200, setCookies: served === 1 ? [{ name: 'AWSALB', value: 'one', maxAge: 5 }] : [] };
  });
  const own = clientOf(simulation, endpoints);
  const crowd = users(simulation, {
    count: 1,
    thinkTime: 2,
    client: own,
    visit: (user) => user.request({ host: 'sticky' }),
  });
  await simulation.run(9);
  crowd.stop();
  assert.deepEqual(seen, [undefined, 'one', 'one', undefined]);
});

test('cookies: by host and name, until they expire', () => {
  const cookies = new Cookies();
  cookies.set(
    'a',
    [
      { name: '__proto__', value: 'x' },
      { name: 'short', value: 'y', maxAge: 10 },
    ],
    0,
  );
  assert.deepEqual(
    [...cookies.for('a', 9)],
    [
      ['__proto__', 'x'],
      ['short', 'y'],
    ],
  );
  assert.deepEqual([...cookies.for('a', 10)], [['__proto__', 'x']]);
  cookies.set('a', [{ name: '__proto__', value: '', maxAge: 0 }], 11);
  assert.deepEqual([...cookies.for('a', 11)], []);
  assert.deepEqual([...cookies.for('b', 0)], []);
});

test('quantiles of a histogram are within 0.4 % of exact ones', () => {
  const random = new Simulation({ seed: 7 }).random('latencies');
  for (const draw of [
    () => random.exponential(0.2),
    () => random.logNormal(0.05, 0.2),
    () => random.uniform(0, 2000),
    () => random.integer(1, 200) / 1e6,
  ]) {
    const histogram = new LatencyHistogram();
    const exact: number[] = [];
    for (let i = 0; i < 5000; i++) {
      const value = draw();
      exact.push(value);
      histogram.add(value);
    }
    exact.sort((a, b) => a - b);
    for (const p of [0, 0.01, 0.5, 0.9, 0.99, 0.999, 1]) {
      const wanted = exact[Math.max(0, Math.ceil(p * 5000) - 1)]!;
      assert(
        Math.abs(histogram.quantile(p) - wanted) <= wanted / 250 + 1e-6,
        `${p}: ${histogram.quantile(p)} ${wanted}`,
      );
    }
    assert(Math.abs(histogram.mean / (exact.reduce((a, b) => a + b) / 5000) - 1) < 1e-9);
  }
  const histogram = new LatencyHistogram();
  assert(
    Number.isNaN(histogram.quantile(0.5)) && Number.isNaN(histogram.mean) && Number.isNaN(histogram.max),
  );
  histogram.add(1e9);
  assert.equal(histogram.quantile(0.99), 1e9);
  assert.throws(() => histogram.add(NaN), RangeError);
});

test('same seed, same history', async () => {
  const run = async () => {
    const { simulation, client, outcomes } = setup(
      function* () {
        yield 0.05;
        return { status: 200 };
      },
      {},
      { network: () => ({ delay: 0.01, loss: 0.05 }) },
    );
    users(simulation, {
      count: 20,
      thinkTime: (random) => random.exponential(1),
      client,
      visit: (user) => user.request({ host: 'server' }),
    });
    await simulation.run(200);
    return [outcomes.calls, outcomes.latency.mean, outcomes.latency.max];
  };
  assert.deepEqual(await run(), await run());
});
