import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Interrupt, type Simulation } from '../../kernel/index.ts';
import type { Condition } from '../../cloud/endpoints/index.ts';
import type { HttpClientOptions, Outcome, RetryPolicy } from './index.ts';
import { setup } from './setup.fixture.ts';

const retries = (maxAttempts: number, wait = 0): RetryPolicy => ({ maxAttempts, wait: () => wait });

function said(outcome: Outcome): string {
  const what =
    outcome.kind === 'response'
      ? outcome.response.status
      : outcome.kind === 'error'
        ? outcome.error.failure
        : 'abort';
  return `${what} after ${outcome.latency.toFixed(3)} s, ${outcome.attempts} attempts`;
}

async function ask(simulation: Simulation, call: PromiseLike<Outcome>): Promise<string> {
  const outcome = await call;
  return said(outcome);
}

// A round trip is 20 ms; the work takes 100 ms.
const conditions: [Condition | 'vacant', HttpClientOptions, string][] = [
  [{ kind: 'accept' }, {}, '200 after 0.140 s, 1 attempts'],
  [{ kind: 'accept' }, { handshake: 2 }, '200 after 0.180 s, 1 attempts'],
  [{ kind: 'refuse' }, {}, 'refused after 0.020 s, 1 attempts'],
  [{ kind: 'refuse' }, { retries: retries(3, 1) }, 'refused after 2.060 s, 3 attempts'],
  [{ kind: 'black-hole' }, { connectTimeout: 2 }, 'connect timeout after 2.000 s, 1 attempts'],
  [{ kind: 'slow', by: 5 }, {}, '200 after 5.140 s, 1 attempts'],
  [{ kind: 'slow', by: 5 }, { readTimeout: 3 }, 'read timeout after 3.020 s, 1 attempts'],
  [
    { kind: 'slow', by: 5 },
    { callTimeout: 1, retries: retries(9) },
    'call timeout after 1.000 s, 1 attempts',
  ],
  [{ kind: 'close-early', after: 0.5 }, {}, 'reset after 0.540 s, 1 attempts'],
  [{ kind: 'status', status: 503 }, { retries: retries(2) }, '503 after 0.060 s, 2 attempts'],
  [{ kind: 'status', status: 404 }, { retries: retries(2) }, '404 after 0.040 s, 1 attempts'],
  ['vacant', { connectTimeout: 1, retries: retries(2) }, 'connect timeout after 2.000 s, 2 attempts'],
];

for (const [condition, options, expected] of conditions) {
  test(`${JSON.stringify(condition)} with ${JSON.stringify(options)}: ${expected}`, async () => {
    const work = function* () {
      yield 0.1;
      return { status: 200 };
    };
    const { simulation, endpoints, server, client } = setup(work, options);
    if (condition === 'vacant') endpoints.remove('server');
    else server.condition = condition;
    const host = condition === 'vacant' ? '192.0.2.1' : 'server';
    assert.equal(await ask(simulation, client.request({ host })), expected);
    await simulation.run(10);
    assert.equal(client.pool.places('server').inUse, 0);
  });
}

test('a request that may have arrived is repeated only where that does no harm', async () => {
  for (const [method, idempotent, attempts] of [
    ['GET', undefined, 3],
    ['POST', undefined, 1],
    ['POST', true, 3],
    ['PUT', undefined, 3],
  ] as const) {
    const { simulation, server, client } = setup(undefined, { retries: retries(3) });
    server.condition = { kind: 'close-early' };
    const outcome = await client.request({ host: 'server', method, idempotent });
    assert.equal(outcome.attempts, attempts, method);
    await simulation.run();
  }
});

test('a connection is used again, until it has been idle too long', async () => {
  const { simulation, server, client } = setup(undefined, { idleTimeout: 10 });
  for (const [pause, accepted] of [
    [0, 1],
    [9, 1],
    [11, 2],
  ] as const) {
    await simulation.run(pause);
    await client.request({ host: 'server' });
    assert.equal(server.accepted, accepted);
  }
  assert.equal(client.pool.idle('server'), 1);
  client.pool.close();
  await simulation.run(1);
  assert.equal(server.connections, 0);
});

