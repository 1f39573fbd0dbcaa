import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { refusal } from '../../../testing/refusal.ts';

// A second reading of the developer guide: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ (the page is named
// with each test).

/** A public zone whose changes reach the name servers at once. */
function setUp() {
  const cloud = new Cloud();
  const { route53 } = cloud;
  route53.model.propagation = 0;
  const zone = route53.zone('example.com');
  const ask = (name: string, type: 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'MX' = 'A') => route53.resolver().ask(name, type);
  return { cloud, route53, zone, ask };
} // prettier-ignore

test('a zone’s leftmost label is no asterisk; elsewhere in its name an asterisk is a character (DomainNameFormat)', () => {
  const { route53 } = setUp();
  const make = (name: string) => route53.createHostedZone({ name, callerReference: name });
  expect(refusal(() => make('*.example.net')).name).toBe('InvalidDomainName');
  expect(make('a.*.example.net').hostedZone.name).toBe('a.\\052.example.net.');
});

test('an asterisk that is not the leftmost label is a character (DomainNameFormat)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ name: 'prod.*', values: '192.0.2.1' });
  expect(ask('prod.x.example.com').code).toBe('NXDOMAIN');
  expect(ask('prod.*.example.com').values).toEqual(['192.0.2.1']);
});

test('an asterisk beside other characters of a label is one, too (DomainNameFormat)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ name: 'prod*', values: '192.0.2.1' });
  expect(ask('prodx.example.com').code).toBe('NXDOMAIN');
});

test('a wildcard answers for all levels below it, and specific names go first (DomainNameFormat)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ name: '*', values: '192.0.2.1' });
  void zone.upsert({ name: 'acme', values: '192.0.2.2' });
  void zone.upsert({ name: 'note', type: 'TXT', values: '"text"' });
  expect(ask('pinnacle.zenith.example.com').values).toEqual(['192.0.2.1']);
  expect(ask('acme.example.com').values).toEqual(['192.0.2.2']);
  // The name is there, though not with this type.
  expect(ask('note.example.com')).toMatchObject({ code: 'NOERROR', values: [] });
});

test('a wildcard may be an alias of the domain itself: both answer the same (DomainNameFormat)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ values: '192.0.2.1' });
  void zone.upsert({ name: '*', alias: 'example.com' });
  expect(ask('any.example.com').values).toEqual(ask('example.com').values);
});

test('names are listed with octal codes for whatever is not a letter, digit, hyphen or underscore (DomainNameFormat)', () => {
  const { route53, zone } = setUp();
  void zone.upsert({ name: 'A@B_c', values: '192.0.2.1' });
  const names = route53.listResourceRecordSets({ hostedZoneId: zone.id }).resourceRecordSets.map(({ name }) => name); // prettier-ignore
  expect(names).toContain('a\\100b_c.example.com.');
});

test('NS records have no wildcard (resource-record-sets-values-shared)', () => {
  const { zone } = setUp();
  expect(refusal(() => zone.upsert({ name: '*', type: 'NS', values: 'ns.example.net' })).name).toBe('InvalidChangeBatch'); // prettier-ignore
});

test('a record holds 400 values at most (DNSLimitations)', () => {
  const { zone, ask } = setUp();
  const values = (count: number) => Array.from({ length: count }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
  expect(refusal(() => zone.upsert({ name: 'many', values: values(401) })).name).toBe('InvalidChangeBatch');
  void zone.upsert({ name: 'many', values: values(400) });
  expect(ask('many.example.com').values).toHaveLength(400);
});

test('an alias answers for its own type, a CNAME for every one (resource-record-sets-choosing-alias-non-alias)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ name: 'to', values: '192.0.2.1' });
  void zone.upsert({ name: 'to', type: 'AAAA', values: '2001:db8::1' });
  void zone.upsert({ name: 'alias', alias: 'to' });
  void zone.upsert({ name: 'link', type: 'CNAME', values: 'to.example.com' });
  expect(ask('alias.example.com').values).toEqual(['192.0.2.1']);
  expect(ask('alias.example.com', 'AAAA').values).toEqual([]);
  expect(ask('link.example.com', 'AAAA').values).toEqual(['2001:db8::1']);
  expect(ask('alias.example.com', 'CNAME').values).toEqual([]);
});

