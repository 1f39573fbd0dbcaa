import { expect, test } from 'vitest';
import { readBlock } from './cidr.ts';
import type { ResourceRecordSet } from '../records/record-set.ts';
import { ask, lima, near, paris, set, shares, type Set, www, zoneOf } from '../testing/routing.ts';
import { worldOf } from '../testing/outside.ts';
import { answer } from './answer.ts';
import { type Asker, subnetOf } from './asker.ts';
import { biased } from './bias.ts';

const w = (id: string, weight: number, value: number): [Set, number] => [
  set(id, { weight, healthCheckId: id }),
  value,
];

test('weighted: by weight, query by query', () => {
  const counts = shares(zoneOf(w('a', 1, 1), w('b', 255, 2)), worldOf());
  near(counts.get(1), 1 / 256, 0.002);
  near(counts.get(2), 255 / 256, 0.002);
});

const zeros = [w('a', 3, 1), w('b', 0, 2), w('c', 0, 3)];
for (const [sick, expected] of [
  [[], [1, 0, 0]],
  [['a'], [0, 0.5, 0.5]],
  [
    ['a', 'b'],
    [0, 0, 1],
  ],
  [
    ['a', 'b', 'c'],
    [1, 0, 0],
  ],
] as const) {
  test(`weight 0 answers only where all others are unhealthy: sick ${sick.join('') || 'none'}`, () => {
    const counts = shares(zoneOf(...zeros), worldOf({ sick }), 4000);
    expected.forEach((share, i) => near(counts.get(i + 1), share, 0.03));
  });
}

test('all weights 0: each alike', () => {
  const counts = shares(zoneOf(w('a', 0, 1), w('b', 0, 2)), worldOf());
  near(counts.get(1), 0.5, 0.02);
});

const latencyRegions = ['us-east-1', 'eu-west-1', 'sa-east-1'] as const;

/** Latency records of three Regions, each with a health check of the same name. */
const latencyZone = () =>
  zoneOf(
    ...latencyRegions.map((region, i): [Set, number] => [
      set(region, { region, healthCheckId: region }),
      i + 1,
    ]),
  );

test('latency goes by the round trip, not by the distance', () => {
  expect(ask(latencyZone(), worldOf(), paris)).toEqual([2]);
  expect(ask(latencyZone(), worldOf(), lima)).toEqual([1]);
});

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency-phz.html (checked 2026-11-28)
test('latency with health checks: for an unhealthy record the next quickest answers', () => {
  const zone = latencyZone();
  expect(ask(zone, worldOf(), lima)).toEqual([1]);
  expect(ask(zone, worldOf({ sick: ['us-east-1'] }), lima)).toEqual([3]);
  expect(ask(zone, worldOf({ sick: latencyRegions }), lima)).toEqual([1]);
});

for (const [primary, secondary, sick, expected] of [
  ['p', 's', [], 1],
  ['p', 's', ['p'], 2],
  ['p', 's', ['s'], 1],
  ['p', 's', ['p', 's'], 1],
  ['p', undefined, ['p'], 2],
] as const) {
  test(`failover with checks ${primary}, ${secondary}, sick ${sick.join('')}`, () => {
    const second = { failover: 'SECONDARY', ...(secondary && { healthCheckId: secondary }) } as const;
    const zone = zoneOf(
      [set('1', { failover: 'PRIMARY', healthCheckId: primary }), 1],
      [set('2', second), 2],
    );
    expect(ask(zone, worldOf({ sick }))).toEqual([expected]);
  });
}

const geo = (id: string, geoLocation: ResourceRecordSet['geoLocation'], value: number): [Set, number] => [
  set(id, { healthCheckId: id, ...(geoLocation && { geoLocation }) }),
  value,
];

test('geolocation: the smallest that holds the asker, then the next larger one that is healthy', () => {
  const all = [
    geo('state', { countryCode: 'US', subdivisionCode: 'CA' }, 1),
    geo('country', { countryCode: 'US' }, 2),
    geo('continent', { continentCode: 'NA' }, 3),
    geo('default', { countryCode: '*' }, 4),
  ];
  const asker: Asker = { place: 'x', location: { continent: 'NA', country: 'US', subdivision: 'CA' } };
  const ids = ['state', 'country', 'continent', 'default'];
  for (let n = 0; n < 4; n++) {
    expect(ask(zoneOf(...all), worldOf({ sick: ids.slice(0, n) }), asker)).toEqual([n + 1]);
  }
  expect(ask(zoneOf(...all), worldOf({ sick: ids }), asker)).toEqual([1]);
  expect(ask(zoneOf(...all), worldOf(), lima)).toEqual([4]);
  expect(ask(zoneOf(...all), worldOf(), { place: 'x' })).toEqual([4]);
});

