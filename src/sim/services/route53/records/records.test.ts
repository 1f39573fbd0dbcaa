import { expect, test } from 'vitest';
import { change, type Change } from './change.ts';
import { HostedZone } from './hosted-zone.ts';
import { NameError, readName } from './name.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { HostedZones } from './zones.ts';

const zoneOf = (vpcs?: string[]) => new HostedZone({ id: 'Z1', name: 'example.com', ...(vpcs && { vpcs }) });
const a = (name: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  ...{ name, type: 'A', ttl: 60, resourceRecords: [{ value: '192.0.2.1' }] },
  ...more,
});
const weighted = (setIdentifier: string, more: Partial<ResourceRecordSet> = {}) =>
  a('www.example.com', { setIdentifier, weight: 1, ...more });
const cname = (name: string, value: string): ResourceRecordSet => ({
  ...{ name, type: 'CNAME', ttl: 60, resourceRecords: [{ value }] },
});
const alias = (name: string, dnsName: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  ...{ name, type: 'A', aliasTarget: { hostedZoneId: 'Z1', dnsName, evaluateTargetHealth: true } },
  ...more,
});
const create = (set: ResourceRecordSet): Change => ({ action: 'CREATE', resourceRecordSet: set });
const upsert = (set: ResourceRecordSet): Change => ({ action: 'UPSERT', resourceRecordSet: set });
const remove = (set: ResourceRecordSet): Change => ({ action: 'DELETE', resourceRecordSet: set });

test('names are kept in lower case with a dot and octal escapes', () => {
  for (const [text, name] of [
    ['Example.COM', 'example.com.'],
    ['*.example.com.', '\\052.example.com.'],
    ['a\\052b.example.com', 'a\\052b.example.com.'],
    ['x_y-z.example.com', 'x_y-z.example.com.'],
    ['a\\101.com', 'aa.com.'],
    ['a\\056b.com', 'a\\056b.com.'],
  ] as const) {
    expect(readName(text)).toBe(name);
  }
  for (const text of ['', 'a..b', '.a', `${'a'.repeat(64)}.com`, 'a b.com', 'é.com', 'a.'.repeat(130)]) {
    expect(() => readName(text)).toThrow(NameError);
  }
});

const www = 'RRSet with DNS name www.example.com., type A';
const refusals: [
  what: string,
  there: ResourceRecordSet[],
  changes: Change[],
  error: string,
  message: RegExp | string,
][] = [
  [
    'CNAME at the apex',
    [],
    [create(cname('example.com', 'x.org'))],
    'InvalidChangeBatch',
    '[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]',
  ],
  [
    'CNAME beside others',
    [a('www.example.com')],
    [create(cname('www.example.com', 'x.org'))],
    'InvalidChangeBatch',
    '[RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
  ],
  [
    'others beside a CNAME',
    [cname('www.example.com', 'x.org')],
    [create(a('www.example.com'))],
    'InvalidChangeBatch',
    '[RRSet of type A with DNS name www.example.com. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.com.]',
  ],
  [
    'no values',
    [],
    [create({ name: 'b.example.com', type: 'A' })],
    'InvalidInput',
    'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=CREATE, Name=b.example.com, Type=A, SetIdentifier=null]',
  ],
  [
    'alias with TTL',
    [],
    [create(alias('b.example.com', 'www.example.com', { ttl: 60 }))],
    'InvalidInput',
    /found more than one in Change/,
  ],
  [
    'no identifier',
    [],
    [create(a('b.example.com', { region: 'us-east-1' }))],
    'InvalidInput',
    "Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE, Name=b.example.com, Type=A, SetIdentifier=null]",
  ],
  [
    'two policies',
    [],
    [create(weighted('x', { region: 'us-east-1' }))],
    'InvalidInput',
    /found more than one/,
  ],
  [
    'weighted beside simple',
    [a('www.example.com')],
    [create(weighted('x'))],
    'InvalidChangeBatch',
    `[${www}, SetIdentifier x cannot be created as a non-weighted set exists with the same name and type.]`,
  ],
  [
    'simple beside weighted',
    [weighted('x')],
    [create(a('www.example.com'))],
    'InvalidChangeBatch',
    `[${www} cannot be created as other RRSets exist with the same name and type.]`,
  ],
  [
    'weighted with another TTL',
    [weighted('x')],
    [create(weighted('y', { ttl: 61 }))],
    'InvalidChangeBatch',
    /weighted sets must contain the same TTL/,
  ],
  [
    'latency beside weighted',
    [weighted('x')],
    [create(a('www.example.com', { setIdentifier: 'y', region: 'us-east-1' }))],
    'InvalidChangeBatch',
    `[${www}, SetIdentifier y, and Region Name=us-east-1 cannot be created because a non-latency RRSet with the same name and type already exists.]`,
  ],
  [
    'a Region twice',
    [a('www.example.com', { setIdentifier: 'x', region: 'us-east-1' })],
    [create(a('www.example.com', { setIdentifier: 'y', region: 'us-east-1' }))],
    'InvalidChangeBatch',
    /same name, type, and region/,
  ],
  [
    'two primaries',
    [a('www.example.com', { setIdentifier: 'x', failover: 'PRIMARY' })],
    [create(a('www.example.com', { setIdentifier: 'y', failover: 'PRIMARY' }))],
    'InvalidChangeBatch',
    /same failover PRIMARY/,
  ],
  [
    'a location twice',
    [a('www.example.com', { setIdentifier: 'x', geoLocation: { countryCode: 'FR' } })],
    [create(a('www.example.com', { setIdentifier: 'y', geoLocation: { countryCode: 'FR' } }))],
    'InvalidChangeBatch',
    /same geolocation/,
  ],
  [
    'there already',
    [a('www.example.com')],
    [create(a('www.example.com'))],
    'InvalidChangeBatch',
    "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]",
  ],
  [
    'not there',
    [],
    [remove(a('www.example.com'))],
    'InvalidChangeBatch',
    "[Tried to delete resource record set [name='www.example.com.', type='A'] but it was not found]",
  ],
  [
    'other values',
    [a('www.example.com')],
    [remove(a('www.example.com', { ttl: 61 }))],
    'InvalidChangeBatch',
    /but the values provided do not match the current values/,
  ],
  [
    'deleted twice',
    [a('www.example.com')],
    [remove(a('www.example.com')), remove(a('www.example.com'))],
    'InvalidChangeBatch',
    /was not found/,
  ],
  [
    'another zone',
    [],
    [create(a('www.example.org'))],
    'InvalidChangeBatch',
    '[RRSet with DNS name www.example.org. is not permitted in zone example.com.]',
  ],
  [
    'no such target',
    [],
    [create(alias('example.com', 'www.example.com'))],
    'InvalidChangeBatch',
    '[Tried to create an alias that targets www.example.com., type A in zone Z1, but that target was not found]',
  ],
  [
    'target outside',
    [],
    [create(alias('example.com', 'www.example.org'))],
    'InvalidChangeBatch',
    /does not lie within the target zone, Tried .* was not found/,
  ],
  [
    'an address that is none',
    [],
    [create(a('b.example.com', { resourceRecords: [{ value: '192.0.2.256' }] }))],
    'InvalidChangeBatch',
    "[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2.256'']",
  ],
  [
    'text without quotes',
    [],
    [create(a('b.example.com', { type: 'TXT', resourceRecords: [{ value: 'v=spf1' }] }))],
    'InvalidChangeBatch',
    /quotation marks/,
  ],
  [
    'NS wildcard',
    [],
    [create(a('*.example.com', { type: 'NS', resourceRecords: [{ value: 'ns.example.org' }] }))],
    'InvalidChangeBatch',
    /wildcard/,
  ],
  [
    'multivalue alias',
    [a('www.example.com')],
    [create(alias('b.example.com', 'www.example.com', { setIdentifier: 'x', multiValueAnswer: true }))],
    'InvalidInput',
    /MultiValueAnswer/,
  ],
];

