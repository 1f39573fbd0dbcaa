import { route53Limits as limits } from '../limits.ts';
import { policyOf, type ResourceRecordSet } from '../records/record-set.ts';
import type { Asker } from './asker.ts';
import { pickOf } from './pick.ts';
import type { Outside } from './outside.ts';

/** As many multivalue answer records are in an answer. */
export const MAX_MULTIVALUE = limits.multivalue.max;

/**
 * Chooses from the record sets of one name and type: the first by the policy that is healthy; where none is, all count
 * as healthy. So a failover pair of which both are unhealthy answers with its primary, and records of weight 0 answer
 * where all others are unhealthy, but not where all are.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function choose(
  group: readonly ResourceRecordSet[],
  asker: Asker,
  outside: Outside,
  isHealthy: (set: ResourceRecordSet) => boolean,
): readonly ResourceRecordSet[] {
  const [first] = group;
  if (!first) return group;
  if (policyOf(first) === 'multivalue') {
    const healthy = group.filter(isHealthy);
    return shuffled(healthy.length > 0 ? healthy : group, outside.random, MAX_MULTIVALUE);
  }
  if (group.length === 1 && policyOf(first) === 'simple') return group;
  const pick = pickOf(group);
  for (let left = group; left.length > 0;) {
    const set = pick(left, asker, outside);
    if (!set) break;
    if (isHealthy(set)) return [set];
    left = left.filter((other) => other !== set);
  }
  const set = pick(group, asker, outside);
  return set ? [set] : [];
}

/** Some of a list, or all of it, in random order. */
export function shuffled<T>(list: readonly T[], random: () => number, most = list.length): T[] {
  const rest = [...list];
  const count = Math.min(most, rest.length);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (rest.length - i));
    const [a, b] = [rest[i] as T, rest[j] as T];
    rest[i] = b;
    rest[j] = a;
  }
  rest.length = count;
  return rest;
}