test('geolocation without a default has no answer elsewhere, healthy or not', () => {
  const zone = zoneOf(geo('fr', { countryCode: 'FR' }, 1));
  for (const sick of [[], ['fr']]) {
    const { code, records, negativeTtl } = answer(zone, www, 'A', lima, worldOf({ sick }));
    expect([code, records, negativeTtl]).toEqual(['NOERROR', [], 900]);
  }
});

test('geoproximity: the published example of a bias', () => {
  expect(biased(150, 50)).toBe(75);
  expect(biased(150, -50)).toBe(300);
  const at = (id: string, latitude: string, bias: number, value: number): [Set, number] => [
    set(id, { geoProximityLocation: { coordinates: { latitude, longitude: '0' }, bias } }),
    value,
  ];
  expect(ask(zoneOf(at('a', '1.5', 0, 1), at('b', '1', 0, 2)), worldOf())).toEqual([2]);
  expect(ask(zoneOf(at('a', '1.5', 50, 1), at('b', '1', 0, 2)), worldOf())).toEqual([1]);
});

test('IP-based: the longest block; a longer block than is known of the asker does not match', () => {
  const blocks: Record<string, string> = {
    wide: '203.0.113.0/24',
    wider: '203.0.0.0/16',
    six: '2001:db8:0:1234::/48',
  };
  const cidr = (locationName: string, value: number): [Set, number] => [
    set(locationName, { cidrRoutingConfig: { collectionId: 'c', locationName } }),
    value,
  ];
  const zone = zoneOf(cidr('wide', 1), cidr('wider', 2), cidr('six', 3), cidr('*', 4));
  const outside = worldOf({
    blocks: (_: string, name: string) =>
      [readBlock(blocks[name] ?? '')].filter((block) => block !== undefined),
  });
  for (const [block, expected] of [
    ['203.0.113.9/32', 1],
    ['203.0.113.0/24', 1],
    ['203.0.7.0/24', 2],
    ['203.0.113.0/20', 2],
    ['198.51.100.0/24', 4],
    ['2001:db8:0:1234::/56', 3],
    ['2001:db8::/32', 4],
  ] as const) {
    expect(ask(zone, outside, { place: 'x', block: readBlock(block) }), block).toEqual([expected]);
  }
});

test('a resolver sends 24 bits of an IPv4 address along, 56 of IPv6', () => {
  for (const [address, bits] of [
    ['203.0.113.77', 24],
    ['2001:db8::1', 56],
  ] as const)
    expect(subnetOf({ place: 'paris', block: readBlock(address) }).block?.bits).toBe(bits);
});

test('multivalue: up to eight of the healthy, up to eight where none is', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `m${String(i + 1).padStart(2, '0')}`);
  const zone = zoneOf(
    ...ids.map((id, i): [Set, number] => [set(id, { multiValueAnswer: true, healthCheckId: id }), i + 1]),
  );
  const distinct = (values: number[]) => new Set(values).size;
  expect(distinct(ask(zone, worldOf()))).toBe(8);
  expect(ask(zone, worldOf({ sick: ids.slice(5) })).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(distinct(ask(zone, worldOf({ sick: ids })))).toBe(8);
  const counts = shares(zone, worldOf(), 6000);
  for (let i = 1; i <= 12; i++) near(counts.get(i), 8 / 12, 0.03);
});

test('simple: all values, in random order', () => {
  const resourceRecords = [1, 2, 3].map((n) => ({ value: `192.0.2.${n}` }));
  const zone = zoneOf({ name: www, resourceRecords });
  const outside = worldOf();
  const first = new Map<number, number>();
  for (let i = 0; i < 6000; i++) {
    const values = ask(zone, outside);
    expect([...values].sort()).toEqual([1, 2, 3]);
    first.set(values[0]!, (first.get(values[0]!) ?? 0) + 1 / 6000);
  }
  for (const n of [1, 2, 3]) near(first.get(n), 1 / 3, 0.03);
});
