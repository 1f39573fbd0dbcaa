import { route53Error } from '../errors.ts';
import { route53Limits as limits } from '../limits.ts';
import { readForm } from './form.ts';
import type { HostedZone } from './hosted-zone.ts';
import { isWithin } from './name.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { faultAmong } from './siblings.ts';
import { faultOfValue } from './value.ts';

/** One change of a batch. */
export interface Change {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly resourceRecordSet: ResourceRecordSet;
}

/** What a change came to: name servers do the same when it reaches them. */
export interface Edit {
  readonly kind: 'put' | 'remove';
  readonly set: ResourceRecordSet;
}

const MAX_CHANGES = limits.changes.max;
const MAX_CHARACTERS = limits.characters.max;

/** Beyond the zone: whether an AWS resource answers by a name in a zone of AWS's, and whether a health check is there. */
export interface ChangeContext {
  readonly ownsAlias?: (hostedZoneId: string, name: string) => boolean;
  readonly hasHealthCheck?: (id: string) => boolean;
}

/** CloudFront's hosted zone, for aliases. https://docs.aws.amazon.com/general/latest/gr/cf_region.html (checked 2026-11-28) */
export const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/**
 * Changes the record sets of a hosted zone: all changes or none, in their order.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export function change(
  zone: HostedZone,
  changes: readonly Change[],
  context: ChangeContext = {},
): readonly Edit[] {
  // An UPSERT counts twice.
  let count = 0;
  let characters = 0;
  for (const { action, resourceRecordSet } of changes) {
    const times = action === 'UPSERT' ? 2 : 1;
    count += times * Math.max(1, resourceRecordSet.resourceRecords?.length ?? 0);
    for (const { value } of resourceRecordSet.resourceRecords ?? []) characters += times * value.length;
  }
  if (changes.length === 0) throw route53Error('InvalidInput', 'Invalid request: No changes specified');
  if (count > MAX_CHANGES) {
    throw route53Error('InvalidChangeBatch', `[Number of records limit of ${MAX_CHANGES} exceeded.]`);
  }
  if (characters > MAX_CHARACTERS) {
    throw route53Error('InvalidChangeBatch', `[Number of characters limit of ${MAX_CHARACTERS} exceeded.]`);
  }
  const read = changes.map(({ action, resourceRecordSet }) => ({
    action,
    set: readForm(action, resourceRecordSet, zone.isPrivate),
  }));
  const undo: (() => void)[] = [];
  const edits: Edit[] = [];
  const faults: string[] = [];
  for (const { action, set } of read) {
    const old = zone.group(set.name, set.type).find((other) => other.setIdentifier === set.setIdentifier);
    const found =
      action === 'DELETE' ? faultsOfDelete(zone, set, old) : faultsOfPut(zone, action, set, old, context);
    faults.push(...found);
    if (found.length > 0) continue;
    const edit: Edit = { kind: action === 'DELETE' ? 'remove' : 'put', set };
    zone[edit.kind](set);
    edits.push(edit);
    undo.push(() => (old ? zone.put(old) : zone.remove(set)));
  }
  // What an alias points at may come later in the batch.
  for (const { action, set } of read)
    if (action !== 'DELETE') faults.push(...faultsOfAlias(zone, set, context));
  if (faults.length === 0) return edits;
  for (const step of undo.reverse()) step();
  throw route53Error('InvalidChangeBatch', `[${faults.join(', ')}]`);
}

function faultsOfDelete(
  zone: HostedZone,
  set: ResourceRecordSet,
  old: ResourceRecordSet | undefined,
): string[] {
  const what = `Tried to delete resource record set [name='${set.name}', type='${set.type}'${identified(set)}]`;
  if (!old) return [`${what} but it was not found`];
  if (!sameSet(old, set)) return [`${what} but the values provided do not match the current values`];
  if (set.name === zone.name && set.type === 'SOA')
    return ['A HostedZone must contain exactly one SOA record.'];
  if (set.name === zone.name && set.type === 'NS') {
    return ['A HostedZone must contain at least one NS record for the zone itself.'];
  }
  return [];
}

function faultsOfPut(
  zone: HostedZone,
  action: string,
  set: ResourceRecordSet,
  old: ResourceRecordSet | undefined,
  { hasHealthCheck }: ChangeContext,
): string[] {
  const { name, type, resourceRecords = [] } = set;
  const faults: string[] = [];
  if (!isWithin(name, zone.name))
    faults.push(`RRSet with DNS name ${name} is not permitted in zone ${zone.name}`);
  for (const { value } of resourceRecords) {
    const fault = faultOfValue(type, value);
    if (fault !== undefined) faults.push(`Invalid Resource Record: '${fault}'`);
  }
  if (resourceRecords.length > limits.values.max)
    faults.push(`RRSet with DNS name ${name}, type ${type} has more than ${limits.values.max} values`);
  const values = resourceRecords.map(({ value }) => value);
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined) faults.push(`Duplicate Resource Record: '${twice}'`);
  if (type === 'CNAME' && resourceRecords.length > 1) {
    faults.push(`RRSet of type CNAME with DNS name ${name} must have only one value`);
  }
  if (type === 'NS' && name.startsWith('\\052.'))
    faults.push(`RRSet of type NS with DNS name ${name} is not permitted as a wildcard`);
  if (type === 'SOA' && name !== zone.name) faults.push('A HostedZone must contain exactly one SOA record.');
  if (type === 'CNAME' && name === zone.name) {
    faults.push(`RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`);
  } else {
    faults.push(...faultsOfCname(zone, set));
  }
  if (action === 'CREATE' && old) {
    faults.push(
      `Tried to create resource record set [name='${name}', type='${type}'${identified(set)}] but it already exists`,
    );
  }
  const among = faultAmong(
    set,
    zone.group(name, type).filter((other) => other !== old),
  );
  if (among !== undefined) faults.push(among);
  if (set.healthCheckId !== undefined && hasHealthCheck && !hasHealthCheck(set.healthCheckId)) {
    faults.push(`The specified health check does not exist: ${set.healthCheckId}`);
  }
  return faults;
}

/** A name with a CNAME has nothing else. */
function faultsOfCname(zone: HostedZone, { name, type }: ResourceRecordSet): string[] {
  const node = zone.node(name);
  if (!node) return [];
  if (type === 'CNAME') {
    const others = [...node.keys()].some((type) => type !== 'CNAME');
    return others
      ? [
          `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
        ]
      : [];
  }
  // The two blanks are AWS's.
  return node.has('CNAME')
    ? [
        `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone ${zone.name}`,
      ]
    : [];
}

function faultsOfAlias(
  zone: HostedZone,
  { aliasTarget, name, type }: ResourceRecordSet,
  context: ChangeContext,
): string[] {
  if (!aliasTarget) return [];
  const { hostedZoneId, dnsName, evaluateTargetHealth } = aliasTarget;
  const what = `Tried to create an alias that targets ${dnsName}, type ${type} in zone ${hostedZoneId},`;
  if (type === 'NS' || type === 'SOA') return [`${what} but the type ${type} cannot be an alias`];
  if (hostedZoneId === zone.id) {
    const faults = isWithin(dnsName, zone.name)
      ? []
      : [`${what} but the alias target name does not lie within the target zone`];
    if (dnsName === name || zone.group(dnsName, type).length === 0)
      faults.push(`${what} but that target was not found`);
    return faults;
  }
  if (hostedZoneId === CLOUDFRONT_ZONE) {
    if (zone.isPrivate) return [`${what} but CloudFront is no alias target in a private zone`];
    if (evaluateTargetHealth) return ['EvaluateTargetHealth is not supported for CloudFront distributions'];
  }
  if (context.ownsAlias && !context.ownsAlias(hostedZoneId, dnsName)) {
    return [
      `${what} but the alias target name does not lie within the target zone`,
      `${what} but that target was not found`,
    ];
  }
  return [];
}

function identified({ setIdentifier }: ResourceRecordSet): string {
  return setIdentifier === undefined ? '' : `, set identifier='${setIdentifier}'`;
}

/** Whether two sets say the same; values in any order. Fields that a DELETE may leave out are not compared. */
function sameSet(a: ResourceRecordSet, b: ResourceRecordSet): boolean {
  const values = ({ resourceRecords = [] }: ResourceRecordSet) =>
    resourceRecords
      .map(({ value }) => value)
      .sort()
      .join('\n');
  return (
    a.ttl === b.ttl &&
    values(a) === values(b) &&
    a.aliasTarget?.hostedZoneId === b.aliasTarget?.hostedZoneId &&
    a.aliasTarget?.dnsName === b.aliasTarget?.dnsName &&
    a.aliasTarget?.evaluateTargetHealth === b.aliasTarget?.evaluateTargetHealth &&
    a.weight === b.weight &&
    a.region === b.region &&
    a.failover === b.failover
  );
}
