import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/';
const API = 'https://docs.aws.amazon.com/Route53/latest/APIReference/';
const QUOTAS = `${GUIDE}DNSLimitations.html`;
const RECORD = `${API}API_ResourceRecordSet.html`;
const CHECK = `${API}API_HealthCheckConfig.html`;
const HEALTH = `${GUIDE}dns-failover-determining-health-of-endpoints.html`;

/** What Amazon Route 53 allows. Checked on 2026-11-28. */
export const route53Limits = {
  hostedZones: row('Hosted zones of an account', 'hosted zones', QUOTAS, { max: 500 }, true),
  records: row('Records of a hosted zone', 'records', QUOTAS, { max: 10_000 }, true),
  delegationSets: row(
    'Reusable delegation sets of an account',
    'delegation sets',
    QUOTAS,
    { max: 100 },
    true,
  ),
  vpcs: row('VPCs of a private hosted zone', 'VPCs', QUOTAS, { max: 300 }),
  healthChecks: row('Health checks of an account', 'health checks', QUOTAS, { max: 200 }, true),
  values: row('Values of a record', 'values', QUOTAS, { max: 400 }),
  siblings: row('Records of a name and type with a routing policy', 'records', QUOTAS, { max: 100 }),
  geoproximity: row('Geoproximity records of a name and type', 'records', QUOTAS, { max: 30 }),
  changes: row('Values in a change; an UPSERT counts twice', 'values', QUOTAS, { max: 1000 }),
  characters: row('Characters of the values in a change', 'characters', QUOTAS, { max: 32_000 }),
  ttl: row('TTL of a record', 'seconds', RECORD, { min: 0, max: 2_147_483_647 }),
  aliasTtl: row('TTL of an alias to a load balancer', 'seconds', 'https://aws.amazon.com/route53/faqs/', { default: 60 }), // prettier-ignore
  soaTtl: row('TTL of the SOA record', 'seconds', `${GUIDE}SOA-NSrecords.html`, { default: 900 }),
  soaMinimum: row('Minimum TTL in the SOA record', 'seconds', `${GUIDE}SOA-NSrecords.html`, {
    default: 86_400,
  }),
  nsTtl: row('TTL of the NS record', 'seconds', `${GUIDE}SOA-NSrecords.html`, { default: 172_800 }),
  weight: row('Weight of a record', '', RECORD, { min: 0, max: 255 }),
  bias: row('Bias of a geoproximity record', '', RECORD, { min: -99, max: 99 }),
  setIdentifier: row('Set identifier', 'characters', RECORD, { min: 1, max: 128 }),
  multivalue: row('Healthy records in a multivalue answer', 'records', `${GUIDE}routing-policy-multivalue.html`, { max: 8 }), // prettier-ignore
  failureThreshold: row('Checks in a row that turn a health checker', 'checks', CHECK, {
    default: 3,
    min: 1,
    max: 10,
  }),
  standardInterval: row('Interval of a health check', 'seconds', CHECK, { default: 30 }),
  fastInterval: row('Fast interval of a health check', 'seconds', CHECK, { default: 10 }),
  healthyShare: row('Share of healthy checkers that an endpoint must exceed', 'percent', HEALTH, {
    default: 18,
  }),
  connectTcp: row('Time for a TCP connection of a TCP check', 'seconds', HEALTH, { default: 10 }),
  connectHttp: row('Time for a TCP connection of an HTTP or HTTPS check', 'seconds', HEALTH, { default: 4 }),
  statusTime: row('Time for the HTTP status code after the connection', 'seconds', HEALTH, { default: 2 }),
  bodyTime: row('Time for the response body after the status code', 'seconds', HEALTH, { default: 2 }),
  bodyBytes: row('Bytes of the body in which the search string must stand', 'bytes', HEALTH, {
    default: 5120,
  }),
  searchString: row('Search string', 'characters', CHECK, { max: 255 }),
  resourcePath: row('Path of a health check', 'characters', CHECK, { max: 255 }),
  port: row('Port of a health check', '', CHECK, { min: 1, max: 65_535 }),
  children: row('Health checks that a calculated one looks at', 'health checks', QUOTAS, { max: 255 }),
  regions: row('Regions of checkers', 'Regions', CHECK, { min: 3, max: 64 }),
  callerReference: row('Caller reference of a hosted zone', 'characters', `${API}API_CreateHostedZone.html`, { min: 1, max: 128 }), // prettier-ignore
  checkReference: row('Caller reference of a health check', 'characters', `${API}API_CreateHealthCheck.html`, { min: 1, max: 64 }), // prettier-ignore
  comment: row('Comment', 'characters', `${API}API_HostedZoneConfig.html`, { max: 256 }),
  tags: row('Tags of a hosted zone or health check', 'tags', `${API}API_ChangeTagsForResource.html`, {
    max: 10,
  }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
} as const satisfies Record<string, Limit>;
