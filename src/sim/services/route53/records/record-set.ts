import type * as aws from '../schema.ts';
import type { Model } from '../schema.ts';

/** The types of records that Route 53 keeps. */
export type RecordType = aws.RRType;

/**
 * A resource record set: one name, one type, one choice.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export type ResourceRecordSet = Readonly<Model<aws.ResourceRecordSet>>;

/** How Route 53 chooses among the record sets of a name and type. */
export type RoutingPolicy =
  'simple' | 'weighted' | 'latency' | 'failover' | 'geolocation' | 'geoproximity' | 'multivalue' | 'ip-based';

/** The members that make a policy, in the order in which AWS's refusals name them. */
export const POLICY_MEMBERS = [
  ['weight', 'weighted'],
  ['region', 'latency'],
  ['failover', 'failover'],
  ['geoLocation', 'geolocation'],
  ['multiValueAnswer', 'multivalue'],
  ['cidrRoutingConfig', 'ip-based'],
  ['geoProximityLocation', 'geoproximity'],
] as const satisfies readonly (readonly [keyof ResourceRecordSet, RoutingPolicy])[];

/** The policy of a record set that has at most one. */
export function policyOf(set: ResourceRecordSet): RoutingPolicy {
  for (const [member, policy] of POLICY_MEMBERS)
    if (set[member] !== undefined && set[member] !== false) return policy;
  return 'simple';
}