test('an alias has the type of the record that it leads to (resource-record-sets-values-alias-common)', () => {
  const { zone } = setUp();
  void zone.upsert({ name: 'to', type: 'CNAME', values: 'x.example.net' });
  expect(refusal(() => zone.upsert({ alias: 'to' })).name).toBe('InvalidChangeBatch');
  expect(refusal(() => zone.upsert({ type: 'CNAME', alias: 'to' })).name).toBe('InvalidChangeBatch');
});

test('the dot at the end of a CNAME’s target may be missing (resource-record-sets-values-shared)', () => {
  const { zone, ask } = setUp();
  void zone.upsert({ name: 'to', values: '192.0.2.1' });
  void zone.upsert({ name: 'link', type: 'CNAME', values: 'to.example.com' });
  void zone.upsert({ name: 'dot', type: 'CNAME', values: 'to.example.com.' });
  expect(ask('link.example.com').values).toEqual(['192.0.2.1']);
  expect(ask('dot.example.com').values).toEqual(['192.0.2.1']);
});

test('a zone with records of one’s own is not deleted (DeleteHostedZone)', () => {
  const { route53, zone } = setUp();
  void zone.upsert({ name: 'www', values: '192.0.2.1' });
  expect(refusal(() => route53.deleteHostedZone({ id: zone.id })).name).toBe('HostedZoneNotEmpty');
  void zone.remove('www');
  expect(route53.deleteHostedZone({ id: zone.id }).changeInfo.status).toBe('PENDING');
});

test('the most specific private zone answers, and for what it lacks nobody (hosted-zone-private-considerations)', () => {
  const { route53, cloud } = setUp();
  const vpc = cloud.ec2.describeVpcs({}).vpcs![0]!.vpcId!;
  void route53
    .zone('example.org', { vpcs: [vpc] })
    .upsert({ name: 'seattle.accounting', values: '10.0.0.1' });
  void route53.zone('accounting.example.org', { vpcs: [vpc] }).upsert({ name: 'paris', values: '10.0.0.2' });
  const resolver = route53.resolver({ vpc });
  expect(resolver.ask('paris.accounting.example.org').values).toEqual(['10.0.0.2']);
  expect(resolver.ask('seattle.accounting.example.org').code).toBe('NXDOMAIN');
});

test('the last VPC of a private zone stays (hosted-zone-private-disassociate-vpcs)', () => {
  const { route53, cloud } = setUp();
  const vpcId = cloud.ec2.describeVpcs({}).vpcs![0]!.vpcId!;
  const zone = route53.zone('inner.example', { vpcs: [vpcId] });
  const leave = () => route53.disassociateVPCFromHostedZone({ hostedZoneId: zone.id, vpc: { vpcId, vpcRegion: 'us-east-1' } }); // prettier-ignore
  expect(refusal(leave).name).toBe('LastVPCAssociation');
});

test('a CIDR collection is deleted once its locations are (resource-record-sets-delete-cidr-collection)', () => {
  const { route53 } = setUp();
  const { id } = route53.createCidrCollection({ name: 'isps', callerReference: '1' }).collection!;
  const change = (action: 'PUT' | 'DELETE_IF_EXISTS') => route53.changeCidrCollection({ id: id!, changes: [{ locationName: 'isp-a', action, cidrList: ['192.0.2.0/24'] }] }); // prettier-ignore
  change('PUT');
  expect(refusal(() => route53.deleteCidrCollection({ id: id! })).name).toBe('CidrCollectionInUseException');
  change('DELETE_IF_EXISTS');
  expect(route53.deleteCidrCollection({ id: id! })).toEqual({});
});

test('a calculated check looks at no other calculated one (health-checks-creating-values)', () => {
  const { route53 } = setUp();
  const server = route53.healthCheck({ ipAddress: '192.0.2.1' });
  const make = (child: string) => route53.healthCheck({ type: 'CALCULATED', childHealthChecks: [child], healthThreshold: 1 }); // prettier-ignore
  const first = make(server.id);
  expect(refusal(() => make(first.id)).name).toBe('InvalidInput');
});

