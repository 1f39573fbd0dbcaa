import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidValue, missingParameter, notFound } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { formatBlock, parseBlock } from './network/cidr.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { protocolOf, type NetworkAclRecord, type Topology } from './topology.ts';

/** Network ACLs: numbered rules of subnets, without a memory. */
export class NetworkAcls extends Part {
  readonly #net: Topology;

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology) {
    super(ec2);
    this.#net = net;
  }

  /** The list that every VPC has: it lets all through. */
  makeDefault(vpcId: string): void {
    const entry = (egress: boolean) => ({ egress, ruleNumber: 100, ruleAction: 'allow' as const, protocol: '-1', cidrBlock: '0.0.0.0/0' }); // prettier-ignore
    const acl = this.#make(vpcId, true, []);
    acl.entries.push(entry(true), entry(false));
  }

  /** Puts a new subnet under the VPC's default list. */
  associate(subnetId: string, vpcId: string): void {
    const acl = this.#net.networkAcls.list().find((one) => one.isDefault && one.vpcId === vpcId)!;
    acl.associations.push({ networkAclAssociationId: this.ec2.id('aclassoc-'), networkAclId: acl.networkAclId, subnetId }); // prettier-ignore
  }

  createNetworkAcl(input: Input<'CreateNetworkAcl'>): Output<'CreateNetworkAcl'> {
    const { vpcId } = input;
    this.#net.vpcs.get(vpcId);
    const siblings = this.#net.networkAcls.list().filter((one) => one.vpcId === vpcId);
    if (siblings.length >= this.ec2.quota(limits.networkAcls)) throw ec2Error('NetworkAclLimitExceeded', 'The maximum number of network ACLs has been reached.'); // prettier-ignore
    const acl = this.#make(vpcId, false, this.ec2.tags.given(input.tagSpecifications, 'network-acl'));
    this.#net.changed();
    return { networkAcl: this.#describe(acl) };
  }

  deleteNetworkAcl({ networkAclId }: Input<'DeleteNetworkAcl'>): Output<'DeleteNetworkAcl'> {
    const { isDefault, associations } = this.#net.networkAcls.get(networkAclId);
    if (isDefault)
      throw ec2Error('InvalidParameterValue', `cannot delete default network ACL ${networkAclId}`);
    if (associations.length > 0) throw ec2Error('DependencyViolation', `The networkAcl '${networkAclId}' has dependencies and cannot be deleted.`); // prettier-ignore
    this.#net.networkAcls.remove(networkAclId);
    this.ec2.tags.remove(networkAclId);
    this.#net.changed();
    return {};
  }

  describeNetworkAcls(input: Input<'DescribeNetworkAcls'> = {}): Output<'DescribeNetworkAcls'> {
    idsOrPages(input.networkAclIds, input, 'networkAclIds');
    const { networkAclIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#net.networkAcls.get(id)) : this.#net.networkAcls.list();
    const { page, ...more } = describe(all.map((acl) => this.#describe(acl)), input, {
      ...plain<Model<aws.NetworkAcl>>('network-acl-id vpc-id owner-id'),
      default: ({ isDefault }) => isDefault,
      'association.subnet-id': ({ associations = [] }) => associations.map(({ subnetId = '' }) => subnetId),
      ...tagFilters,
    }); // prettier-ignore
    return { networkAcls: page, ...more };
  }

  createNetworkAclEntry(input: Input<'CreateNetworkAclEntry'>): Output<'CreateNetworkAclEntry'> {
    const { entries, networkAclId } = this.#net.networkAcls.get(input.networkAclId);
    const entry = entryOf(input);
    if (entries.some((other) => other.egress === entry.egress && other.ruleNumber === entry.ruleNumber)) throw ec2Error('NetworkAclEntryAlreadyExists', `The network acl entry identified by ${entry.ruleNumber} already exists.`); // prettier-ignore
    if (entries.filter(({ egress }) => egress === entry.egress).length >= this.ec2.quota(limits.networkAclEntries)) throw ec2Error('NetworkAclEntryLimitExceeded', `The maximum number of rules of ${networkAclId} has been reached.`); // prettier-ignore
    entries.push(entry);
    this.#net.changed();
    return {};
  }

  replaceNetworkAclEntry(input: Input<'ReplaceNetworkAclEntry'>): Output<'ReplaceNetworkAclEntry'> {
    const { entries } = this.#net.networkAcls.get(input.networkAclId);
    const entry = entryOf(input);
    entries[placeOf(entries, entry)] = entry;
    this.#net.changed();
    return {};
  }

  deleteNetworkAclEntry(input: Input<'DeleteNetworkAclEntry'>): Output<'DeleteNetworkAclEntry'> {
    const { entries } = this.#net.networkAcls.get(input.networkAclId);
    entries.splice(placeOf(entries, input), 1);
    this.#net.changed();
    return {};
  }

  replaceNetworkAclAssociation(
    input: Input<'ReplaceNetworkAclAssociation'>,
  ): Output<'ReplaceNetworkAclAssociation'> {
    const { associationId, networkAclId } = input;
    const to = this.#net.networkAcls.get(networkAclId);
    const from = this.#net.networkAcls.list().find(({ associations }) => associations.some((one) => one.networkAclAssociationId === associationId)); // prettier-ignore
    if (!from) throw notFound('aclassoc', associationId);
    if (from.vpcId !== to.vpcId)
      throw ec2Error('InvalidParameterValue', `${networkAclId} is in another VPC.`);
    const { subnetId } = from.associations.find((one) => one.networkAclAssociationId === associationId)!;
    from.associations = from.associations.filter((one) => one.networkAclAssociationId !== associationId);
    const newAssociationId = this.ec2.id('aclassoc-');
    to.associations.push({ networkAclAssociationId: newAssociationId, networkAclId, subnetId: subnetId! });
    this.#net.changed();
    return { newAssociationId };
  }

  #make(vpcId: string, isDefault: boolean, tags: Model<aws.Tag>[]): NetworkAclRecord {
    const networkAclId = this.ec2.id('acl-');
    this.ec2.tags.add(networkAclId, 'network-acl', tags);
    return this.#net.networkAcls.add(networkAclId, { networkAclId, vpcId, isDefault, associations: [], entries: [], ownerId: this.ec2.region.account }); // prettier-ignore
  }

  /** With the entry that every list has last, and that can't be taken away. */
  #describe(acl: NetworkAclRecord): Model<aws.NetworkAcl> {
    const last = (egress: boolean) => ({ egress, ruleNumber: 32_767, ruleAction: 'deny' as const, protocol: '-1', cidrBlock: '0.0.0.0/0' }); // prettier-ignore
    const entries = [...acl.entries, last(true), last(false)];
    entries.sort((a, b) => Number(b.egress) - Number(a.egress) || a.ruleNumber! - b.ruleNumber!);
    return { ...acl, entries, tags: this.ec2.tags.of(acl.networkAclId) };
  }
}

