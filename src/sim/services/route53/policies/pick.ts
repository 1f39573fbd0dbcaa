import { holds } from './cidr.ts';
import type { Place } from './outside.ts';
import { policyOf, type ResourceRecordSet } from '../records/record-set.ts';
import type { Asker } from './asker.ts';
import { biased } from './bias.ts';
import type { Outside } from './outside.ts';

/** Picks from the record sets that are left the one that is first by the policy, or none where none is for the asker. */
export type Pick = (
  left: readonly ResourceRecordSet[],
  asker: Asker,
  outside: Outside,
) => ResourceRecordSet | undefined;

/** The pick of a group: its sets have one policy. */
export function pickOf(group: readonly ResourceRecordSet[]): Pick {
  const policy = group[0] ? policyOf(group[0]) : 'simple';
  switch (policy) {
    case 'weighted':
      return byWeight;
    case 'latency':
      return (left, asker, { places }) =>
        least(left, ({ region = '' }) => places.roundTrip(asker.place, region));
    case 'failover':
      return (left) => left.find(({ failover }) => failover === 'PRIMARY') ?? left[0];
    case 'geolocation':
      return (left, asker) => least(left, (set) => -specificity(set, asker));
    case 'geoproximity':
      return (left, asker, { places }) =>
        least(left, (set) =>
          biased(places.distance(asker.place, placeOf(set)), set.geoProximityLocation?.bias ?? 0),
        );
    case 'ip-based':
      return (left, asker, outside) => least(left, (set) => -prefix(set, asker, outside));
    default:
      return (left) => left[0];
  }
}

/** By weights; those of weight 0 only where no others are left, and then each alike. */
const byWeight: Pick = (left, _asker, { random }) => {
  let sum = 0;
  for (const { weight = 0 } of left) sum += weight;
  if (sum === 0) return left[Math.floor(random() * left.length)];
  let rest = random() * sum;
  for (const set of left) {
    rest -= set.weight ?? 0;
    if (rest < 0) return set;
  }
  return left.findLast(({ weight = 0 }) => weight > 0);
};

/** How exactly a set's location holds the asker; negative infinity where it does not. */
function specificity({ geoLocation }: ResourceRecordSet, { location }: Asker): number {
  const { continentCode, countryCode, subdivisionCode } = geoLocation ?? {};
  if (countryCode === '*') return 0;
  if (location) {
    if (continentCode !== undefined && continentCode === location.continent) return 1;
    if (countryCode !== undefined && countryCode === location.country) {
      if (subdivisionCode === undefined) return 2;
      if (subdivisionCode === location.subdivision) return 3;
    }
  }
  return -Infinity;
}

/** The longest block of a set's location that holds the asker; 0 for the default location. */
function prefix({ cidrRoutingConfig }: ResourceRecordSet, { block }: Asker, outside: Outside): number {
  if (!cidrRoutingConfig) return -Infinity;
  const { collectionId, locationName } = cidrRoutingConfig;
  if (locationName === '*') return 0;
  let longest = -Infinity;
  if (!block) return longest;
  for (const own of outside.blocks?.(collectionId, locationName) ?? []) {
    // A block longer than what is known of the asker does not match.
    if (own.bits > longest && holds(own, block)) longest = own.bits;
  }
  return longest;
}

function placeOf({ geoProximityLocation }: ResourceRecordSet): Place {
  const { awsRegion, localZoneGroup, coordinates } = geoProximityLocation ?? {};
  if (coordinates)
    return { latitude: Number(coordinates.latitude), longitude: Number(coordinates.longitude) };
  return awsRegion ?? localZoneGroup ?? '';
}

/** The set with the least measure, the first of equal ones; none where all measures are infinite. */
function least(
  left: readonly ResourceRecordSet[],
  measure: (set: ResourceRecordSet) => number,
): ResourceRecordSet | undefined {
  let best: ResourceRecordSet | undefined;
  let low = Infinity;
  for (const set of left) {
    const value = measure(set);
    if (value >= low) continue;
    low = value;
    best = set;
  }
  return best;
}
