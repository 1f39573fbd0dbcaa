import { askerAt } from './dns-resolver.ts';
import { invalidInput } from './errors.ts';
import { route53Limits as limits } from './limits.ts';
import type { Context } from './part.ts';
import { readBlock, subnetOf } from './policies/index.ts';
import { type Change, type ResourceRecordSet } from './records/index.ts';
import { publicNamesOf } from '../../cloud/public-names.ts';
import { route53Error } from './errors.ts';
import type { Input, Output } from './schema.ts';
import type { Zone } from './zone.ts';
import { compare, nameOf, reversed, type ZonesApi } from './zones-api.ts';

/** Records. */
export class RecordsApi {
  readonly #context: Context;
  readonly #zones: ZonesApi;

  constructor(context: Context, zones: ZonesApi) {
    this.#context = context;
    this.#zones = zones;
  }

  changeResourceRecordSets(input: Input<'ChangeResourceRecordSets'>): Output<'ChangeResourceRecordSets'> {
    const { hostedZoneId, changeBatch } = input;
    return {
      changeInfo: this.change(this.#zones.zone(hostedZoneId), changeBatch.changes, changeBatch.comment),
    };
  }

  /** Changes records, all or nothing. */
  change(zone: Zone, changes: readonly Change[], comment?: string) {
    const { plane, region, quota } = this.#context;
    if (zone.size + changes.filter(({ action }) => action === 'CREATE').length > quota(limits.records))
      throw route53Error('LimitsExceeded', 'The hosted zone has as many records as it can have.');
    if (changes.some(({ resourceRecordSet }) => resourceRecordSet.trafficPolicyInstanceId !== undefined))
      throw invalidInput('Records of traffic policies are made with the policy');
    const names = publicNamesOf(region.world);
    const edits = zone.change(changes, {
      hasHealthCheck: (id) => plane.checks.has(id),
      ownsAlias: (id, name) => names.find(name)?.hostedZoneId === id,
    });
    return this.#zones.propagate(() => zone.serve(edits), comment);
  }

  listResourceRecordSets(input: Input<'ListResourceRecordSets'>): Output<'ListResourceRecordSets'> {
    const { startRecordName, startRecordType = '', startRecordIdentifier = '', maxItems = 300 } = input;
    const from =
      startRecordName === undefined ? undefined : reversed(nameOf(startRecordName, 'InvalidInput'));
    const all = [...this.#zones.zone(input.hostedZoneId).written.sets()]
      .map((set) => ({ set, key: reversed(set.name) }))
      .sort((a, b) => order(a, b))
      .filter(({ set, key }) => {
        if (from === undefined || key > from) return true;
        if (key < from) return false;
        if (set.type !== startRecordType) return set.type > startRecordType;
        return (set.setIdentifier ?? '') >= startRecordIdentifier;
      });
    const next = all[maxItems]?.set;
    return {
      resourceRecordSets: all.slice(0, maxItems).map(({ set }) => set as Output<'ListResourceRecordSets'>['resourceRecordSets'][number]), // prettier-ignore
      isTruncated: next !== undefined,
      maxItems,
      ...(next && {
        nextRecordName: next.name,
        nextRecordType: next.type,
        ...(next.setIdentifier !== undefined && { nextRecordIdentifier: next.setIdentifier }),
      }),
    };
  }

  /** What the name servers would answer. Where an address is, nobody knows here: it counts as one in us-east-1. */
  testDNSAnswer(input: Input<'TestDNSAnswer'>): Output<'TestDNSAnswer'> {
    const { recordName, recordType, resolverIP, edns0ClientSubnetIP, edns0ClientSubnetMask } = input;
    const zone = this.#zones.zone(input.hostedZoneId);
    if (zone.isPrivate) throw invalidInput('TestDNSAnswer is for public hosted zones');
    const address = edns0ClientSubnetIP ?? resolverIP;
    if (address !== undefined && !readBlock(address)) throw invalidInput(`${address} is no IP address`);
    let asker = askerAt({ ...(address !== undefined && { address }) });
    if (edns0ClientSubnetIP !== undefined && asker.block) {
      const bits = Number(edns0ClientSubnetMask ?? asker.block.bits);
      asker =
        edns0ClientSubnetMask === undefined ? subnetOf(asker) : { ...asker, block: { ...asker.block, bits } };
    }
    const { code, records } = this.#context.plane.dns.answer(zone.served, nameOf(recordName, 'InvalidInput'), recordType, asker); // prettier-ignore
    return {
      nameserver: zone.written.nameServers[0]!.replace(/\.$/, ''),
      recordName: nameOf(recordName, 'InvalidInput'),
      recordType,
      recordData: [...(records.at(-1)?.values ?? [])],
      responseCode: code,
      protocol: 'UDP',
    };
  }
}

function order(
  a: { set: ResourceRecordSet; key: string },
  b: { set: ResourceRecordSet; key: string },
): number {
  return (
    compare(a.key, b.key) ||
    compare(a.set.type, b.set.type) ||
    compare(a.set.setIdentifier ?? '', b.set.setIdentifier ?? '')
  );
}
