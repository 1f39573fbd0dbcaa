import { zonesOf } from '../../cloud/places/index.ts';
import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidCombination, invalidValue, missingParameter } from './errors.ts';
import type { SecurityGroups } from './security-groups.ts';
import { ec2Limits as limits } from './limits.ts';
import { contains, formatBlock, overlaps, parseBlock } from './network/cidr.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { NetworkAcls } from './network-acls.ts';
import type { RouteTables } from './route-tables.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { AddressPool, type SubnetRecord, type Topology, type VpcRecord } from './topology.ts';

/** VPCs and their subnets. */
export class Vpcs extends Part {
  readonly #net: Topology;
  readonly #groups: SecurityGroups;
  readonly #acls: NetworkAcls;
  readonly #tables: RouteTables;

  /** Makes the default VPC, with a default subnet in each zone. https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
  constructor(ec2: Context, net: Topology, groups: SecurityGroups, acls: NetworkAcls, tables: RouteTables) {
    super(ec2);
    this.#net = net;
    this.#groups = groups;
    this.#acls = acls;
    this.#tables = tables;
    const { vpcId } = this.#make('172.31.0.0/16', true).given;
    this.#tables.openToInternet(vpcId);
    for (const [index, zone] of this.#zones().entries()) this.#makeSubnet(vpcId, `172.31.${16 * index}.0/20`, zone.name, true); // prettier-ignore
  }

  /** The default VPC; undefined where it was deleted. */
  get default(): VpcRecord | undefined {
    return this.#net.vpcs.list().find(({ given }) => given.isDefault);
  }

  /** The default subnet of a zone, or of the first zone that has one. */
  defaultSubnet(zone?: string): SubnetRecord | undefined {
    return this.#net.subnets
      .list()
      .find(({ given }) => given.defaultForAz && (zone ?? given.availabilityZone) === given.availabilityZone);
  }