function entryOf(input: Input<'CreateNetworkAclEntry'>): Model<aws.NetworkAclEntry> {
  refuseNotModelled(input, 'ipv6CidrBlock');
  const { ruleNumber, egress, ruleAction, cidrBlock, portRange, icmpTypeCode } = input;
  if (!(ruleNumber >= 1 && ruleNumber <= 32_766)) throw invalidValue('ruleNumber', ruleNumber, 'A rule has a number from 1 to 32766.'); // prettier-ignore
  const protocol = input.protocol === '-1' ? 'all' : protocolOf(input.protocol);
  if (!/^(all|tcp|udp|icmp)$/.test(protocol)) throw invalidValue('protocol', input.protocol, 'Protocols that are modelled: -1, 6 (tcp), 17 (udp), 1 (icmp).'); // prettier-ignore
  if (cidrBlock === undefined) throw missingParameter('cidrBlock');
  const block = parseBlock(cidrBlock);
  if (!block || block.family !== 4 || !cidrBlock.includes('/')) throw invalidValue('cidrBlock', cidrBlock, 'This is not a valid CIDR block.'); // prettier-ignore
  const needsPorts = protocol === 'tcp' || protocol === 'udp';
  const { from = -1, to = -1 } = portRange ?? {};
  if (needsPorts && !(from >= 0 && to <= 65_535 && from <= to)) throw invalidValue('portRange', `${from}-${to}`, 'Ports go from 0 to 65535, the first not above the last.'); // prettier-ignore
  if (protocol === 'icmp' && icmpTypeCode?.type === undefined) throw missingParameter('icmpTypeCode.type');
  const number = ({ all: '-1', tcp: '6', udp: '17', icmp: '1' } as Record<string, string>)[protocol]!;
  return {
    ruleNumber,
    egress,
    ruleAction,
    protocol: number,
    cidrBlock: formatBlock(block),
    ...(needsPorts && { portRange: { from, to } }),
    ...(protocol === 'icmp' && {
      icmpTypeCode: { type: icmpTypeCode!.type!, code: icmpTypeCode!.code ?? -1 },
    }),
  };
}

function placeOf(entries: readonly Model<aws.NetworkAclEntry>[], wanted: Model<aws.NetworkAclEntry>): number {
  const place = entries.findIndex(
    (one) => one.egress === wanted.egress && one.ruleNumber === wanted.ruleNumber,
  );
  if (place < 0) throw ec2Error('InvalidNetworkAclEntry.NotFound', `The network acl entry identified by ${wanted.ruleNumber} does not exist.`); // prettier-ignore
  return place;
}
