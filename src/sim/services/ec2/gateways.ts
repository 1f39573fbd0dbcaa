import type { Lasting } from '../../cloud/index.ts';
import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidCombination, invalidValue, missingParameter, notFound } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import { ec2Prices } from './prices.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { SecurityGroups } from './security-groups.ts';
import {
  prefixListOf,
  type EndpointRecord,
  type InterfaceRecord,
  type NatRecord,
  type SubnetRecord,
  type Topology,
} from './topology.ts';

/** Seconds for which a deleted NAT gateway is still shown. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html says about an hour. */
const SHOWN = 3600;

/** NAT gateways, VPC endpoints and peering connections. */
export class Gateways extends Part {
  readonly #net: Topology;
  readonly #groups: SecurityGroups;
  readonly #bills = new Map<string, Lasting>();

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology, groups: SecurityGroups) {
    super(ec2);
    this.#net = net;
    this.#groups = groups;
  }

  createNatGateway(input: Input<'CreateNatGateway'>): Output<'CreateNatGateway'> {
    refuseNotModelled(input, 'vpcId availabilityZoneAddresses secondaryAllocationIds secondaryPrivateIpAddresses secondaryPrivateIpAddressCount');
    const { subnetId, allocationId, connectivityType = 'public', availabilityMode = 'zonal', privateIpAddress, clientToken } = input;
    // `reach` has regional gateways; the service makes zonal ones.
    if (availabilityMode !== 'zonal') refuseNotModelled(input, 'availabilityMode');
    if (subnetId === undefined) throw missingParameter('subnetId');
    const subnet = this.#net.subnets.get(subnetId);
    if (connectivityType === 'public' && allocationId === undefined) throw missingParameter('AllocationId');
    if (connectivityType === 'private' && allocationId !== undefined) throw invalidCombination('A private NAT gateway has no Elastic IP address');
    const address = allocationId === undefined ? undefined : this.#net.addresses.get(allocationId);
    if (address?.associationId !== undefined) throw ec2Error('Resource.AlreadyAssociated', `Elastic IP address [${allocationId}] is already associated`);
    const { availabilityZone: zone, vpcId } = subnet.given;
    const siblings = this.#net.natGateways.list().filter((one) => one.state !== 'deleted' && this.#net.subnets.find(one.subnetId!)?.given.availabilityZone === zone);
    if (siblings.length >= this.ec2.quota(limits.natGateways)) throw ec2Error('NatGatewayLimitExceeded', 'The maximum number of NAT gateways has been reached.');
    const tags = this.ec2.tags.given(input.tagSpecifications, 'natgateway');
    const natGatewayId = this.ec2.id('nat-');
    const network = this.#interface(subnet, [], `Interface for NAT Gateway ${natGatewayId}`, privateIpAddress);
    const addresses: Model<aws.NatGatewayAddress>[] = [{ networkInterfaceId: network.id, privateIp: network.privateAddress, isPrimary: true, ...(address && { allocationId: allocationId!, publicIp: address.publicIp, associationId: this.ec2.id('eipassoc-') }), status: 'associating' }];
    if (address) Object.assign(address, { associationId: addresses[0]!.associationId, networkInterfaceId: network.id, privateIpAddress: network.privateAddress });
    const nat: NatRecord = { natGatewayId, vpcId, subnetId, connectivityType, state: 'pending', createTime: this.ec2.date(), natGatewayAddresses: addresses, availabilityMode: 'zonal' };
    this.#net.natGateways.add(natGatewayId, nat);
    this.ec2.tags.add(natGatewayId, 'natgateway', tags);
    this.simulation.schedule(this.ec2.model.natGateway, () => {
      if (nat.state !== 'pending') return;
      nat.state = 'available';
      addresses[0]!.status = 'succeeded';
      this.#bills.set(natGatewayId, this.ec2.usage(ec2Prices.natGateway).start(1 / 3600, 3600));
      this.#net.changed();
    });
    return { natGateway: this.#describeNat(nat), ...(clientToken !== undefined && { clientToken }) };
  } // prettier-ignore

  deleteNatGateway({ natGatewayId }: Input<'DeleteNatGateway'>): Output<'DeleteNatGateway'> {
    const nat = this.#net.natGateways.get(natGatewayId);
    if (nat.state === 'deleting' || nat.state === 'deleted') return { natGatewayId };
    nat.state = 'deleting';
    this.#bills.get(natGatewayId)?.stop();
    this.#net.changed();
    this.simulation.schedule(this.ec2.model.natGateway, () => {
      nat.state = 'deleted';
      nat.deleteTime = this.ec2.date();
      const [{ allocationId, networkInterfaceId }] = nat.natGatewayAddresses as [
        Model<aws.NatGatewayAddress>,
      ];
      const address = allocationId === undefined ? undefined : this.#net.addresses.find(allocationId);
      if (address) for (const key of ['associationId', 'networkInterfaceId', 'privateIpAddress'] as const) delete address[key]; // prettier-ignore
      this.#drop(networkInterfaceId!);
      nat.natGatewayAddresses = nat.natGatewayAddresses.map(({ allocationId: _, ...rest }) => rest);
      this.#net.changed();
      this.simulation.schedule(SHOWN, () => {
        this.#net.natGateways.remove(natGatewayId);
        this.ec2.tags.remove(natGatewayId);
      });
    });
    return { natGatewayId };
  }

  describeNatGateways(input: Input<'DescribeNatGateways'> = {}): Output<'DescribeNatGateways'> {
    const { natGatewayIds: ids, filter: filters, ...rest } = input;
    const all = ids?.length ? ids.map((id) => this.#net.natGateways.get(id)) : this.#net.natGateways.list();
    const { page, ...more } = describe(all.map((nat) => this.#describeNat(nat)), { ...rest, filters }, {
      ...plain<Model<aws.NatGateway>>('nat-gateway-id state subnet-id vpc-id'),
      ...tagFilters,
    }); // prettier-ignore
    return { natGateways: page, ...more };
  }

  createVpcEndpoint(input: Input<'CreateVpcEndpoint'>): Output<'CreateVpcEndpoint'> {
    refuseNotModelled(input, 'ipAddressType subnetConfigurations serviceNetworkArn resourceConfigurationArn serviceRegion dnsOptions');
    const { vpcId, vpcEndpointType = 'Gateway', serviceName, routeTableIds = [], subnetIds = [], securityGroupIds, policyDocument, clientToken } = input;
    const { dnsSupport, dnsHostnames } = this.#net.vpcs.get(vpcId);
    if (vpcEndpointType !== 'Gateway' && vpcEndpointType !== 'Interface') refuseNotModelled(input, 'vpcEndpointType');
    if (serviceName === undefined) throw missingParameter('ServiceName');
    const name = new RegExp(`^com\\.amazonaws\\.${this.ec2.region.name}\\.([a-z0-9.-]+)$`).exec(serviceName)?.[1];
    if (name === undefined || (vpcEndpointType === 'Gateway' && name !== 's3' && name !== 'dynamodb')) throw ec2Error('InvalidServiceName', `The Vpc Endpoint Service '${serviceName.slice(0, 100)}' does not exist`);
    if (vpcEndpointType === 'Gateway' && subnetIds.length > 0) throw invalidValue('SubnetIds', subnetIds.join(), 'A gateway endpoint has route tables.');
    if (vpcEndpointType === 'Interface' && routeTableIds.length > 0) throw invalidValue('RouteTableIds', routeTableIds.join(), 'An interface endpoint has subnets.');
    const { privateDnsEnabled = vpcEndpointType === 'Interface' } = input;
    if (vpcEndpointType === 'Interface' && privateDnsEnabled && !(dnsSupport && dnsHostnames)) throw ec2Error('InvalidParameter', 'Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for the VPC.');
    const tables = routeTableIds.map((id) => this.#net.routeTables.get(id));
    const subnets = subnetIds.map((id) => this.#net.subnets.get(id));
    const wrong = [...tables.map((one) => one.vpcId), ...subnets.map(({ given }) => given.vpcId)].some((one) => one !== vpcId);
    if (wrong) throw ec2Error('InvalidParameter', `Route tables and subnets must be of ${vpcId}.`);
    const zones = subnets.map(({ given }) => given.availabilityZone);
    if (new Set(zones).size < zones.length) throw ec2Error('DuplicateSubnetsInSameZone', 'Found another VPC endpoint subnet in the availability zone.');
    const groups = vpcEndpointType === 'Interface' ? this.#groups.named(vpcId, securityGroupIds) : [];
    const tags = this.ec2.tags.given(input.tagSpecifications, 'vpc-endpoint');
    const vpcEndpointId = this.ec2.id('vpce-');
    const interfaces = subnets.map((subnet) => this.#interface(subnet, groups, `VPC Endpoint Interface ${vpcEndpointId}`));
    // What an interface endpoint stands for listens for HTTPS.
    for (const one of interfaces) one.listens = [{ protocol: 'tcp', port: 443 }];
    const suffix = this.ec2.id('').slice(0, 8);
    const { name: region, account, domain } = this.ec2.region;
    const endpoint: EndpointRecord = {
      vpcEndpointId, vpcEndpointType, vpcId, serviceName, state: 'available' as aws.State, routeTableIds: [...routeTableIds], subnetIds: [...subnetIds], networkInterfaceIds: interfaces.map(({ id }) => id),
      groups: groups.map((groupId) => ({ groupId, groupName: this.#net.groups.get(groupId).groupName })),
      ipAddressType: 'ipv4', dnsOptions: vpcEndpointType === 'Interface' ? { dnsRecordIpType: 'ipv4' } : {}, privateDnsEnabled, requesterManaged: false, ownerId: account, serviceRegion: region, creationTimestamp: this.ec2.date(),
      policyDocument: policyDocument ?? '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
      dnsEntries: vpcEndpointType === 'Interface' ? [{ dnsName: `${vpcEndpointId}-${suffix}.${name}.${region}.vpce.${domain}`, hostedZoneId: 'Z7HUB22UULQXV' }] : [],
    };
    for (const table of tables) table.routes.push({ destinationPrefixListId: prefixListOf(serviceName), gatewayId: vpcEndpointId, origin: 'CreateRoute', state: 'active' });
    this.#net.endpoints.add(vpcEndpointId, endpoint);
    this.ec2.tags.add(vpcEndpointId, 'vpc-endpoint', tags);
    if (interfaces.length > 0) this.#bills.set(vpcEndpointId, this.ec2.usage(ec2Prices.endpoint).start(interfaces.length / 3600, 3600));
    this.#net.changed();
    return { vpcEndpoint: { ...this.#describeEndpoint(endpoint), ...(vpcEndpointType === 'Interface' && { state: 'pending' as aws.State }) }, ...(clientToken !== undefined && { clientToken }) };
  } // prettier-ignore

  deleteVpcEndpoints({ vpcEndpointIds }: Input<'DeleteVpcEndpoints'>): Output<'DeleteVpcEndpoints'> {
    const unsuccessful: Model<aws.UnsuccessfulItem>[] = [];
    for (const id of vpcEndpointIds) {
      const endpoint = this.#net.endpoints.find(id);
      if (!endpoint) {
        const { code, message } = notFound('vpce', id);
        unsuccessful.push({ resourceId: id, error: { code, message } });
        continue;
      }
      for (const table of this.#net.routeTables) table.routes = table.routes.filter(({ gatewayId }) => gatewayId !== id); // prettier-ignore
      for (const one of endpoint.networkInterfaceIds) this.#drop(one);
      this.#bills.get(id)?.stop();
      this.#net.endpoints.remove(id);
      this.ec2.tags.remove(id);
    }
    this.#net.changed();
    return { unsuccessful };
  }

  describeVpcEndpoints(input: Input<'DescribeVpcEndpoints'> = {}): Output<'DescribeVpcEndpoints'> {
    idsOrPages(input.vpcEndpointIds, input, 'vpcEndpointIds');
    const { vpcEndpointIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#net.endpoints.get(id)) : this.#net.endpoints.list();
    const { page, ...more } = describe(all.map((one) => this.#describeEndpoint(one)), input, {
      ...plain<Model<aws.VpcEndpoint>>('service-name vpc-id vpc-endpoint-id vpc-endpoint-type'),
      'vpc-endpoint-state': ({ state }) => state,
      ...tagFilters,
    }, 1); // prettier-ignore
    return { vpcEndpoints: page, ...more };
  }

  createVpcPeeringConnection(input: Input<'CreateVpcPeeringConnection'>): Output<'CreateVpcPeeringConnection'> {
    const { vpcId, peerVpcId, peerRegion, peerOwnerId } = input;
    if ((peerRegion ?? this.ec2.region.name) !== this.ec2.region.name) refuseNotModelled(input, 'peerRegion');
    if ((peerOwnerId ?? this.ec2.region.account) !== this.ec2.region.account) refuseNotModelled(input, 'peerOwnerId');
    if (peerVpcId === undefined) throw missingParameter('peerVpcId');
    const side = (id: string) => ({ vpcId: id, cidrBlock: this.#net.vpcs.get(id).given.cidrBlock, ownerId: this.ec2.region.account, region: this.ec2.region.name });
    const [requesterVpcInfo, accepterVpcInfo] = [side(vpcId), side(peerVpcId)];
    if (vpcId === peerVpcId) throw ec2Error('OperationNotPermitted', 'The requester and accepter VPCs must be different');
    if (requesterVpcInfo.cidrBlock === accepterVpcInfo.cidrBlock) throw ec2Error('OverlappingCidrBlocks', 'The CIDR blocks of the VPCs overlap.');
    const id = this.ec2.id('pcx-');
    this.ec2.tags.add(id, 'vpc-peering-connection', this.ec2.tags.given(input.tagSpecifications, 'vpc-peering-connection'));
    const peering = this.#net.peerings.add(id, { vpcPeeringConnectionId: id, requesterVpcInfo, accepterVpcInfo, status: { code: 'pending-acceptance', message: `Pending Acceptance by ${this.ec2.region.account}` } });
    return { vpcPeeringConnection: { ...peering, tags: this.ec2.tags.of(id) } };
  } // prettier-ignore

  acceptVpcPeeringConnection(
    input: Input<'AcceptVpcPeeringConnection'>,
  ): Output<'AcceptVpcPeeringConnection'> {
    const peering = this.#net.peerings.get(input.vpcPeeringConnectionId);
    if (!/^(pending-acceptance|active)$/.test(peering.status!.code!)) throw ec2Error('InvalidStateTransition', `The VPC peering connection is ${peering.status!.code}.`); // prettier-ignore
    peering.status = { code: 'active', message: 'Active' };
    this.#net.changed();
    return { vpcPeeringConnection: { ...peering, tags: this.ec2.tags.of(input.vpcPeeringConnectionId) } };
  }

  deleteVpcPeeringConnection({ vpcPeeringConnectionId: id }: Input<'DeleteVpcPeeringConnection'>): Output<'DeleteVpcPeeringConnection'> {
    const peering = this.#net.peerings.get(id);
    peering.status = { code: 'deleted', message: 'Deleted' };
    this.#net.changed();
    return { return: true };
  } // prettier-ignore

  describeVpcPeeringConnections(input: Input<'DescribeVpcPeeringConnections'> = {}): Output<'DescribeVpcPeeringConnections'> {
    const { vpcPeeringConnectionIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#net.peerings.get(id)) : this.#net.peerings.list();
    const found = all.map((one): Model<aws.VpcPeeringConnection> => ({ ...one, tags: this.ec2.tags.of(one.vpcPeeringConnectionId!) }));
    const { page, ...more } = describe(found, input, {
      ...plain<Model<aws.VpcPeeringConnection>>('vpc-peering-connection-id'),
      'status-code': ({ status }) => status!.code,
      'requester-vpc-info.vpc-id': ({ requesterVpcInfo }) => requesterVpcInfo!.vpcId,
      'accepter-vpc-info.vpc-id': ({ accepterVpcInfo }) => accepterVpcInfo!.vpcId,
      ...tagFilters,
    });
    return { vpcPeeringConnections: page, ...more };
  } // prettier-ignore

  #interface(subnet: SubnetRecord, groups: string[], description: string, asked?: string): InterfaceRecord {
    const { pool, given } = subnet;
    if (asked !== undefined ? !pool.claim(asked) : pool.free < 1) throw ec2Error('InsufficientFreeAddressesInSubnet', `There is no free address in subnet '${given.subnetId}', or not that one.`); // prettier-ignore
    const id = this.ec2.id('eni-');
    this.ec2.tags.add(id, 'network-interface');
    return this.#net.interfaces.add(id, { id, subnetId: given.subnetId, vpcId: given.vpcId, privateAddress: asked ?? pool.take(), description, groups, listens: [] }); // prettier-ignore
  }

  #drop(id: string): void {
    const one = this.#net.interfaces.get(id);
    this.#net.subnets.get(one.subnetId).pool.release(one.privateAddress);
    this.#net.interfaces.remove(id);
    this.ec2.tags.remove(id);
  }

  #describeNat(nat: NatRecord): Model<aws.NatGateway> {
    return { ...nat, tags: this.ec2.tags.of(nat.natGatewayId) };
  }

  #describeEndpoint(endpoint: EndpointRecord): Model<aws.VpcEndpoint> {
    return { ...endpoint, tags: this.ec2.tags.of(endpoint.vpcEndpointId) };
  }
}