  createVpc(input: Input<'CreateVpc'>): Output<'CreateVpc'> {
    refuseNotModelled(input, 'ipv6Pool ipv6CidrBlock ipv4IpamPoolId ipv4NetmaskLength ipv6IpamPoolId ipv6NetmaskLength ipv6CidrBlockNetworkBorderGroup vpcEncryptionControl'); // prettier-ignore
    if (input.amazonProvidedIpv6CidrBlock) refuseNotModelled(input, 'amazonProvidedIpv6CidrBlock');
    if (input.cidrBlock === undefined) throw missingParameter('cidrBlock');
    const block = parseBlock(input.cidrBlock);
    if (!block || block.family !== 4 || !input.cidrBlock.includes('/')) throw invalidValue('cidrBlock', input.cidrBlock, 'This is not a valid CIDR block.'); // prettier-ignore
    if (block.prefix < 16 || block.prefix > 28) throw ec2Error('InvalidVpc.Range', `The CIDR '${input.cidrBlock}' is invalid.`); // prettier-ignore
    if (this.#net.vpcs.size >= this.ec2.quota(limits.vpcs)) throw ec2Error('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'); // prettier-ignore
    const tags = this.ec2.tags.given(input.tagSpecifications, 'vpc');
    const vpc = this.#make(formatBlock(block), false, input.instanceTenancy, tags);
    return { vpc: { ...this.#describe(vpc), state: 'pending' } };
  }

  deleteVpc({ vpcId }: Input<'DeleteVpc'>): Output<'DeleteVpc'> {
    this.#net.vpcs.get(vpcId);
    const net = this.#net;
    const held =
      net.subnets.list().some(({ given }) => given.vpcId === vpcId) ||
      net.interfaces.list().some((one) => one.vpcId === vpcId) ||
      net.internetGateways.list().some((one) => one.vpcId === vpcId) ||
      net.groups.list().some((one) => one.vpcId === vpcId && one.groupName !== 'default') ||
      net.networkAcls.list().some((one) => one.vpcId === vpcId && !one.isDefault) ||
      net.routeTables.list().some((one) => one.vpcId === vpcId && !one.associations.some(({ main }) => main));
    if (held) throw ec2Error('DependencyViolation', `The vpc '${vpcId}' has dependencies and cannot be deleted.`); // prettier-ignore
    for (const { groupId } of net.groups.list().filter((one) => one.vpcId === vpcId))
      net.groups.remove(groupId);
    for (const { networkAclId } of net.networkAcls.list().filter((one) => one.vpcId === vpcId)) net.networkAcls.remove(networkAclId); // prettier-ignore
    for (const { routeTableId } of net.routeTables.list().filter((one) => one.vpcId === vpcId)) net.routeTables.remove(routeTableId); // prettier-ignore
    net.vpcs.remove(vpcId);
    this.ec2.tags.remove(vpcId);
    net.changed();
    return {};
  }

  describeVpcs(input: Input<'DescribeVpcs'> = {}): Output<'DescribeVpcs'> {
    idsOrPages(input.vpcIds, input, 'vpcIds');
    const all = input.vpcIds?.length
      ? input.vpcIds.map((id) => this.#net.vpcs.get(id))
      : this.#net.vpcs.list();
    const { page, ...more } = describe(all.map((vpc) => this.#describe(vpc)), input, {
      ...plain<Model<aws.Vpc>>('vpc-id cidr-block-association.cidr-block dhcp-options-id owner-id state is-default'),
      cidr: ({ cidrBlock }) => cidrBlock,
      'cidr-block': ({ cidrBlock }) => cidrBlock,
      'cidr-block-association.cidr-block': ({ cidrBlock }) => cidrBlock,
      isDefault: ({ isDefault }) => isDefault,
      ...tagFilters,
    }); // prettier-ignore
    return { vpcs: page, ...more };
  }

  modifyVpcAttribute(input: Input<'ModifyVpcAttribute'>): Output<'ModifyVpcAttribute'> {
    const { vpcId, enableDnsSupport, enableDnsHostnames } = input;
    refuseNotModelled(input, 'enableNetworkAddressUsageMetrics');
    const vpc = this.#net.vpcs.get(vpcId);
    if (enableDnsSupport && enableDnsHostnames) throw ec2Error('InvalidParameterCombination', 'Only one attribute can be modified at a time'); // prettier-ignore
    if (enableDnsSupport?.value !== undefined) vpc.dnsSupport = enableDnsSupport.value;
    if (enableDnsHostnames?.value !== undefined) vpc.dnsHostnames = enableDnsHostnames.value;
    return {};
  }

  describeVpcAttribute({ vpcId, attribute }: Input<'DescribeVpcAttribute'>): Output<'DescribeVpcAttribute'> {
    const { dnsSupport, dnsHostnames } = this.#net.vpcs.get(vpcId);
    if (attribute === 'enableDnsSupport') return { vpcId, enableDnsSupport: { value: dnsSupport } };
    if (attribute === 'enableDnsHostnames') return { vpcId, enableDnsHostnames: { value: dnsHostnames } };
    return { vpcId, enableNetworkAddressUsageMetrics: { value: false } };
  }

  createSubnet(input: Input<'CreateSubnet'>): Output<'CreateSubnet'> {
    refuseNotModelled(input, 'ipv6CidrBlock outpostArn ipv6Native ipv4IpamPoolId ipv4NetmaskLength ipv6IpamPoolId ipv6NetmaskLength'); // prettier-ignore
    const vpc = this.#net.vpcs.get(input.vpcId);
    const tags = this.ec2.tags.given(input.tagSpecifications, 'subnet');
    if (input.cidrBlock === undefined) throw missingParameter('cidrBlock');
    const block = parseBlock(input.cidrBlock);
    if (!block || !input.cidrBlock.includes('/') || block.family !== 4) throw invalidValue('cidrBlock', input.cidrBlock, 'This is not a valid CIDR block.'); // prettier-ignore
    const within = parseBlock(vpc.given.cidrBlock)!;
    if (block.prefix < 16 || block.prefix > 28 || !contains(within, block)) throw ec2Error('InvalidSubnet.Range', `The CIDR '${input.cidrBlock}' is invalid.`); // prettier-ignore
    const siblings = this.#net.subnets.list().filter(({ given }) => given.vpcId === input.vpcId);
    if (siblings.some(({ given }) => overlaps(parseBlock(given.cidrBlock)!, block))) throw ec2Error('InvalidSubnet.Conflict', `The CIDR '${input.cidrBlock}' conflicts with another subnet`); // prettier-ignore
    if (siblings.length >= this.ec2.quota(limits.subnets)) throw ec2Error('SubnetLimitExceeded', 'The maximum number of subnets has been reached.'); // prettier-ignore
    const zones = this.#zones();
    if (input.availabilityZone !== undefined && input.availabilityZoneId !== undefined)
      throw invalidCombination('Only one of AvailabilityZone and AvailabilityZoneId can be specified');
    const asked = input.availabilityZone ?? input.availabilityZoneId ?? zones[0]!.name;
    const zone = zones.find(({ name, id }) => name === asked || id === asked);
    if (!zone) throw invalidValue('availabilityZone', asked, `Subnets can currently only be created in the following availability zones: ${zones.map(({ name }) => name).join(', ')}.`); // prettier-ignore
    const subnet = this.#makeSubnet(input.vpcId, formatBlock(block), zone.name, false, tags);
    return { subnet: this.#describeSubnet(subnet) };
  }

  deleteSubnet({ subnetId }: Input<'DeleteSubnet'>): Output<'DeleteSubnet'> {
    const net = this.#net;
    net.subnets.get(subnetId);
    if (net.interfaces.list().some((one) => one.subnetId === subnetId)) throw ec2Error('DependencyViolation', `The subnet '${subnetId}' has dependencies and cannot be deleted.`); // prettier-ignore
    for (const table of net.routeTables) table.associations = table.associations.filter((one) => one.subnetId !== subnetId); // prettier-ignore
    for (const acl of net.networkAcls) acl.associations = acl.associations.filter((one) => one.subnetId !== subnetId); // prettier-ignore
    net.subnets.remove(subnetId);
    this.ec2.tags.remove(subnetId);
    net.changed();
    return {};
  }

  describeSubnets(input: Input<'DescribeSubnets'> = {}): Output<'DescribeSubnets'> {
    idsOrPages(input.subnetIds, input, 'subnetIds');
    const { subnetIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#net.subnets.get(id)) : this.#net.subnets.list();
    const { page, ...more } = describe(all.map((subnet) => this.#describeSubnet(subnet)), input, {
      ...plain<Model<aws.Subnet>>('availability-zone availability-zone-id available-ip-address-count cidr-block default-for-az map-public-ip-on-launch owner-id state subnet-arn subnet-id vpc-id'),
      availabilityZone: ({ availabilityZone }) => availabilityZone,
      cidr: ({ cidrBlock }) => cidrBlock,
      defaultForAz: ({ defaultForAz }) => defaultForAz,
      ...tagFilters,
    }); // prettier-ignore
    return { subnets: page, ...more };
  }

  modifySubnetAttribute(input: Input<'ModifySubnetAttribute'>): Output<'ModifySubnetAttribute'> {
    const { subnetId, mapPublicIpOnLaunch, ...rest } = input;
    refuseNotModelled(input, Object.keys(rest).join(' ') || 'nothing');
    const { given } = this.#net.subnets.get(subnetId);
    if (mapPublicIpOnLaunch?.value !== undefined) given.mapPublicIpOnLaunch = mapPublicIpOnLaunch.value;
    return {};
  }

  #zones() {
    return zonesOf(this.ec2.region.name, this.ec2.region.account);
  }

  #make(cidrBlock: string, isDefault: boolean, instanceTenancy: aws.Tenancy = 'default', tags: Model<aws.Tag>[] = []): VpcRecord {
    const vpcId = this.ec2.id('vpc-');
    const given = {
      vpcId,
      cidrBlock,
      isDefault,
      instanceTenancy,
      state: 'available' as const,
      ownerId: this.ec2.region.account,
      dhcpOptionsId: `dopt-${vpcId.slice(4)}`,
      cidrBlockAssociationSet: [{ associationId: this.ec2.id('vpc-cidr-assoc-'), cidrBlock, cidrBlockState: { state: 'associated' as const } }],
      ipv6CidrBlockAssociationSet: [],
    };
    const vpc = this.#net.vpcs.add(vpcId, { given, dnsSupport: true, dnsHostnames: isDefault });
    this.ec2.tags.add(vpcId, 'vpc', tags);
    this.#tables.makeMain(vpcId, cidrBlock);
    this.#acls.makeDefault(vpcId);
    this.#groups.makeDefault(vpcId);
    this.#net.changed();
    return vpc;
  } // prettier-ignore

  #makeSubnet(vpcId: string, cidrBlock: string, zone: string, isDefault: boolean, tags: Model<aws.Tag>[] = []): SubnetRecord {
    const subnetId = this.ec2.id('subnet-');
    const { name, id } = this.#zones().find((one) => one.name === zone)!;
    const given = {
      subnetId,
      vpcId,
      cidrBlock,
      availabilityZone: name,
      availabilityZoneId: id,
      defaultForAz: isDefault,
      mapPublicIpOnLaunch: isDefault,
      assignIpv6AddressOnCreation: false,
      ipv6CidrBlockAssociationSet: [],
      enableDns64: false,
      ipv6Native: false,
      mapCustomerOwnedIpOnLaunch: false,
      state: 'available' as const,
      ownerId: this.ec2.region.account,
      subnetArn: this.ec2.region.arn('ec2', `subnet/${subnetId}`),
    };
    const subnet = this.#net.subnets.add(subnetId, { given, pool: new AddressPool(cidrBlock) });
    this.ec2.tags.add(subnetId, 'subnet', tags);
    this.#acls.associate(subnetId, vpcId);
    this.#net.changed();
    return subnet;
  } // prettier-ignore

  #describe({ given }: VpcRecord): Model<aws.Vpc> {
    return { ...given, tags: this.ec2.tags.of(given.vpcId) };
  }

  #describeSubnet({ given, pool }: SubnetRecord): Model<aws.Subnet> {
    return { ...given, availableIpAddressCount: pool.free, tags: this.ec2.tags.of(given.subnetId) };
  }
}
