import { invalidInput, route53Error } from '../errors.ts';
import { NameError, readName } from './name.ts';
import { policyOf, POLICY_MEMBERS, type ResourceRecordSet, type RoutingPolicy } from './record-set.ts';

/** Types that have no routing policy but the simple one. */
const SIMPLE_ONLY: ReadonlySet<string> = new Set(['SOA', 'NS', 'DS']);

/** Policies that a private hosted zone has not. hosted-zone-private-considerations.html */
const PUBLIC_ONLY: ReadonlySet<RoutingPolicy> = new Set(['ip-based', 'geoproximity']);

/** Policies whose record sets hold one value each. */
const ONE_VALUE: ReadonlySet<RoutingPolicy> = new Set(['weighted', 'latency']);

/**
 * Checks a record set by itself, as the request's form is checked before anything else: what must be there, what must
 * not be there together, and ranges. Throws InvalidInput. Answers the set with its names as Route 53 keeps them.
 */
export function readForm(action: string, set: ResourceRecordSet, inPrivateZone: boolean): ResourceRecordSet {
  const refuse = (what: string): never => {
    throw invalidInput(`${what} in ${describe(action, set)}`);
  };
  const values = set.resourceRecords;
  const hasAlias = set.aliasTarget !== undefined;
  const hasValues = set.ttl !== undefined && values !== undefined && values.length > 0;
  const hasPart = set.ttl !== undefined || values !== undefined;
  if (hasAlias ? hasPart : !hasValues) {
    const found = hasAlias ? 'more than one' : 'none';
    refuse(
      `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found}`,
    );
  }
  const fields = POLICY_MEMBERS.filter(([member]) => set[member] !== undefined && set[member] !== false);
  const names = POLICY_MEMBERS.map(([member]) => member.charAt(0).toUpperCase() + member.slice(1));
  if (fields.length > 1) refuse(`Expected exactly one of [${listed(names)}], but found more than one`);
  if (fields.length === 1 && set.setIdentifier === undefined) refuse(`Missing field 'SetIdentifier'`);
  if (fields.length === 0 && set.setIdentifier !== undefined) {
    refuse(`Expected exactly one of [${listed(names)}], but found none`);
  }
  const policy = policyOf(set);
  if (policy !== 'simple' && SIMPLE_ONLY.has(set.type)) refuse(`Type ${set.type} has no routing policies`);
  if (policy === 'multivalue' && (set.type === 'CNAME' || hasAlias)) {
    refuse('MultiValueAnswer cannot be used with alias records or type CNAME');
  }
  if (inPrivateZone && PUBLIC_ONLY.has(policy)) refuse(`No ${policy} records in a private hosted zone`);
  if (ONE_VALUE.has(policy) && (values?.length ?? 0) > 1)
    refuse(`Only one ResourceRecord in a ${policy} record`);
  if (set.geoLocation) {
    const { continentCode, countryCode, subdivisionCode } = set.geoLocation;
    if ((continentCode === undefined) === (countryCode === undefined)) {
      refuse('Expected exactly one of [ContinentCode, or CountryCode]');
    }
    if (subdivisionCode !== undefined && (countryCode === undefined || countryCode === '*')) {
      refuse('SubdivisionCode needs a CountryCode');
    }
  }
  if (set.geoProximityLocation) {
    const { awsRegion, localZoneGroup, coordinates } = set.geoProximityLocation;
    if ([awsRegion, localZoneGroup, coordinates].filter((part) => part !== undefined).length !== 1) {
      refuse('Expected exactly one of [AWSRegion, LocalZoneGroup, or Coordinates]');
    }
    if (coordinates && !(degrees(coordinates.latitude, 90) && degrees(coordinates.longitude, 180))) {
      refuse('Coordinates are out of range');
    }
  }
  return withNames(set);
}

function degrees(text: string, most: number): boolean {
  return /^-?[0-9]{1,3}(\.[0-9]{0,2})?$/.test(text) && Math.abs(Number(text)) <= most;
}

function withNames(set: ResourceRecordSet): ResourceRecordSet {
  try {
    const { aliasTarget } = set;
    const alias = aliasTarget && { aliasTarget: { ...aliasTarget, dnsName: readName(aliasTarget.dnsName) } };
    return { ...set, name: readName(set.name), ...alias };
  } catch (error) {
    if (error instanceof NameError) throw route53Error('InvalidChangeBatch', `[${error.message}]`);
    throw error;
  }
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')}, or ${names.at(-1) ?? ''}`;
}

function describe(action: string, { name, type, setIdentifier }: ResourceRecordSet): string {
  return `Change with [Action=${action}, Name=${name}, Type=${type}, SetIdentifier=${setIdentifier ?? 'null'}]`;
}
