import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Reply, Simulation } from '../../kernel/index.ts';
import { Endpoints, type HttpError, type DnsAnswer } from '../../cloud/endpoints/index.ts';
import { DnsCache, type DnsCacheOptions } from './dns-cache.ts';
import { hitRatio } from './index.ts';
import { clientOf, poisson } from './setup.fixture.ts';

function cache(options: DnsCacheOptions, ttl = 60) {
  const simulation = new Simulation();
  const zone: { answer: DnsAnswer | undefined; asked: number } = {
    answer: { addresses: ['a', 'b'], ttl },
    asked: 0,
  };
  const resolve = () => {
    zone.asked++;
    const reply = new Reply<DnsAnswer>(simulation);
    const { answer } = zone;
    if (answer) simulation.schedule(0.02, () => reply.resolve(answer));
    return reply;
  };
  const dns = new DnsCache(simulation, resolve, options);
  const lookup = () =>
    simulation.process(function* () {
      try {
        return (yield* dns.lookup('name')).join();
      } catch (error) {
        return (error as HttpError).failure;
      }
    });
  return { simulation, zone, dns, lookup };
}

/** What looking up gives at some times, where the answer becomes `c` at 100 s. */
const keeping: [DnsCacheOptions, string[]][] = [
  [{}, ['0 a,b', '50 b,a', '110 c', '170 c']],
  [{ rotate: false }, ['0 a,b', '50 a,b', '110 c', '170 c']],
  [{ keep: 'forever' }, ['0 a,b', '50 b,a', '110 a,b', '170 b,a']],
  [{ keep: 'none' }, ['0 a,b', '50 b,a', '110 c', '170 c']],
  [{ minTtl: 160 }, ['0 a,b', '50 b,a', '110 a,b', '170 c']],
  [{ maxTtl: 10 }, ['0 a,b', '50 b,a', '110 c', '170 c']],
];

for (const [options, expected] of keeping) {
  test(`an answer is held as told: ${JSON.stringify(options)}`, async () => {
    const { simulation, zone, lookup } = cache(options);
    simulation.schedule(100, () => (zone.answer = { addresses: ['c'], ttl: 60 }));
    const got: string[] = [];
    for (const time of [0, 50, 110, 170]) {
      await simulation.run(Math.max(0, time - simulation.now));
      got.push(`${time} ${await lookup()}`);
    }
    assert.deepEqual(got, expected);
  });
}

test('that there is no such name is held too, and no longer than told', async () => {
  for (const [options, until] of [
    [{}, 900],
    [{ maxNegativeTtl: 10 }, 10],
    [{ keep: 'forever' }, 900],
    [{ keep: 'forever', maxNegativeTtl: 0 }, 0],
  ] as const) {
    const { simulation, zone, lookup } = cache(options);
    zone.answer = { addresses: [], ttl: 900 };
    assert.equal(await lookup(), 'unknown host');
    zone.answer = { addresses: ['a'], ttl: 60 };
    if (until > 0) {
      await simulation.run(until - 1);
      assert.equal(await lookup(), 'unknown host');
    }
    await simulation.run(1);
    assert.equal(await lookup(), 'a');
  }
});

test('without an answer: a timeout, or the stale one where it may serve on', async () => {
  const { simulation, zone, lookup } = cache({ timeout: 3, serveStale: 1000 });
  await lookup();
  zone.answer = undefined;
  await simulation.run(500);
  assert.equal(await lookup(), 'b,a');
  await simulation.run(1000);
  const before = simulation.now;
  assert.equal(await lookup(), 'no DNS answer');
  assert.equal(simulation.now - before, 3);
});

test('those who ask at once share one question, though the first gives up', async () => {
  const { simulation, zone, dns, lookup } = cache({});
  const first = lookup();
  const others = [lookup(), lookup()];
  simulation.schedule(0.01, () => first.cancel());
  assert.deepEqual(await Promise.all(others.map(async (other) => await other)), ['a,b', 'b,a']);
  assert.deepEqual([zone.asked, dns.hits, dns.misses], [1, 2, 1]);
});

test('names such as __proto__ are names', async () => {
  const { simulation, dns } = cache({});
  for (const name of ['__proto__', 'constructor', '']) {
    const found = simulation.process(() => dns.lookup(name));
    assert.deepEqual(await found, ['a', 'b']);
  }
  assert.equal(dns.misses, 3);
});

test('the hit ratio of a Poisson asker is λT/(1+λT)', async () => {
  for (const [rate, ttl] of [
    [0.1, 60],
    [1, 1],
    [2, 30],
  ] as const) {
    const { simulation, dns, lookup } = cache({}, ttl);
    poisson(simulation, rate, lookup);
    const cycles = 4000;
    await simulation.run(cycles * (ttl + 1 / rate));
    const ratio = dns.hits / (dns.hits + dns.misses);
    // Of the answer's way, 20 ms, a little comes on top.
    assert(Math.abs(ratio - hitRatio(rate, ttl + 0.02)) < 0.01, `${rate}/s, ${ttl} s: ${ratio}`);
  }
  assert.equal(hitRatio(0.1, 60).toFixed(3), '0.857');
});

