import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Simulation } from '../../kernel/index.ts';
import { Endpoints } from '../../cloud/endpoints/index.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { Outcomes, RetryBudget, expectedAttempts, layered, type HttpClientOptions } from './index.ts';
import { clientOf, poisson, setup } from './setup.fixture.ts';

const retries = (maxAttempts: number) => ({ maxAttempts, wait: () => 0.01 });

test('calls take 1 + f + … + f^(n−1) attempts', async () => {
  for (const [f, n] of [
    [0.5, 3],
    [0.9, 5],
    [0.1, 10],
    [1, 4],
  ] as const) {
    const flaky = setup(() => ({ status: random.bernoulli(f) ? 503 : 200 }), { retries: retries(n) });
    const random = flaky.simulation.random('failures');
    for (let i = 0; i < 20_000; i++)
      flaky.simulation.schedule(i / 100, () => void flaky.client.request({ host: 'server' }));
    await flaky.simulation.run();
    const exact = expectedAttempts(f, n);
    assert(Math.abs(flaky.outcomes.amplification / exact - 1) < 0.02, `f ${f}, n ${n}`);
    assert.equal(flaky.server.requests, flaky.outcomes.attempts);
  }
});

/** A chain of services, each a client of the next; the last one fails. Gives how often that is asked for one call. */
async function chain(layers: number, tries: number): Promise<number> {
  const simulation = new Simulation();
  const endpoints = new Endpoints(simulation);
  const last = endpoints.listen('layer 0', () => ({ status: 503 }));
  const client = clientOf(simulation, endpoints, { retries: retries(tries) });
  for (let layer = 1; layer < layers; layer++) {
    endpoints.listen(`layer ${layer}`, function* () {
      const outcome = yield* client.request({ host: `layer ${layer - 1}` });
      return outcome.kind === 'response' ? outcome.response : { status: 502 };
    });
  }
  await client.request({ host: `layer ${layers - 1}` });
  return last.requests;
}

test('layers that all retry multiply', async () => {
  // Five layers of three tries, as https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ counts: 243.
  assert.equal(await chain(5, 3), 243);
  assert.equal(layered(3, 5), 243);
  for (const [layers, tries] of [
    [1, 4],
    [2, 3],
    [3, 2],
    [4, 2],
  ] as const)
    assert.equal(await chain(layers, tries), layered(tries, layers));
});

test('a budget lets retries fade out where all calls fail, and leaves one in so many where few do', async () => {
  const fails = { capacity: 100, cost: 5, refund: 1 };
  for (const [f, low, high] of [
    // The bucket, once: 20 retries for 20,000 calls.
    [1, 1.001, 1.001],
    // Too few successes to pay for 0.5 retries a call: 0.2 of a success at once each, and those that a retry won, paid back.
    [0.5, 1.1, 1.3],
    // Retries of few failures are all paid for.
    [0.05, 1.045, 1.06],
  ] as const) {
    const flaky = setup(() => ({ status: random.bernoulli(f) ? 503 : 200 }), {
      retries: retries(3),
      budget: new RetryBudget(fails),
    });
    const random = flaky.simulation.random('failures');
    for (let i = 0; i < 20_000; i++)
      flaky.simulation.schedule(i / 100, () => void flaky.client.request({ host: 'server' }));
    await flaky.simulation.run();
    const { amplification } = flaky.outcomes;
    assert(amplification >= low && amplification <= high, `f ${f}: ${amplification}`);
  }
});

test('a budget never goes below 0 or above its capacity, and pays back what a retry took', () => {
  const budget = new RetryBudget();
  assert.equal(budget.take(false), 5);
  assert.equal(budget.take(true), 10);
  assert.equal(budget.tokens, 485);
  budget.succeed(10);
  budget.succeed(undefined);
  assert.equal(budget.tokens, 496);
  for (let i = 0; i < 100; i++) budget.succeed(undefined);
  assert.equal(budget.tokens, 500);
  while (budget.take(true) !== undefined);
  assert.equal(budget.tokens, 0);
  assert.throws(() => new RetryBudget({ capacity: 1, cost: -1, refund: 0 }), RangeError);
});