test('a server that closes idle connections before its client resets what is on its way', async () => {
  const { simulation, endpoints, client } = setup(undefined, { idleTimeout: 60 });
  endpoints.listen('hasty', () => ({ status: 200 }), { idleTimeout: 5 });
  await client.request({ host: 'hasty' });
  // It answered at 0.03 and closes at 5.03; what is sent at 5.025 meets a closed connection at 5.035.
  await simulation.run(5.025 - simulation.now);
  assert.equal(await ask(simulation, client.request({ host: 'hasty' })), 'reset after 0.015 s, 1 attempts');
  // A little later the client knows, and opens another.
  assert.equal(await ask(simulation, client.request({ host: 'hasty' })), '200 after 0.040 s, 1 attempts');
});

test('a host has so many connections; the others wait, and no place is lost by those who give up', async () => {
  const work = function* () {
    yield 1;
    return { status: 200 };
  };
  const { simulation, server, client, outcomes } = setup(work, { maxPerHost: 2, poolTimeout: 2.5 });
  const calls = Array.from({ length: 8 }, () => client.request({ host: 'server' }));
  simulation.schedule(0.5, () => calls[4]!.abort());
  await simulation.run(20);
  assert.deepEqual(
    calls.map((call) => said(call.take())),
    [
      '200 after 1.040 s, 1 attempts',
      '200 after 1.040 s, 1 attempts',
      '200 after 2.060 s, 1 attempts',
      '200 after 2.060 s, 1 attempts',
      'abort after 0.500 s, 1 attempts',
      '200 after 3.080 s, 1 attempts',
      '200 after 3.080 s, 1 attempts',
      'pool timeout after 2.500 s, 1 attempts',
    ],
  );
  assert.equal(server.accepted, 2);
  assert.equal(client.pool.places('server').inUse, 0);
  assert.equal(client.pool.places('server').waiting, 0);
  assert.equal(outcomes.calls, 8);
});

test('whoever is called away takes the request along; the server works for nothing', async () => {
  const work = function* () {
    yield 1;
    return { status: 200 };
  };
  const { simulation, server, client, outcomes } = setup(work);
  const user = simulation.process(function* () {
    try {
      yield* client.request({ host: 'server' });
    } catch (error) {
      assert(error instanceof Interrupt);
    }
  });
  simulation.schedule(0.5, () => user.interrupt());
  await simulation.run(5);
  assert.deepEqual([outcomes.aborts, server.requests, server.wasted, server.connections], [1, 1, 1, 0]);
});

test('a server that dies resets its connections, and works no more', async () => {
  let cleared = false;
  const work = function* () {
    try {
      yield 1;
    } finally {
      cleared = true;
    }
    return { status: 200 };
  };
  const { simulation, server, client } = setup(work);
  const call = client.request({ host: 'server' });
  simulation.schedule(0.5, () => (server.condition = { kind: 'refuse' }));
  assert.equal(await ask(simulation, call), 'reset after 0.510 s, 1 attempts');
  await simulation.run(5);
  assert.deepEqual([cleared, server.requests, server.responses, server.connections], [true, 1, 0, 0]);
});

test('a mistake in a handler stops the run', async () => {
  const { simulation, client } = setup(() => {
    throw new TypeError('oops');
  });
  client.request({ host: 'server' });
  await assert.rejects(simulation.run(1), /oops/);
});