test('a child that is disabled counts as healthy, and one that is inverted too as unhealthy (health-checks-creating-values)', () => {
  const { route53 } = setUp();
  const of = (more: object) => {
    const child = route53.healthCheck({ ipAddress: '192.0.2.1', disabled: true, ...more });
    return route53.healthCheck({ type: 'CALCULATED', childHealthChecks: [child.id], healthThreshold: 1 });
  };
  expect(of({}).isHealthy).toBe(true);
  expect(of({ inverted: true }).isHealthy).toBe(false);
});

test('a path gets its slash, and a port that is not the protocol’s stands in the Host header (health-checks-creating-values)', async () => {
  const { route53, cloud } = setUp();
  const seen = new Set<string>();
  for (const at of ['192.0.2.1:80', '192.0.2.1:8080'])
    route53.endpoints.listen(at, ({ host, path }) => {
      seen.add(`${host} ${path}`);
      return { status: 200 };
    });
  const asked = { ipAddress: '192.0.2.1', resourcePath: 'health?deep=1' };
  route53.healthCheck({ ...asked, fullyQualifiedDomainName: 'shop.example.com', port: 8080 });
  route53.healthCheck({ ...asked, fullyQualifiedDomainName: 'shop.example.com' });
  route53.healthCheck(asked);
  await cloud.run(60);
  expect([...seen].sort()).toEqual([
    '192.0.2.1 /health?deep=1',
    'shop.example.com /health?deep=1',
    'shop.example.com:8080 /health?deep=1',
  ]);
});

test('a check by domain name that has no A record fails: IPv4 alone is asked for (health-checks-creating-values)', async () => {
  const { route53, cloud, zone } = setUp();
  void zone.upsert({ name: 'six', type: 'AAAA', values: '2001:db8::1' });
  const check = route53.healthCheck({ fullyQualifiedDomainName: 'six.example.com' });
  await cloud.run(200);
  expect(check.isHealthy).toBe(false);
  expect(new Set(check.checkers.map(({ failure }) => failure))).toEqual(
    new Set(['Failure: DNS resolution failed.']),
  );
});

test('an alarm in another mind than Route 53: high resolution, percentiles and M out of N are refused (health-checks-creating-values)', () => {
  const { route53, cloud } = setUp();
  const alarm = { metricName: 'Errors', namespace: 'Shop', statistic: 'Sum', period: 60, evaluationPeriods: 3, threshold: 1, comparisonOperator: 'GreaterThanThreshold' } as const; // prettier-ignore
  const { statistic: _, ...without } = alarm;
  cloud.cloudwatch.putMetricAlarm({ ...alarm, alarmName: 'fast', period: 10 });
  cloud.cloudwatch.putMetricAlarm({ ...without, alarmName: 'p99', extendedStatistic: 'p99' });
  cloud.cloudwatch.putMetricAlarm({ ...alarm, alarmName: 'two of three', datapointsToAlarm: 2 });
  cloud.cloudwatch.putMetricAlarm({ ...alarm, alarmName: 'plain' });
  const of = (name: string) => route53.healthCheck({ type: 'CLOUDWATCH_METRIC', alarmIdentifier: { region: 'us-east-1', name }, insufficientDataHealthStatus: 'LastKnownStatus' }); // prettier-ignore
  for (const name of ['fast', 'p99', 'two of three'])
    expect(refusal(() => of(name)).name).toBe('InvalidInput');
  expect(of('plain').isHealthy).toBe(true);
});

test('an update with an older version of the check is refused (API_UpdateHealthCheck)', () => {
  const { route53 } = setUp();
  const { id: healthCheckId } = route53.healthCheck({ ipAddress: '192.0.2.1' });
  route53.updateHealthCheck({ healthCheckId, healthCheckVersion: 1, failureThreshold: 5 });
  expect(refusal(() => route53.updateHealthCheck({ healthCheckId, healthCheckVersion: 1 })).name).toBe('HealthCheckVersionMismatch'); // prettier-ignore
});
