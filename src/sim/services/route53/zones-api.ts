import { Metric } from '../../cloud/index.ts';
import type { ChangeRecord } from './control-plane.ts';
import { invalidInput, route53Error } from './errors.ts';
import { route53Limits as limits } from './limits.ts';
import { route53Metrics } from './metrics.ts';
import { bare, markedPage, newId, type Context } from './part.ts';
import { route53Prices } from './prices.ts';
import { NameError, readName } from './records/index.ts';
import type * as aws from './schema.ts';
import type { Input, Model, Output } from './schema.ts';
import { Zone } from './zone.ts';

/** Seconds of a month, as a hosted zone's price is reckoned here: 30 days. */
const MONTH = 30 * 86_400;

type Vpc = Model<aws.VPC>;

/** Hosted zones, their VPCs and their delegation sets. */
export class ZonesApi {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  createHostedZone(input: Input<'CreateHostedZone'>): Output<'CreateHostedZone'> {
    const { plane, region, random } = this.#context;
    const { callerReference, vpc, hostedZoneConfig, delegationSetId } = input;
    const name = nameOf(input.name);
    if (name.startsWith('\\052.'))
      throw route53Error('InvalidDomainName', `The leftmost label of ${input.name} is an asterisk.`);
    const mine = this.#mine();
    if (mine.some((zone) => zone.callerReference === callerReference))
      throw route53Error('HostedZoneAlreadyExists', `A hosted zone has already been created with the specified caller reference.`); // prettier-ignore
    if (mine.length >= this.#context.quota(limits.hostedZones))
      throw route53Error('TooManyHostedZones', 'The account has as many hosted zones as it can have.');
    if (hostedZoneConfig?.privateZone && !vpc) throw invalidInput('A private hosted zone needs a VPC');
    if (vpc && delegationSetId !== undefined) throw invalidInput('A private hosted zone has no delegation set'); // prettier-ignore
    const shared =
      delegationSetId === undefined ? undefined : plane.delegationSets.get(bare(delegationSetId));
    const nameServers = shared?.nameServers ?? this.#nameServers(vpc !== undefined);
    const id = newId(random, 'Z');
    const zone = new Zone(plane.dns, {
      id,
      name,
      account: region.account,
      callerReference,
      comment: hostedZoneConfig?.comment,
      nameServers,
      delegationSetId: shared?.id,
      vpcs: vpc && new Map([this.#checked(vpc, name)]),
    });
    plane.zones.add(id, zone);
    if (!zone.isPrivate) {
      const home = region.region('us-east-1');
      zone.queries = home.world.metrics.publish(new Metric(route53Metrics.dnsQueries, { HostedZoneId: id }, home, () => true)); // prettier-ignore
    }
    zone.bill = this.#context.usage(route53Prices.hostedZones).start(1 / MONTH);
    return {
      hostedZone: described(zone),
      changeInfo: this.propagate(() => zone.open()),
      delegationSet: { nameServers: plain(nameServers) },
      location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`,
      ...(vpc && { vpc }),
    };
  }

  getHostedZone({ id }: Input<'GetHostedZone'>): Output<'GetHostedZone'> {
    const zone = this.zone(id);
    return {
      hostedZone: described(zone),
      ...(zone.isPrivate
        ? { vpCs: [...zone.vpcs].map(toVpc) }
        : { delegationSet: { nameServers: plain(zone.written.nameServers), ...(zone.delegationSetId !== undefined && { id: zone.delegationSetId }) } }), // prettier-ignore
    } as Output<'GetHostedZone'>;
  }

  getHostedZoneCount(): Output<'GetHostedZoneCount'> {
    return { hostedZoneCount: this.#mine().length };
  }

  listHostedZones(input: Input<'ListHostedZones'> = {}): Output<'ListHostedZones'> {
    const { marker, maxItems, delegationSetId, hostedZoneType } = input;
    const all = this.#mine().filter(
      (zone) =>
        (delegationSetId === undefined || zone.delegationSetId === bare(delegationSetId)) &&
        (hostedZoneType === undefined || zone.isPrivate),
    );
    const { page, marks } = markedPage(all, marker, maxItems);
    return { hostedZones: page.map(described), ...marks };
  }

  listHostedZonesByName(input: Input<'ListHostedZonesByName'> = {}): Output<'ListHostedZonesByName'> {
    const { dnsName, maxItems = 100 } = input;
    const from = dnsName === undefined ? '' : reversed(nameOf(dnsName));
    const after = input.hostedZoneId === undefined ? '' : bare(input.hostedZoneId);
    const all = this.#mine()
      .map((zone) => ({ zone, key: reversed(zone.name) }))
      .filter(({ zone, key }) => key > from || (key === from && zone.id >= after))
      .sort((a, b) => compare(a.key, b.key) || compare(a.zone.id, b.zone.id));
    const next = all[maxItems]?.zone;
    return {
      hostedZones: all.slice(0, maxItems).map(({ zone }) => described(zone)),
      isTruncated: next !== undefined,
      maxItems,
      ...(dnsName !== undefined && { dnsName }),
      ...(input.hostedZoneId !== undefined && { hostedZoneId: input.hostedZoneId }),
      ...(next && { nextDNSName: next.name, nextHostedZoneId: next.id }),
    };
  }

  listHostedZonesByVPC(input: Input<'ListHostedZonesByVPC'>): Output<'ListHostedZonesByVPC'> {
    const { vpcId, maxItems = 100, nextToken } = input;
    const all = this.#context.plane.zones.list().filter(({ vpcs }) => vpcs.has(vpcId));
    const { page, marks } = markedPage(all, nextToken, maxItems);
    return {
      hostedZoneSummaries: page.map((zone) => ({
        hostedZoneId: zone.id,
        name: zone.name,
        owner: { owningAccount: zone.account },
      })),
      maxItems,
      ...(marks.nextMarker !== undefined && { nextToken: marks.nextMarker }),
    };
  }

  updateHostedZoneComment(input: Input<'UpdateHostedZoneComment'>): Output<'UpdateHostedZoneComment'> {
    const zone = this.zone(input.id);
    zone.comment = input.comment;
    return { hostedZone: described(zone) };
  }

  deleteHostedZone({ id }: Input<'DeleteHostedZone'>): Output<'DeleteHostedZone'> {
    const zone = this.zone(id);
    if (zone.size > 2)
      throw route53Error('HostedZoneNotEmpty', 'The specified hosted zone contains non-required resource record sets and so cannot be deleted.'); // prettier-ignore
    this.#context.plane.zones.remove(zone.id);
    zone.bill?.stop();
    if (zone.queries) this.#context.region.world.metrics.withdraw(zone.queries);
    return { changeInfo: this.propagate(() => zone.close()) };
  }

  // ── VPCs ──────────────────────────────────────────────────────────────────────────────────────────────────────

  associateVPCWithHostedZone(
    input: Input<'AssociateVPCWithHostedZone'>,
  ): Output<'AssociateVPCWithHostedZone'> {
    // prettier-ignore
    const { plane, region } = this.#context;
    const zone = plane.zones.get(bare(input.hostedZoneId));
    if (!zone.isPrivate)
      throw route53Error('PublicZoneVPCAssociation', 'You tried to associate a VPC with a public hosted zone.'); // prettier-ignore
    if (zone.account !== region.account && !zone.authorized.has(keyOf(input.vpc)))
      throw route53Error('NotAuthorizedException', `The VPC ${input.vpc.vpcId} is not authorized to be associated with the hosted zone ${zone.id}.`); // prettier-ignore
    if (zone.vpcs.size >= this.#context.quota(limits.vpcs))
      throw route53Error('LimitsExceeded', 'The hosted zone has as many VPCs as it can have.');
    const [vpcId, vpcRegion] = this.#checked(input.vpc, zone.name);
    return { changeInfo: this.propagate(() => zone.associate(vpcId, vpcRegion), input.comment) };
  }

  disassociateVPCFromHostedZone(
    input: Input<'DisassociateVPCFromHostedZone'>,
  ): Output<'DisassociateVPCFromHostedZone'> {
    // prettier-ignore
    const zone = this.#context.plane.zones.get(bare(input.hostedZoneId));
    const { vpcId = '' } = input.vpc;
    if (!zone.vpcs.has(vpcId))
      throw route53Error('VPCAssociationNotFound', `The VPC ${vpcId} is not associated with the hosted zone ${zone.id}.`); // prettier-ignore
    if (zone.vpcs.size === 1)
      throw route53Error('LastVPCAssociation', 'The last VPC of a private hosted zone cannot be disassociated.'); // prettier-ignore
    return { changeInfo: this.propagate(() => zone.associate(vpcId, undefined), input.comment) };
  }

  createVPCAssociationAuthorization(
    input: Input<'CreateVPCAssociationAuthorization'>,
  ): Output<'CreateVPCAssociationAuthorization'> {
    // prettier-ignore
    this.zone(input.hostedZoneId).authorized.add(keyOf(input.vpc));
    return { hostedZoneId: input.hostedZoneId, vpc: input.vpc };
  }

  deleteVPCAssociationAuthorization(
    input: Input<'DeleteVPCAssociationAuthorization'>,
  ): Output<'DeleteVPCAssociationAuthorization'> {
    // prettier-ignore
    if (!this.zone(input.hostedZoneId).authorized.delete(keyOf(input.vpc)))
      throw route53Error('VPCAssociationAuthorizationNotFound', `The VPC ${input.vpc.vpcId} is not authorized.`); // prettier-ignore
    return {};
  }

  listVPCAssociationAuthorizations(
    input: Input<'ListVPCAssociationAuthorizations'>,
  ): Output<'ListVPCAssociationAuthorizations'> {
    // prettier-ignore
    const keys = [...this.zone(input.hostedZoneId).authorized];
    const vpcs = keys.map((key) => toVpc(key.split(' ').reverse() as [string, string]));
    return { hostedZoneId: input.hostedZoneId, vpCs: vpcs } as Output<'ListVPCAssociationAuthorizations'>;
  }

  // ── Changes ───────────────────────────────────────────────────────────────────────────────────────────────────

  getChange({ id }: Input<'GetChange'>): Output<'GetChange'> {
    return { changeInfo: infoOf(this.#context.plane.changes.get(bare(id))) };
  }

  /** A change that name servers have after the time of propagation. */
  propagate(apply: () => void, comment?: string): Model<aws.ChangeInfo> {
    const { plane, random, region } = this.#context;
    const { simulation } = region.world;
    const id = newId(random, 'C');
    const change: ChangeRecord = plane.changes.add(id, { id, submittedAt: this.#context.date(), comment, status: 'PENDING', waiting: [] }); // prettier-ignore
    const info = infoOf(change);
    const finish = (): void => {
      apply();
      change.status = 'INSYNC';
      for (const done of change.waiting.splice(0)) done();
    };
    const { propagation } = plane.dns.model;
    if (propagation > 0) simulation.schedule(propagation, finish);
    else finish();
    return info;
  }

  /** Calls back when the name servers have a change. */
  whenInSync(id: string, done: () => void): void {
    const change = this.#context.plane.changes.get(bare(id));
    if (change.status === 'INSYNC') done();
    else change.waiting.push(done);
  }

  /** A zone of this account. */
  zone(id: string): Zone {
    const { plane, region } = this.#context;
    const zone = plane.zones.get(bare(id));
    if (zone.account !== region.account)
      throw route53Error('NoSuchHostedZone', `No hosted zone found with ID: ${bare(id)}`);
    return zone;
  }

  #mine(): Zone[] {
    const { plane, region } = this.#context;
    return plane.zones.list().filter(({ account }) => account === region.account);
  }

  /** A VPC that may be associated: it is there, and no zone of the same name has it. */
  #checked({ vpcId, vpcRegion = 'us-east-1' }: Vpc, name: string): [string, string] {
    const { plane, region } = this.#context;
    if (vpcId === undefined) throw invalidInput('VPCId is required');
    if (plane.zones.list().some((zone) => zone.name === name && zone.vpcs.has(vpcId)))
      throw route53Error('ConflictingDomainExists', `The VPC ${vpcId} in region ${vpcRegion} has already been associated with the hosted zone with the same domain name.`); // prettier-ignore
    const ec2 = region.region(vpcRegion).service('ec2') as { describeVpcs(input: object): unknown };
    try {
      ec2.describeVpcs({ vpcIds: [vpcId] });
    } catch {
      throw route53Error('InvalidVPCId', `The VPC ID is invalid: ${vpcId}`);
    }
    return [vpcId, vpcRegion];
  }

  /** Four name servers in four top-level domains; a private zone's stand for no real ones. */
  #nameServers(isPrivate: boolean): readonly string[] {
    if (isPrivate) return ['ns-0.awsdns-00.com.', 'ns-512.awsdns-00.net.', 'ns-1024.awsdns-00.org.', 'ns-1536.awsdns-00.co.uk.']; // prettier-ignore
    return newNameServers(this.#context);
  }
}

/** The name servers of a new delegation set. */
export function newNameServers({ random }: Context): readonly string[] {
  return ['com', 'net', 'org', 'co.uk'].map((top, i) => {
    const number = 512 * i + random.integer(0, 511);
    return `ns-${number}.awsdns-${String(random.integer(0, 63)).padStart(2, '0')}.${top}.`;
  });
}

/** Name servers as the API tells them: without the dot. */
export const plain = (names: readonly string[]): string[] => names.map((name) => name.replace(/\.$/, ''));

/** A name with its labels turned round, so that texts sort as AWS sorts names. */
export const reversed = (name: string): string => name.split('.').reverse().join('.');

/** The order of two texts. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const keyOf = ({ vpcRegion, vpcId }: Vpc): string => `${vpcRegion} ${vpcId}`;

const toVpc = ([vpcId, vpcRegion]: readonly [string, string]) => ({ vpcId, vpcRegion: vpcRegion as aws.VPCRegion }); // prettier-ignore

/** A name as Route 53 keeps it, or AWS's error. */
export function nameOf(
  text: string,
  code: 'InvalidDomainName' | 'InvalidInput' = 'InvalidDomainName',
): string {
  try {
    return readName(text);
  } catch (error) {
    if (error instanceof NameError) throw route53Error(code, error.message);
    throw error;
  }
}

function described(zone: Zone): Model<aws.HostedZone> {
  const { id, name, callerReference, comment, isPrivate, size } = zone;
  const config = { ...(comment !== undefined && { comment }), privateZone: isPrivate };
  return { id: `/hostedzone/${id}`, name, callerReference, config, resourceRecordSetCount: size };
}

function infoOf({ id, status, submittedAt, comment }: ChangeRecord): Model<aws.ChangeInfo> {
  return { id: `/change/${id}`, status, submittedAt, ...(comment !== undefined && { comment }) };
}