test('a handler is a plain function, a generator, or async code', async () => {
  const { simulation, endpoints, client } = setup();
  endpoints.listen('plain', () => ({ status: 200 }));
  endpoints.listen('generator', function* () {
    yield 1;
    return { status: 201 };
  });
  endpoints.listen('async', async () => {
    await simulation.sleep(1);
    const inner = await client.request({ host: 'plain' });
    await simulation.sleep(1);
    return { status: inner.kind === 'response' ? 202 : 500 };
  });
  for (const [host, expected] of [
    ['plain', '200 after 0.040 s, 1 attempts'],
    ['generator', '201 after 1.040 s, 1 attempts'],
    ['async', '202 after 2.060 s, 1 attempts'],
  ] as const)
    assert.equal(await ask(simulation, client.request({ host })), expected);
});

test('lost packets cost seconds, not answers', async () => {
  const { simulation, client, outcomes } = setup(
    undefined,
    { maxPerHost: Infinity, connectTimeout: 200, readTimeout: 200 },
    { network: () => ({ delay: 0.01, loss: 0.1 }) },
  );
  for (let i = 0; i < 2000; i++) client.request({ host: 'server' });
  await simulation.run(1000);
  assert.equal(outcomes.good, 2000);
  assert(Math.abs(outcomes.latency.quantile(0.5) - 0.04) < 0.001);
  // Four messages, each of which comes at the first try with 0.9: 34 % of the requests wait a second or more.
  const late = 1 - 0.9 ** 4;
  assert(outcomes.latency.quantile(1 - late - 0.05) < 1);
  assert(outcomes.latency.quantile(1 - late + 0.05) > 1);
});

test('a partition is silence', async () => {
  let up = false;
  const { simulation, client } = setup(
    undefined,
    { connectTimeout: 1 },
    { network: () => ({ delay: 0.01, up }) },
  );
  assert.equal(
    await ask(simulation, client.request({ host: 'server' })),
    'connect timeout after 1.000 s, 1 attempts',
  );
  up = true;
  assert.equal(await ask(simulation, client.request({ host: 'server' })), '200 after 0.040 s, 1 attempts');
});

test('each call ends once, whatever happens; nothing is left over', async () => {
  const kinds: Condition[] = [
    { kind: 'accept' },
    { kind: 'refuse' },
    { kind: 'black-hole' },
    { kind: 'slow', by: 0.7 },
    { kind: 'close-early', after: 0.05 },
    { kind: 'status', status: 503 },
  ];
  for (let seed = 1; seed <= 20; seed++) {
    const options: HttpClientOptions = {
      connectTimeout: 0.3,
      readTimeout: 0.5,
      poolTimeout: 0.4,
      callTimeout: 1.5,
      maxPerHost: 3,
      idleTimeout: 0.5,
      retries: retries(3, 0.1),
      breaker: { window: 10, openFor: 1 },
    };
    const network = { network: () => ({ delay: 0.01, loss: 0.02 }) };
    const { simulation, endpoints, client, outcomes } = setup(undefined, options, network, seed);
    const random = simulation.random('test');
    const server = endpoints.listen(
      'host',
      function* () {
        yield random.exponential(0.1);
        return { status: random.bernoulli(0.9) ? 200 : 500, close: random.bernoulli(0.2) };
      },
      { idleTimeout: 0.4 },
    );
    let ended = 0;
    const sent = 300;
    for (let i = 0; i < sent; i++) {
      simulation.schedule(random.uniform(0, 30), () => {
        const call = client.request({ host: 'host' });
        if (random.bernoulli(0.2)) simulation.schedule(random.uniform(0, 1), () => call.abort());
        simulation.process(function* () {
          yield* call;
          ended++;
        });
      });
    }
    for (let i = 0; i < 40; i++)
      simulation.schedule(random.uniform(0, 30), () => (server.condition = random.choice(kinds)));
    simulation.schedule(30, () => (server.condition = { kind: 'accept' }));
    await simulation.run(60);
    assert.equal(ended, sent);
    assert.equal(outcomes.calls, sent);
    assert.equal(outcomes.responses + outcomes.errors + outcomes.aborts, sent);
    const places = client.pool.places('host');
    assert.deepEqual([places.inUse, places.waiting, server.connections], [0, 0, 0], `seed ${seed}`);
  }
});