for (const [what, there, changes, name, message] of refusals) {
  test(`refused, and nothing changed: ${what}`, () => {
    const zone = zoneOf();
    if (there.length > 0) change(zone, there.map(create));
    const before = [...zone.sets()];
    const attempt = () => change(zone, [create(a('first.example.com')), ...changes]);
    expect(thrownBy(attempt)).toMatchObject({
      name,
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
    expect([...zone.sets()]).toEqual(before);
  });
}

test('a batch may delete a record and create another in its place, and point an alias at what follows', () => {
  const zone = zoneOf();
  change(zone, [create(cname('www.example.com', 'x.org'))]);
  change(zone, [
    remove(cname('www.example.com', 'x.org')),
    create(alias('www.example.com', 'b.example.com')),
    create(a('b.example.com')),
    upsert(a('b.example.com', { ttl: 5 })),
  ]);
  expect(zone.group('b.example.com.', 'A')[0]?.ttl).toBe(5);
  expect(zone.node('www.example.com.')?.has('CNAME')).toBe(false);
});

test('a record has a TTL, unless it is an alias: that has none of its own', () => {
  const zone = zoneOf();
  change(zone, [create(a('a.example.com')), create(alias('b.example.com', 'a.example.com'))]);
  const { ttl: _, ...without } = a('c.example.com');
  for (const set of [without, alias('d.example.com', 'a.example.com', { ttl: 60 })])
    expect(() => change(zone, [create(set)])).toThrow(/Expected exactly one of \[AliasTarget, all of \[TTL/);
});

test('private zones have no IP-based records', () => {
  const zone = zoneOf(['vpc-1']);
  const cidr = { setIdentifier: 'x', cidrRoutingConfig: { collectionId: 'c', locationName: '*' } };
  expect(() => change(zone, [create(a('b.example.com', cidr))])).toThrow(
    expect.objectContaining({ name: 'InvalidInput' }),
  );
});

test('a VPC asks its most specific private zone; others the topmost public one, and by referral the ones below', () => {
  const zones = new HostedZones();
  const zone = (id: string, name: string, vpcs?: string[], nameServers?: string[]) => {
    const made = new HostedZone({ id, name, ...(vpcs && { vpcs }), ...(nameServers && { nameServers }) });
    zones.add(made);
    return made;
  };
  const open = zone('1', 'example.com');
  const sub = zone('2', 'dev.example.com', undefined, ['ns-9.awsdns-09.com.']);
  const hidden = zone('3', 'example.com', ['vpc-1']);
  for (const [name, vpc, expected] of [
    ['www.example.com.', 'vpc-1', hidden],
    ['a.dev.example.com.', 'vpc-1', hidden],
    ['www.example.com.', 'vpc-2', undefined],
    ['example.org.', 'vpc-1', undefined],
  ] as const)
    expect(zones.privateFor(name, vpc), name).toBe(expected);
  expect(zones.topmost('a.dev.example.com.')).toBe(open);
  expect(zones.topmost('example.org.')).toBe(undefined);
  expect(zones.servedBy('dev.example.com.', ['ns-9.awsdns-09.com.'])).toBe(sub);
  expect(zones.servedBy('dev.example.com.', ['ns-8.awsdns-09.com.'])).toBe(undefined);
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
