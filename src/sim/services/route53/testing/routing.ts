import { change } from '../records/change.ts';
import { HostedZone } from '../records/hosted-zone.ts';
import type { ResourceRecordSet } from '../records/record-set.ts';
import { answer } from '../policies/answer.ts';
import type { Asker } from '../policies/asker.ts';
import type { Outside } from '../policies/outside.ts';

/** A record set with what is not said filled in. */
export type Set = Partial<ResourceRecordSet> & { name: string };

/** A zone with A records of one value, the last byte of its address, and whatever else is said. */
export function zoneOf(...sets: readonly (Set | [Set, value: number])[]): HostedZone {
  const zone = new HostedZone({ id: 'Z1', name: 'example.com' });
  const changes = sets.map((entry) => {
    const [set, value] = Array.isArray(entry) ? entry : [entry, 0];
    const filled = set.aliasTarget ? {} : { ttl: 60, resourceRecords: [{ value: `192.0.2.${value}` }] };
    return { action: 'CREATE' as const, resourceRecordSet: { type: 'A' as const, ...filled, ...set } };
  });
  change(zone, changes);
  return zone;
}

/** The name that is asked for. */
export const www = 'www.example.com.';
/** A record set of that name. */
export const set = (id: string, more: Partial<ResourceRecordSet>, name = www): Set => ({
  name: name,
  setIdentifier: id,
  ...more,
});
/** An alias within the zone. */
export const to = (dnsName: string, evaluateTargetHealth = true) => ({
  aliasTarget: { hostedZoneId: 'Z1', dnsName, evaluateTargetHealth },
});
/** An asker in Europe. */
export const paris: Asker = { place: 'paris', location: { continent: 'EU', country: 'FR' } };
/** An asker in South America. */
export const lima: Asker = { place: 'lima', location: { continent: 'SA', country: 'PE' } };

/** The last bytes of the addresses in the answer. */
export function ask(zone: HostedZone, world: Outside, asker = paris, name = www): number[] {
  const { records } = answer(zone, name, 'A', asker, world);
  return (records.at(-1)?.values ?? []).map((value) => Number(value.split('.')[3]));
}

/** How often each value is answered. */
export function shares(zone: HostedZone, world: Outside, n = 20_000): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++)
    for (const value of ask(zone, world)) counts.set(value, (counts.get(value) ?? 0) + 1 / n);
  return counts;
}

/** Throws where a value is not near another. */
export function near(value: number | undefined, expected: number, by: number): void {
  if (!(Math.abs((value ?? 0) - expected) < by)) throw new Error(`${value} is not near ${expected}`);
}