test('a client goes on to the next address where one does not answer', async () => {
  const { simulation, zone, dns } = cache({});
  const endpoints = new Endpoints(simulation);
  const b = endpoints.listen('b', () => ({ status: 200 }));
  const client = clientOf(simulation, endpoints, { dns, connectTimeout: 1 });
  const outcome = await client.request({ host: 'name' });
  assert.equal(outcome.kind === 'response' && outcome.response.status, 200);
  assert.equal(outcome.latency.toFixed(3), '1.022');
  assert.equal(b.accepted, 1);
  zone.answer = { addresses: [], ttl: 1 };
  dns.flush();
  client.pool.close();
  const failed = await client.request({ host: 'name' });
  assert.equal(failed.kind === 'error' && failed.error.failure, 'unknown host');
});

test('with a fallback delay, addresses are tried side by side; the first connection is kept, the others are dropped', async () => {
  for (const [slow, expected] of [
    // The first address takes 1 s each way: the second one begins at 0.25 s and wins.
    [1, '0.292 b'],
    // It takes 0.13 s each way: both are under way, the first one wins.
    [0.13, '0.540 a'],
    // As fast as the second: that is never tried.
    [0.01, '0.060 a'],
  ] as const) {
    const { simulation, dns } = cache({ rotate: false });
    const network = (from: string, to: string) => ({ delay: from === 'a' || to === 'a' ? slow : 0.0055 });
    const endpoints = new Endpoints(simulation, { network });
    const servers = ['a', 'b'].map((address) => endpoints.listen(address, () => ({ status: 200 })));
    const client = clientOf(simulation, endpoints, { dns, fallbackDelay: 0.25 });
    const { latency } = await client.request({ host: 'name' });
    const used = servers.find(({ requests }) => requests > 0)!;
    assert.equal(`${latency.toFixed(3)} ${used.address}`, expected);
    await simulation.run(10);
    client.pool.close();
    await simulation.run(10);
    assert.deepEqual(
      servers.map(({ connections }) => connections),
      [0, 0],
    );
  }
});

test('an address needs no DNS', async () => {
  const { simulation, dns } = cache({});
  const endpoints = new Endpoints(simulation);
  for (const host of ['10.0.0.1', '2001:db8::1']) {
    endpoints.listen(host, () => ({ status: 200 }));
    const client = clientOf(simulation, endpoints, { dns });
    assert.equal((await client.request({ host })).kind, 'response');
  }
  assert.equal(dns.misses, 0);
});

test('an open connection outlives a change in DNS, unless it has an age', async () => {
  for (const [maxAge, expected] of [
    [Infinity, [300, 0]],
    [60, [122, 178]],
  ] as const) {
    const { simulation, zone, dns } = cache({ rotate: false });
    const endpoints = new Endpoints(simulation);
    const [a, c] = ['a', 'c'].map((address) => endpoints.listen(address, () => ({ status: 200 })));
    const client = clientOf(simulation, endpoints, { dns, maxAge });
    for (let at = 0; at < 300; at++) simulation.schedule(at, () => void client.request({ host: 'name' }));
    simulation.schedule(100, () => (zone.answer = { addresses: ['c'], ttl: 60 }));
    await simulation.run(400);
    assert.equal(a!.requests + c!.requests, 300);
    // A new connection each 60 s or so: the change is seen by the second one after it at the latest.
    if (maxAge === Infinity) assert.deepEqual([a!.requests, c!.requests], expected);
    else assert(Math.abs(a!.requests - expected[0]) < 5, `${a!.requests}`);
  }
});

test('after a change, the share of busy clients on the old answer falls evenly to none at the TTL', async () => {
  const simulation = new Simulation();
  const random = simulation.random('phases');
  let address = 'old';
  const caches = Array.from(
    { length: 400 },
    () => new DnsCache(simulation, () => Reply.resolved(simulation, { addresses: [address], ttl: 60 })),
  );
  const shares: number[] = [];
  caches.forEach((dns) =>
    simulation.process(function* () {
      yield random.uniform(0, 60);
      for (;;) {
        const [got] = yield* dns.lookup('name');
        const quarter = Math.floor((simulation.now - 200) / 15);
        if (quarter >= 0 && quarter < 5 && got === 'old') shares[quarter] = (shares[quarter] ?? 0) + 1;
        yield 1;
      }
    }),
  );
  simulation.schedule(200, () => (address = 'new'));
  await simulation.run(300);
  for (let quarter = 0; quarter < 4; quarter++) {
    const share = (shares[quarter] ?? 0) / (400 * 15);
    assert(Math.abs(share - (1 - (quarter + 0.5) / 4)) < 0.07, `quarter ${quarter}: ${share}`);
  }
  assert.equal(shares[4] ?? 0, 0);
});