test('a circuit breaker: closed, open, half-open', () => {
  let now = 0;
  const breaker = new CircuitBreaker(() => now, { window: 4, threshold: 0.5, openFor: 10, probes: 2 });
  const call = (how: 'succeed' | 'fail') => {
    const pass = breaker.allow();
    if (pass === undefined) return 'held back';
    breaker[how](pass);
    return breaker.state;
  };
  const late = breaker.allow()!;
  const steps: [number, 'succeed' | 'fail', string][] = [
    [0, 'fail', 'closed'],
    [0, 'succeed', 'closed'],
    [0, 'succeed', 'closed'],
    [0, 'fail', 'open'],
    [9, 'succeed', 'held back'],
    [10, 'succeed', 'half-open'],
    [10, 'fail', 'open'],
    [19, 'succeed', 'held back'],
    [20, 'succeed', 'half-open'],
    [20, 'succeed', 'closed'],
    [20, 'fail', 'closed'],
  ];
  for (const [time, how, state] of steps) {
    now = time;
    assert.equal(call(how), state, `${time} ${how}`);
  }
  // A call from before all this tells nothing any more.
  breaker.fail(late);
  assert.equal(breaker.state, 'closed');
});

test('only so many probes go at once; one that was called off makes room', () => {
  let now = 0;
  const breaker = new CircuitBreaker(() => now, { window: 1, openFor: 1 });
  breaker.fail(breaker.allow()!);
  now = 1;
  const probe = breaker.allow()!;
  assert.equal(breaker.allow(), undefined);
  breaker.forget(probe);
  breaker.succeed(breaker.allow()!);
  assert.equal(breaker.state, 'closed');
});

test('a client with a breaker spares a server that fails, and comes back', async () => {
  const { simulation, server, client, outcomes } = setup(undefined, { breaker: { openFor: 10 } });
  for (let i = 0; i < 6000; i++) simulation.schedule(i / 100, () => void client.request({ host: 'server' }));
  simulation.schedule(10, () => (server.condition = { kind: 'status', status: 503 }));
  simulation.schedule(35, () => (server.condition = { kind: 'accept' }));
  await simulation.run();
  // Ten or so until it opens, then a probe each 10 s: at 20, 30 and 40; it closes at 40.
  const failed = outcomes.statuses.get(503)!;
  assert(failed >= 10 && failed <= 20, `${failed}`);
  assert(Math.abs(outcomes.failures.get('circuit open')! - 3000) < 40);
  assert.equal(outcomes.calls, 6000);
});

/**
 * A server with 10 workers, 0.1 s a request, asked 80 times a second, stands still for 20 s. Goodput well after that: do
 * retries keep it down though the load is as before?
 */
async function afterwards(options: HttpClientOptions): Promise<number> {
  const simulation = new Simulation();
  const endpoints = new Endpoints(simulation);
  const workers = simulation.resource(10);
  let frozen = false;
  endpoints.listen('server', function* () {
    yield* workers.acquire();
    yield frozen ? 20 : 0.1;
    workers.release();
    return { status: 200 };
  });
  const outcomes = new Outcomes();
  const client = clientOf(simulation, endpoints, {
    readTimeout: 1,
    maxPerHost: Infinity,
    maxIdlePerHost: 0,
    onEnd: outcomes.add,
    ...options,
  });
  poisson(simulation, 80, () => client.request({ host: 'server' }), { until: 200 });
  simulation.schedule(20, () => (frozen = true));
  simulation.schedule(40, () => (frozen = false));
  await simulation.run(150);
  outcomes.reset();
  await simulation.run(50);
  return outcomes.goodput(50);
}

test('a retry storm outlives its cause; a budget ends it', async () => {
  const storm = await afterwards({ retries: { maxAttempts: 4, wait: () => 0.1 } });
  const budgeted = await afterwards({
    retries: { maxAttempts: 4, wait: () => 0.1 },
    budget: new RetryBudget({ capacity: 100, cost: 5, refund: 0.5 }),
  });
  assert(storm < 10, `storm: ${storm}`);
  assert(budgeted > 75, `budgeted: ${budgeted}`);
});
