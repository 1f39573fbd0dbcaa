import type { HostedZone, Node } from '../records/hosted-zone.ts';
import { isWithin, parentOf, wildcardBelow } from '../records/name.ts';
import type { RecordType, ResourceRecordSet } from '../records/record-set.ts';
import type { Asker } from './asker.ts';
import { choose, shuffled } from './choose.ts';
import { TargetHealth } from './target-health.ts';
import type { Outside } from './outside.ts';

/** Records of one name and type, as they are on their way. */
export interface RecordsInAnswer {
  readonly name: string;
  readonly type: RecordType;
  /** Seconds. */
  readonly ttl: number;
  readonly values: readonly string[];
}

/** What a hosted zone says to a question. */
export interface Answer {
  /** NXDOMAIN: there is no such name; NOERROR without records (NODATA): the name has none of the type. */
  readonly code: 'NOERROR' | 'NXDOMAIN' | 'REFUSED';
  /** A chain of CNAME records, if any, and at its end what was asked for. */
  readonly records: readonly RecordsInAnswer[];
  /** How long it may be remembered that there is nothing: the lesser of the SOA record's TTL and its minimum. */
  readonly negativeTtl?: number;
  /** The name servers of a zone further down that has the answer. */
  readonly referral?: RecordsInAnswer;
  /** The record sets that the answer came through, aliases included. */
  readonly through: readonly ResourceRecordSet[];
}

/** A chain of CNAME records, or of aliases, is followed this far. Silence: AWS publishes no figure. */
const MAX_CHAIN = 16;

/** Answers a question from a hosted zone. The name is one that `readName` gave. */
export function answer(
  zone: HostedZone,
  name: string,
  type: RecordType,
  asker: Asker,
  outside: Outside,
): Answer {
  const through: ResourceRecordSet[] = [];
  const records: RecordsInAnswer[] = [];
  if (!isWithin(name, zone.name)) return { code: 'REFUSED', records, through };
  const health = new TargetHealth(zone, outside);
  const seen = new Set<string>();
  for (let at = name; ;) {
    seen.add(at);
    const referral = referralOf(zone, at, type);
    if (referral) return { code: 'NOERROR', records, referral, through };
    const node = nodeFor(zone, at);
    if (!node) return { code: 'NXDOMAIN', records, negativeTtl: negativeTtlOf(zone), through };
    const group = node.get(type) ?? [];
    const found = group.length > 0 ? answered(zone, group, type, asker, outside, health, through) : undefined;
    if (found) {
      records.push({ name: at, type, ...found });
      return { code: 'NOERROR', records, through };
    }
    const cname = type === 'CNAME' ? [] : (node.get('CNAME') ?? []);
    const link =
      cname.length > 0 ? answered(zone, cname, 'CNAME', asker, outside, health, through) : undefined;
    const target = link?.values[0]?.toLowerCase();
    if (!link || target === undefined) {
      return { code: 'NOERROR', records, negativeTtl: negativeTtlOf(zone), through };
    }
    records.push({ name: at, type: 'CNAME', ...link });
    at = target.endsWith('.') ? target : `${target}.`;
    // Out of the zone the resolver goes on by itself; in a circle nobody does.
    if (!isWithin(at, zone.name) || seen.has(at) || records.length >= MAX_CHAIN) {
      return { code: 'NOERROR', records, through };
    }
  }
}

/**
 * The records of a name: its own, or those of the wildcard below the nearest name above it that is there (RFC 4592).
 * An empty node is a name that is only there for those below it; undefined is no such name.
 */
function nodeFor(zone: HostedZone, name: string): Node | undefined {
  if (zone.exists(name)) return zone.node(name) ?? new Map();
  let above = parentOf(name);
  while (above !== zone.name && !zone.exists(above)) above = parentOf(above);
  return zone.node(wildcardBelow(above));
}

/** The NS records between the zone's apex and a name, of the topmost name that has some. */
function referralOf(zone: HostedZone, name: string, type: RecordType): RecordsInAnswer | undefined {
  let found: RecordsInAnswer | undefined;
  for (let above = name; above !== zone.name && above !== '.'; above = parentOf(above)) {
    const [set] = zone.group(above, 'NS');
    // A DS record belongs to the zone above the cut.
    if (!set || (type === 'DS' && above === name)) continue;
    found = { name: above, type: 'NS', ttl: set.ttl ?? 0, values: valuesOf(set) };
  }
  return found;
}

function answered(
  zone: HostedZone,
  group: readonly ResourceRecordSet[],
  type: RecordType,
  asker: Asker,
  outside: Outside,
  health: TargetHealth,
  through: ResourceRecordSet[],
): { ttl: number; values: readonly string[] } | undefined {
  let from = group;
  for (let depth = 0; depth < MAX_CHAIN; depth++) {
    const chosen = choose(from, asker, outside, (set) => health.isHealthy(set));
    through.push(...chosen);
    const [set, ...more] = chosen;
    if (!set) return undefined;
    const alias = set.aliasTarget;
    if (!alias) {
      // One set answers with all its values in random order; several, already in random order, with theirs.
      const values = more.length > 0 ? chosen.flatMap(valuesOf) : shuffled(valuesOf(set), outside.random);
      return { ttl: Math.min(...chosen.map(({ ttl = 0 }) => ttl)), values };
    }
    if (alias.hostedZoneId !== zone.id) {
      const resource = outside.resource?.(alias.hostedZoneId, alias.dnsName, type);
      return resource && { ttl: resource.ttl, values: shuffled(resource.values, outside.random) };
    }
    from = zone.group(alias.dnsName, type);
  }
  return undefined;
}

function valuesOf({ resourceRecords = [] }: ResourceRecordSet): string[] {
  return resourceRecords.map(({ value }) => value);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html */
function negativeTtlOf(zone: HostedZone): number {
  const [soa] = zone.group(zone.name, 'SOA');
  const minimum = Number(
    soa?.resourceRecords?.[0]?.value
      .trim()
      .split(/[ \t]+/)
      .at(-1) ?? 0,
  );
  return Math.min(soa?.ttl ?? 0, Number.isFinite(minimum) ? minimum : 0);
}
