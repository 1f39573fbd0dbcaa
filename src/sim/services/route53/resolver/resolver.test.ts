import { expect, test } from 'vitest';
import { type Answer, answer } from '../policies/answer.ts';
import { change } from '../records/change.ts';
import { HostedZone } from '../records/hosted-zone.ts';
import { seeded } from '../../../cloud/places/testing/seeded.ts';
import { worldOf } from '../testing/outside.ts';
import { hitRatio, onOldAnswer } from './closed-forms.ts';
import { Resolver, type Upstream } from './resolver.ts';
import { HONOURS, JVM, PINNED } from './settings.ts';

const www = 'www.example.com.';
const says = (value: string, ttl = 60): Answer => ({
  ...{ code: 'NOERROR', through: [] },
  records: [{ name: www, type: 'A', ttl, values: [value] }],
});
const valueOf = (resolver: Resolver, now: number) => resolver.ask(www, 'A', now).records.at(-1)?.values[0];

/** Times with exponential gaps. */
function* poisson(rate: number, random: () => number): Generator<number> {
  for (let at = 0; ;) yield (at += -Math.log(1 - random()) / rate);
}

test('hits are λT/(1 + λT)', () => {
  for (const [rate, ttl] of [
    [0.1, 60],
    [1, 10],
    [0.01, 60],
  ] as const) {
    const resolver = new Resolver(HONOURS, () => says('1', ttl));
    const times = poisson(rate, seeded(3));
    for (let i = 0; i < 40_000; i++) resolver.ask(www, 'A', times.next().value as number);
    const ratio = resolver.hits / resolver.asked;
    expect(Math.abs(ratio - hitRatio(rate, ttl)) < 0.01, `${ratio}`).toBeTruthy();
  }
  expect(Math.abs(hitRatio(0.1, 60) - 0.857) < 0.001).toBeTruthy();
});

test('after a change the share of busy resolvers on the old answer falls as 1 − t/T', () => {
  const random = seeded(5);
  const ttl = 60;
  const changed = 1000;
  const resolvers = Array.from(
    { length: 1500 },
    () => new Resolver(HONOURS, (_n, _t, now) => says(now < changed ? 'old' : 'new', ttl)),
  );
  for (const resolver of resolvers)
    for (let at = random() * ttl; at < changed; at += 1) resolver.ask(www, 'A', at);
  for (const since of [0, 15, 30, 45, 60]) {
    const old =
      resolvers.filter((resolver) => valueOf(resolver, changed + since) === 'old').length / resolvers.length;
    // A resolver is asked once a second: it is on average half a second late.
    expect(Math.abs(old - onOldAnswer(since, ttl)) < 0.04, `${since}: ${old}`).toBeTruthy();
  }
});

test('that there is nothing is remembered, too: for 900 s with Route 53’s own SOA record', () => {
  const zone = new HostedZone({ id: 'Z', name: 'example.com' });
  const upstream: Upstream = (name, type) => answer(zone, name, type, { place: 'paris' }, worldOf());
  const early = new Resolver(HONOURS, upstream);
  expect(early.ask(www, 'A', 0).code).toBe('NXDOMAIN');
  const set = { name: www, type: 'A' as const, ttl: 60, resourceRecords: [{ value: '192.0.2.1' }] };
  change(zone, [{ action: 'CREATE', resourceRecordSet: set }]);
  expect(early.ask(www, 'A', 899).code).toBe('NXDOMAIN');
  expect(early.ask(www, 'AAAA', 899).code).toBe('NXDOMAIN');
  expect(valueOf(early, 900)).toBe('192.0.2.1');
  expect(valueOf(new Resolver(HONOURS, upstream), 1)).toBe('192.0.2.1');
  expect(early.ask(www, 'AAAA', 901).code).toBe('NOERROR');
  expect(valueOf(early, 901)).toBe('192.0.2.1');
});

test('that there is nothing is kept no longer than a cache keeps it: 10 s by Java, three hours by a resolver', () => {
  const nothing: Upstream = () => ({ code: 'NXDOMAIN', records: [], negativeTtl: 86_400, through: [] });
  for (const [settings, seconds] of [
    [HONOURS, 10_800],
    [JVM, 10],
  ] as const) {
    const resolver = new Resolver(settings, nothing);
    expect(resolver.ask(www, 'A', 0).from).toBe('upstream');
    expect(resolver.ask(www, 'A', seconds - 1)).toMatchObject({ from: 'cache', code: 'NXDOMAIN' });
    expect(resolver.ask(www, 'A', seconds).from).toBe('upstream');
  }
});

test('clamps, prefetch, serve-stale, pinning', () => {
  let version = 1;
  let up = true;
  const upstream: Upstream = () => (up ? says(String(version), 60) : undefined);
  const of = (settings: Partial<typeof HONOURS>) => new Resolver({ ...HONOURS, ...settings }, upstream);
  const [plain, least, most, early, stale] = [
    of({}),
    of({ minTtl: 300 }),
    of({ maxTtl: 5 }),
    of({ prefetchShare: 0.1 }),
    of({ staleFor: 3600 }),
  ];
  const [jvm, pinned] = [new Resolver(JVM, upstream), new Resolver(PINNED, upstream)];
  const all = [plain, least, most, early, stale, jvm, pinned];
  const at = (now: number) => all.map((resolver) => valueOf(resolver, now) ?? '-').join('');
  expect(at(0)).toBe('1111111');
  version = 2;
  expect(at(29)).toBe('1121111');
  expect(at(55)).toBe('1121121');
  expect(at(56)).toBe('1122121');
  expect(at(61)).toBe('2122221');
  expect(at(301)).toBe('2222221');
  up = false;
  expect(at(700)).toBe('----2-1');
  expect(at(5000)).toBe('------1');
});

test('chains are kept link by link, and the TTL counts down', () => {
  let asked = 0;
  const upstream: Upstream = (name) => {
    asked++;
    const cname = { name: www, type: 'CNAME', ttl: 300, values: ['lb.example.org'] } as const;
    const records = name === www ? [cname] : [{ name, type: 'A', ttl: 60, values: ['192.0.2.1'] } as const];
    return { code: 'NOERROR', records, through: [] };
  };
  const resolver = new Resolver(HONOURS, upstream);
  const ttls = (now: number) => resolver.ask(www, 'A', now).records.map(({ ttl }) => ttl);
  expect([ttls(0), asked]).toEqual([[300, 60], 2]);
  expect([ttls(40), asked]).toEqual([[260, 20], 2]);
  expect([ttls(60), asked]).toEqual([[240, 60], 3]);
});

test('property: an answer was authoritative within the last TTL, through client and resolver', () => {
  const random = seeded(9);
  for (let round = 0; round < 60; round++) {
    const ttl = 1 + Math.floor(random() * 60);
    const authority: Upstream = (_n, _t, now) => says(String(Math.floor(now / 7)), ttl);
    const resolver = new Resolver(HONOURS, authority);
    const client = new Resolver(HONOURS, (name, type, now) => resolver.ask(name, type, now));
    let now = 0;
    for (let i = 0; i < 200; i++) {
      now += random() * 10;
      const asker = random() < 0.5 ? client : resolver;
      const version = Number(valueOf(asker, now));
      // It was true until the next version came.
      expect(version * 7 <= now && (version + 1) * 7 > now - ttl, `${version} at ${now}`).toBeTruthy();
    }
  }
});
