import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/** What users of other emulators and clients found to be unlike AWS, or were surprised by. */

function setUp(name = 'example.com') {
  const cloud = new Cloud();
  cloud.route53.model.propagation = 0;
  return { cloud, route53: cloud.route53, zone: cloud.route53.zone(name) };
}

const a = { name: 'www.example.com', type: 'A', ttl: 60, resourceRecords: [{ value: '192.0.2.1' }] } as const;
const create = (resourceRecordSet: object) =>
  ({ changes: [{ action: 'CREATE', resourceRecordSet }] }) as never;

test('the TTL of an answer is that of its record (localstack#11695)', () => {
  const { route53, zone } = setUp();
  for (const ttl of [60, 301, 600]) {
    void zone.upsert({ name: `t${ttl}`, type: 'TXT', ttl, values: '"x"' });
    expect(route53.resolver().ask(`t${ttl}.example.com`, 'TXT').ttl).toBe(ttl);
  }
});

test('a TXT value without quotation marks is refused, in AWS’s words (localstack#11711)', () => {
  const { zone } = setUp();
  expect(() => zone.upsert({ name: 'x', type: 'TXT', values: 'xxx' })).toThrow(
    "[Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'xxx'']",
  );
});

test('a record may be made, removed and made again (localstack#12910)', () => {
  const { route53, zone } = setUp();
  for (let i = 0; i < 3; i++) {
    void zone.create({ name: 'www', values: '192.0.2.1' });
    expect(route53.resolver().ask('www.example.com').values).toEqual(['192.0.2.1']);
    void zone.remove('www');
  }
  expect(route53.resolver().ask('www.example.com').code).toBe('NXDOMAIN');
});

test('the dot at the end of a zone’s name may be left out (localstack#4558)', () => {
  expect(setUp('test.com').zone.name).toBe('test.com.');
});

test('CreateHostedZone tells the location (localstack#8652, moto#6464)', () => {
  const { route53 } = setUp();
  const { location, hostedZone } = route53.createHostedZone({ name: 'b.com', callerReference: 'r' });
  expect(location).toBe(`https://route53.amazonaws.com/2013-04-01${hostedZone.id}`);
});

test('ListResourceRecordSets begins at StartRecordName, in the order of turned names (moto#2240)', () => {
  const { route53, zone } = setUp();
  for (const name of ['b', 'a.c', 'a']) void zone.upsert({ name, values: '192.0.2.1' });
  const names = (startRecordName?: string) =>
    route53
      .listResourceRecordSets({ hostedZoneId: zone.id, ...(startRecordName && { startRecordName }) })
      .resourceRecordSets.filter(({ type }) => type === 'A')
      .map(({ name }) => name);
  expect(names()).toEqual(['a.example.com.', 'b.example.com.', 'a.c.example.com.']);
  expect(names('b.example.com')).toEqual(['b.example.com.', 'a.c.example.com.']);
});

test('ListResourceRecordSets refuses names that cannot be (moto#7999)', () => {
  const { route53, zone } = setUp();
  expect(() => route53.listResourceRecordSets({ hostedZoneId: zone.id, startRecordName: 'a..b' })).toThrow(
    /DomainLabelEmpty/,
  );
});

test('an action that is none is refused (moto#5222)', () => {
  const { route53, zone } = setUp();
  const changes = [{ action: 'INVALID', resourceRecordSet: a }] as never;
  expect(() => route53.changeResourceRecordSets({ hostedZoneId: zone.id, changeBatch: { changes } })).toThrow(
    /\[CREATE, DELETE, UPSERT\]/,
  );
});

test('a name outside of the zone is refused, in AWS’s words (moto#916)', () => {
  const { route53, zone } = setUp('database');
  expect(() =>
    route53.changeResourceRecordSets({
      hostedZoneId: zone.id,
      changeBatch: create({ ...a, name: 'prod.redis.scooby.doo' }),
    }),
  ).toThrow('RRSet with DNS name prod.redis.scooby.doo. is not permitted in zone database.');
});

test('values beside an alias are refused, in AWS’s words (grails-aws-sdk#95)', () => {
  const { route53, zone } = setUp();
  const aliasTarget = { hostedZoneId: zone.id, dnsName: 'b.example.com', evaluateTargetHealth: false };
  expect(() =>
    route53.changeResourceRecordSets({ hostedZoneId: zone.id, changeBatch: create({ ...a, aliasTarget }) }),
  ).toThrow(
    'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found more than one in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=null]',
  );
});

test('ids are taken with /hostedzone/ in front, and without (aws-cli#332)', () => {
  const { route53, zone } = setUp();
  for (const hostedZoneId of [zone.id, `/hostedzone/${zone.id}`])
    expect(route53.listResourceRecordSets({ hostedZoneId }).resourceRecordSets).toHaveLength(2);
});

test('an alias is listed without ResourceRecords, so that it may be deleted as it was listed (aws-sdk-php#56)', () => {
  const { route53, zone } = setUp();
  void zone.upsert({ name: 'b', values: '192.0.2.1' });
  void zone.upsert({ name: 'a', alias: 'b' });
  const [, , alias] = route53.listResourceRecordSets({ hostedZoneId: zone.id }).resourceRecordSets;
  expect(alias).not.toHaveProperty('resourceRecords');
  const changes = [{ action: 'DELETE' as const, resourceRecordSet: alias! }];
  expect(route53.changeResourceRecordSets({ hostedZoneId: zone.id, changeBatch: { changes } })).toBeDefined();
});
