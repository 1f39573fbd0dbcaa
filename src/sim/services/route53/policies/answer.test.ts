import { expect, test } from 'vitest';
import { change } from '../records/change.ts';
import { HostedZone } from '../records/hosted-zone.ts';
import type { ResourceRecordSet } from '../records/record-set.ts';
import { ask, paris, set, type Set, to, zoneOf } from '../testing/routing.ts';
import { seeded } from '../../../cloud/places/testing/seeded.ts';
import { worldOf } from '../testing/outside.ts';
import { answer } from './answer.ts';
import type { Asker } from './asker.ts';

/** AWS's example: latency aliases over weighted records in two Regions. dns-failover-complex-configs.html */
function tree(
  evaluates = true,
  checks: readonly string[] = ['e1', 'e2', 'w1', 'w2'],
  own?: string,
): HostedZone {
  const leaf = (name: string, id: string, value: number): [Set, number] => [
    set(id, { weight: 1, ...(checks.includes(id) && { healthCheckId: id }) }, name),
    value,
  ];
  return zoneOf(
    leaf('e.example.com.', 'e1', 1),
    leaf('e.example.com.', 'e2', 2),
    leaf('w.example.com.', 'w1', 3),
    leaf('w.example.com.', 'w2', 4),
    set('east', {
      region: 'us-east-1',
      ...to('e.example.com.', evaluates),
      ...(own !== undefined && { healthCheckId: own }),
    }),
    set('west', { region: 'eu-west-1', ...to('w.example.com.') }),
  );
}

const eastern: Asker = { place: 'us-east-1' };
for (const [what, zone, sick, expected] of [
  ['healthy', tree(), [], [1, 2]],
  ['one leaf sick', tree(), ['e1'], [2]],
  ['a branch sick: the other Region', tree(), ['e1', 'e2'], [3, 4]],
  ['both branches sick: the first again', tree(), ['e1', 'e2', 'w1', 'w2'], [1, 2]],
  ['a leaf without a check counts as healthy', tree(true, ['e1', 'w1', 'w2']), ['e1'], [2]],
  ['without Evaluate Target Health it stays in the branch', tree(false), ['e1', 'e2'], [1, 2]],
  ['the alias has a check of its own', tree(true, undefined, 'own'), ['own'], [3, 4]],
] as const) {
  test(`a tree: ${what}`, () => {
    const outside = worldOf({ sick });
    const seen = new Set<number>();
    for (let i = 0; i < 60; i++) for (const value of ask(zone, outside, eastern)) seen.add(value);
    expect([...seen].sort()).toEqual(expected);
  });
}

test('aliases in a circle and wide trees end', () => {
  const zone = zoneOf([{ name: 'b.example.com.' }, 1], { name: 'a.example.com.', ...to('b.example.com.') });
  change(zone, [
    { action: 'UPSERT', resourceRecordSet: { name: 'b.example.com', type: 'A', ...to('a.example.com.') } },
  ]);
  expect(ask(zone, worldOf(), paris, 'a.example.com.')).toEqual([]);
  const levels: (Set | [Set, number])[] = [
    [set('leaf', { weight: 1, healthCheckId: 'x' }, 'l0.example.com.'), 1],
  ];
  for (let level = 1; level < 12; level++) {
    for (let i = 0; i < 10; i++) {
      levels.push(set(`s${i}`, { weight: 1, ...to(`l${level - 1}.example.com.`) }, `l${level}.example.com.`));
    }
  }
  expect(ask(zoneOf(...levels), worldOf({ sick: ['x'] }), paris, 'l11.example.com.')).toEqual([1]);
});

test('aliases have the TTL of their target', () => {
  const zone = zoneOf(
    [{ name: 'b.example.com.', ttl: 17 }, 1],
    { name: 'example.com.', ...to('b.example.com.') },
    {
      name: 'lb.example.com.',
      aliasTarget: { hostedZoneId: 'ZELB', dnsName: 'lb.elb.amazonaws.com', evaluateTargetHealth: true },
    },
  );
  const outside = worldOf({ resource: () => ({ ttl: 60, values: ['192.0.2.9'], isHealthy: true }) });
  expect(answer(zone, 'example.com.', 'A', paris, outside).records[0]?.ttl).toBe(17);
  expect(answer(zone, 'lb.example.com.', 'A', paris, outside).records).toEqual([
    { name: 'lb.example.com.', type: 'A', ttl: 60, values: ['192.0.2.9'] },
  ]);
});

