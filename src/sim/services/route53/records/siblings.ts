import { route53Limits as limits } from '../limits.ts';
import { policyOf, type ResourceRecordSet } from './record-set.ts';

const MAX_WEIGHTED = limits.weighted.max;

/**
 * What keeps a record set from standing beside others of its name and type, in Route 53's words where they are on
 * record, or undefined: all must have one policy, and none may claim what another has.
 */
export function faultAmong(set: ResourceRecordSet, others: readonly ResourceRecordSet[]): string | undefined {
  if (others.length === 0) return undefined;
  const who = `RRSet with DNS name ${set.name}, type ${set.type}`;
  const policy = policyOf(set);
  if (policy === 'simple')
    return `${who} cannot be created as other RRSets exist with the same name and type.`;
  const whoExactly = `${who}, SetIdentifier ${set.setIdentifier ?? ''}`;
  const mixed = others.some((other) => policyOf(other) !== policy);
  const taken = (claim: (other: ResourceRecordSet) => unknown): boolean =>
    others.some((other) => claim(other) === claim(set));
  switch (policy) {
    case 'weighted':
      if (mixed)
        return `${whoExactly} cannot be created as a non-weighted set exists with the same name and type.`;
      if (others.length >= MAX_WEIGHTED)
        return `${whoExactly} cannot be created as there are ${MAX_WEIGHTED} already.`;
      if (others.some((other) => (other.ttl ?? set.ttl) !== (set.ttl ?? other.ttl))) {
        return `RRSet with DNS name ${set.name}  and type ${set.type}, SetIdentifier ${set.setIdentifier ?? ''} cannot be created as weighted sets must contain the same TTL.`;
      }
      return undefined;
    case 'latency': {
      const whoThere = `${whoExactly}, and Region Name=${set.region ?? ''}`;
      if (mixed) {
        return `${whoThere} cannot be created because a non-latency RRSet with the same name and type already exists.`;
      }
      return taken((other) => other.region)
        ? `${whoThere} cannot be created because a latency RRSet with the same name, type, and region already exists.`
        : undefined;
    }
    case 'failover':
      return refused(
        mixed,
        taken((other) => other.failover),
        `failover ${set.failover ?? ''}`,
      );
    case 'geolocation':
      return refused(
        mixed,
        taken((other) => locationOf(other)),
        'geolocation',
      );
    case 'ip-based': {
      const elsewhere = others.some(
        (other) => other.cidrRoutingConfig?.collectionId !== set.cidrRoutingConfig?.collectionId,
      );
      return refused(
        mixed || elsewhere,
        taken((other) => other.cidrRoutingConfig?.locationName),
        'CIDR location',
      );
    }
    default:
      return refused(mixed, false, policy);
  }

  function refused(isMixed: boolean, isTaken: boolean, what: string): string | undefined {
    if (isMixed)
      return `${whoExactly} cannot be created as a non-${policy} set exists with the same name and type.`;
    return isTaken
      ? `${whoExactly} cannot be created as a set of the same ${what} exists with the same name and type.`
      : undefined;
  }
}

/** A location in one word. */
export function locationOf({ geoLocation }: ResourceRecordSet): string {
  const { continentCode = '', countryCode = '', subdivisionCode = '' } = geoLocation ?? {};
  return `${continentCode}/${countryCode}/${subdivisionCode}`;
}
