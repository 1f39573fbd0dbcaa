import type { Lasting, Metric } from '../../cloud/index.ts';
import type { Dns } from './dns.ts';
import { change, HostedZone, isWithin, readName, type Change, type ChangeContext, type Edit, type RecordType, type ResourceRecordSet } from './records/index.ts'; // prettier-ignore

/** How a hosted zone begins. */
export interface ZoneOptions {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly callerReference: string;
  readonly comment?: string | undefined;
  readonly nameServers: readonly string[];
  readonly delegationSetId?: string | undefined;
  /** The Region of each VPC that asks it, by the VPC's id; absent for a public zone. */
  readonly vpcs?: ReadonlyMap<string, string> | undefined;
}

/** A hosted zone: what its owner has written, and what the name servers have of it. */
export class Zone {
  readonly id: string;
  readonly account: string;
  readonly callerReference: string;
  readonly delegationSetId: string | undefined;
  comment: string | undefined;
  tags: ReadonlyMap<string, string> = new Map();
  /** The Region of each VPC that asks it. */
  readonly vpcs: Map<string, string>;
  /** VPCs of other accounts that may be associated: 'us-east-1 vpc-1'. */
  readonly authorized = new Set<string>();
  /** Questions that it was asked, as CloudWatch has it; a public zone's alone. */
  queries: Metric | undefined;
  bill: Lasting | undefined;
  /** What its owner sees. */
  readonly written: HostedZone;
  readonly #served: HostedZone;
  readonly #dns: Dns;

  /** Made by `Route53`. */
  constructor(
    dns: Dns,
    { id, name, account, callerReference, comment, nameServers, delegationSetId, vpcs }: ZoneOptions,
  ) {
    // prettier-ignore
    this.id = id;
    this.account = account;
    this.callerReference = callerReference;
    this.comment = comment;
    this.delegationSetId = delegationSetId;
    this.vpcs = new Map(vpcs);
    this.#dns = dns;
    const options = { id, name, nameServers, ...(vpcs && { vpcs: [...vpcs.keys()] }) };
    this.written = new HostedZone(options);
    this.#served = new HostedZone(options);
  }

  /** Its name, with a dot at its end. */
  get name(): string {
    return this.written.name;
  }

  /** Whether only its VPCs ask it. */
  get isPrivate(): boolean {
    return this.written.isPrivate;
  }

  /** @internal What the name servers have of it: the zone that answers. */
  get served(): HostedZone {
    return this.#served;
  }

  /** How many record sets its owner sees, SOA and NS included. */
  get size(): number {
    return [...this.written.sets()].length;
  }

  /** @internal Name servers begin to answer for it. */
  open(): void {
    this.#dns.zones.add(this.#served);
  }

  /** @internal They do so no more. */
  close(): void {
    this.#dns.zones.delete(this.#served);
  }

  /** @internal Changes what its owner sees, all or nothing; answers what the name servers are to do. */
  change(changes: readonly Change[], context: ChangeContext): readonly Edit[] {
    return change(this.written, changes, context);
  }

  /** @internal The name servers have the changes. */
  serve(edits: readonly Edit[]): void {
    for (const { kind, set } of edits) this.#served[kind](set);
  }

  /** @internal A VPC asks it from now on, or no more. */
  associate(vpcId: string, region: string | undefined): void {
    if (region === undefined) {
      this.vpcs.delete(vpcId);
      this.#served.vpcs.delete(vpcId);
    } else {
      this.vpcs.set(vpcId, region);
      this.#served.vpcs.add(vpcId);
    }
  }
}

/** A record as handles take it: names are within the zone, and what is the same in most examples may be left out. */
export interface RecordOptions extends Partial<Omit<ResourceRecordSet, 'resourceRecords' | 'aliasTarget'>> {
  /** `www`, or the whole name. Default: the name of the zone itself. */
  readonly name?: string;
  /** Default A. */
  readonly type?: RecordType;
  /** Seconds. Default 300, as in AWS's console. */
  readonly ttl?: number;
  /** What it says: one or more values. */
  readonly values?: string | readonly string[];
  /** In place of values: the name that it leads to, in this zone or one of AWS's own. */
  readonly alias?: string;
  /** Of an alias: whether it is as healthy as what it leads to. Default false. */
  readonly evaluateTargetHealth?: boolean;
}

/** A record as the API takes it. */
export function recordOf(
  zone: Zone,
  options: RecordOptions,
  aliasZone: (name: string) => string | undefined,
): ResourceRecordSet {
  // prettier-ignore
  const { name = '', type = 'A', ttl = 300, values, alias, evaluateTargetHealth = false, ...routing } = options;
  const base = { ...routing, name: fullName(zone, name), type };
  if (alias === undefined) {
    const list = typeof values === 'string' ? [values] : (values ?? []);
    return { ...base, ttl, resourceRecords: list.map((value) => ({ value })) };
  }
  const hostedZoneId = aliasZone(alias);
  const target = hostedZoneId === undefined ? { hostedZoneId: zone.id, dnsName: fullName(zone, alias) } : { hostedZoneId, dnsName: alias }; // prettier-ignore
  return { ...base, aliasTarget: { ...target, evaluateTargetHealth } };
}

function fullName(zone: Zone, name: string): string {
  if (name === '') return zone.name;
  return isWithin(readName(name), zone.name) ? name : `${name}.${zone.name}`;
}