test('names: wildcards, CNAME chains, empty names, negative answers, delegation', () => {
  const cname = (name: string, value: string): Set => ({ name, type: 'CNAME', resourceRecords: [{ value }] });
  const zone = zoneOf(
    [{ name: '*.example.com.' }, 1],
    [{ name: 'a.b.example.com.' }, 2],
    cname('c.example.com.', 'a.b.example.com'),
    cname('d.example.com.', 'c.example.com'),
    cname('e.example.com.', 'www.example.org.'),
    cname('f.example.com.', 'g.example.com'),
    cname('g.example.com.', 'f.example.com'),
    { name: 'dev.example.com.', type: 'NS', resourceRecords: [{ value: 'ns1.example.net' }] },
  );
  const of = (name: string, type: 'A' | 'AAAA' | 'CNAME' = 'A') => answer(zone, name, type, paris, worldOf());
  const short = (name: string, type: 'A' | 'AAAA' | 'CNAME' = 'A') => {
    const { code, records, negativeTtl } = of(name, type);
    return `${code} ${records.map((r) => `${r.type}:${r.values.join()}`).join(' ')} ${negativeTtl ?? '-'}`;
  };
  for (const [name, type, expected] of [
    ['x.example.com.', 'A', 'NOERROR A:192.0.2.1 -'],
    ['x.y.example.com.', 'A', 'NOERROR A:192.0.2.1 -'],
    ['x.example.com.', 'AAAA', 'NOERROR  900'],
    ['b.example.com.', 'A', 'NOERROR  900'],
    ['x.b.example.com.', 'A', 'NXDOMAIN  900'],
    ['d.example.com.', 'A', 'NOERROR CNAME:c.example.com CNAME:a.b.example.com A:192.0.2.2 -'],
    ['d.example.com.', 'AAAA', 'NOERROR CNAME:c.example.com CNAME:a.b.example.com 900'],
    ['d.example.com.', 'CNAME', 'NOERROR CNAME:c.example.com -'],
    ['e.example.com.', 'A', 'NOERROR CNAME:www.example.org. -'],
    ['f.example.com.', 'A', 'NOERROR CNAME:g.example.com CNAME:f.example.com -'],
    ['www.example.org.', 'A', 'REFUSED  -'],
  ] as const) {
    expect(short(name, type), name).toBe(expected);
  }
  expect(of('x.example.com.').records[0]?.name).toBe('x.example.com.');
  expect(of('x.dev.example.com.').referral?.values).toEqual(['ns1.example.net']);
  expect(
    answer(new HostedZone({ id: 'Z', name: 'example.com' }), 'x.example.com.', 'A', paris, worldOf()).code,
  ).toBe('NXDOMAIN');
});

test('property: healthy wherever a healthy one is for the asker, and the order of creation changes nothing', () => {
  const random = seeded(7);
  const below = (n: number) => Math.floor(random() * n);
  const policies: ((i: number) => Partial<ResourceRecordSet>)[] = [
    () => ({ weight: below(3) }),
    (i) => ({ region: (['us-east-1', 'eu-west-1', 'sa-east-1'] as const)[i]! }),
    () => ({ multiValueAnswer: true }),
    (i) => ({ geoLocation: [{ countryCode: 'FR' }, { continentCode: 'EU' }, { countryCode: '*' }][i]! }),
  ];
  for (let round = 0; round < 400; round++) {
    const policy = policies[round % policies.length]!;
    const sets = [0, 1, 2].map((i): [Set, number] => [
      set(`i${i}`, { ...policy(i), healthCheckId: `i${i}` }),
      i,
    ]);
    const sick = ['i0', 'i1', 'i2'].filter(() => below(2) === 0);
    const forwards = zoneOf(...sets);
    const backwards = zoneOf(...sets.toReversed());
    const values = ask(forwards, worldOf({ sick, seed: round }));
    expect(values).toEqual(ask(backwards, worldOf({ sick, seed: round })));
    expect(values.length > 0).toBeTruthy();
    for (const value of values) expect(sick.length === 3 || !sick.includes(`i${value}`)).toBeTruthy();
  }
});
