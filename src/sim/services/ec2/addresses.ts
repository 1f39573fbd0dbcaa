import type { Lasting } from '../../cloud/index.ts';
import { describe, filtered, idsOrPages, plain, tagFilters } from './describe.ts';
import type { Ec2Instance } from './ec2-instance.ts';
import { ec2Error, invalidCombination, missingParameter, notFound } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import { ec2Prices } from './prices.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { AddressRecord, InterfaceRecord, Topology } from './topology.ts';

/** Elastic IP addresses, and the network interfaces that they go to. */
export class Addresses extends Part {
  readonly #net: Topology;
  readonly #instance: (id: string) => Ec2Instance;
  readonly #bills = new Map<string, Lasting>();

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology, instance: (id: string) => Ec2Instance) {
    super(ec2);
    this.#net = net;
    this.#instance = instance;
  }

  allocateAddress(input: Input<'AllocateAddress'>): Output<'AllocateAddress'> {
    refuseNotModelled(input, 'address customerOwnedIpv4Pool ipamPoolId');
    if (this.#net.addresses.size >= this.ec2.quota(limits.elasticAddresses)) throw ec2Error('AddressLimitExceeded', 'The maximum number of addresses has been reached.'); // prettier-ignore
    const allocationId = this.ec2.id('eipalloc-');
    const publicIp = this.#net.publicAddress();
    this.ec2.tags.add(allocationId, 'elastic-ip', this.ec2.tags.given(input.tagSpecifications, 'elastic-ip'));
    const record = { allocationId, publicIp, domain: 'vpc' as const, publicIpv4Pool: 'amazon', networkBorderGroup: this.ec2.region.name }; // prettier-ignore
    // Every public IPv4 address costs, in use or not. https://aws.amazon.com/vpc/pricing/
    this.#bills.set(allocationId, this.ec2.usage(ec2Prices.publicIpv4).start(1 / 3600, 60));
    return this.#net.addresses.add(allocationId, record);
  }

  releaseAddress(input: Input<'ReleaseAddress'>): Output<'ReleaseAddress'> {
    const { allocationId, publicIp, associationId } = this.#find(input);
    if (associationId !== undefined)
      throw ec2Error('InvalidIPAddress.InUse', `Address ${publicIp} is in use.`);
    this.#bills.get(allocationId)?.stop();
    this.#net.releasePublic(publicIp);
    this.#net.addresses.remove(allocationId);
    this.ec2.tags.remove(allocationId);
    return {};
  }

  associateAddress(input: Input<'AssociateAddress'>): Output<'AssociateAddress'> {
    refuseNotModelled(input, 'privateIpAddress');
    const { instanceId, networkInterfaceId, allowReassociation } = input;
    const address = this.#find(input);
    if (instanceId !== undefined && networkInterfaceId !== undefined) throw invalidCombination('You may specify either instance-id or network-interface-id, not both'); // prettier-ignore
    if (instanceId === undefined && networkInterfaceId === undefined) throw ec2Error('MissingParameter', 'Either instance ID or network interface ID must be specified'); // prettier-ignore
    const instance = instanceId === undefined ? undefined : this.#instance(instanceId);
    if (instance && !/^(running|stopped|stopping)$/.test(instance.state)) throw ec2Error('InvalidInstanceID', `The pending instance '${instanceId}' is not in a valid state for this operation.`); // prettier-ignore
    const target = instance?.network ?? this.#net.interfaces.get(networkInterfaceId!);
    if (!this.#net.internetGateways.list().some(({ vpcId }) => vpcId === target.vpcId)) throw ec2Error('Gateway.NotAttached', `Network ${target.vpcId} is not attached to any internet gateway`); // prettier-ignore
    if (address.associationId !== undefined && address.networkInterfaceId !== target.id) {
      if (allowReassociation === false) throw ec2Error('Resource.AlreadyAssociated', `resource ${address.allocationId} is already associated with associate-id ${address.associationId}`); // prettier-ignore
      this.#part(address);
    }
    // An interface has one public address: another Elastic IP address leaves.
    for (const other of this.#net.addresses) if (other !== address && other.networkInterfaceId === target.id) this.#part(other); // prettier-ignore
    const associationId = this.ec2.id('eipassoc-');
    Object.assign(address, { associationId, networkInterfaceId: target.id, networkInterfaceOwnerId: this.ec2.region.account, privateIpAddress: target.privateAddress, ...(target.instanceId !== undefined && { instanceId: target.instanceId }) }); // prettier-ignore
    this.#net.changed();
    if (target.instanceId !== undefined) this.#instance(target.instanceId).elasticAddress(true);
    return { associationId };
  }

  disassociateAddress({
    associationId,
    publicIp,
  }: Input<'DisassociateAddress'>): Output<'DisassociateAddress'> {
    if (associationId === undefined && publicIp === undefined)
      throw missingParameter('AssociationId or PublicIp');
    const found = this.#net.addresses.list().find((one) => (associationId === undefined ? one.publicIp === publicIp : one.associationId === associationId)); // prettier-ignore
    if (!found)
      throw associationId === undefined ? noAddress(publicIp!) : notFound('eipassoc', associationId);
    if (found.associationId !== undefined) this.#part(found);
    return {};
  }

  describeAddresses(input: Input<'DescribeAddresses'> = {}): Output<'DescribeAddresses'> {
    const { publicIps = [], allocationIds = [] } = input;
    const named = [...publicIps.map((publicIp) => this.#find({ publicIp })), ...allocationIds.map((allocationId) => this.#find({ allocationId }))]; // prettier-ignore
    const all = publicIps.length + allocationIds.length > 0 ? named : this.#net.addresses.list();
    const found = all.map((one): Model<aws.Address> => ({
      ...one,
      tags: this.ec2.tags.of(one.allocationId),
    }));
    return {
      addresses: filtered(found, input.filters, {
        ...plain<Model<aws.Address>>('allocation-id association-id domain instance-id network-interface-id private-ip-address public-ip'), // prettier-ignore
        ...tagFilters,
      }),
    };
  }

  describeNetworkInterfaces(
    input: Input<'DescribeNetworkInterfaces'> = {},
  ): Output<'DescribeNetworkInterfaces'> {
    const { networkInterfaceIds: ids } = input;
    idsOrPages(ids, input, 'networkInterfaceIds');
    const all = ids?.length ? ids.map((id) => this.#net.interfaces.get(id)) : this.#net.interfaces.list();
    const { page, ...more } = describe(all.map((one) => this.#describe(one)), input, {
      ...plain<Model<aws.NetworkInterface>>('network-interface-id subnet-id vpc-id private-ip-address description status availability-zone owner-id'),
      'group-id': ({ groups = [] }) => groups.map(({ groupId = '' }) => groupId),
      'attachment.instance-id': ({ attachment }) => attachment?.instanceId,
      'association.public-ip': ({ association }) => association?.publicIp,
      'tag:': ({ tagSet = [] }, key) => tagSet.filter((tag) => tag.key === key).map(({ value = '' }) => value),
      'tag-key': ({ tagSet = [] }) => tagSet.map(({ key = '' }) => key),
    }); // prettier-ignore
    return { networkInterfaces: page, ...more };
  }

  /** Takes an address away from what it goes to. */
  #part(address: AddressRecord): void {
    const { instanceId } = address;
    for (const key of ['associationId', 'networkInterfaceId', 'networkInterfaceOwnerId', 'instanceId', 'privateIpAddress'] as const) delete address[key]; // prettier-ignore
    this.#net.changed();
    if (instanceId !== undefined) this.#instance(instanceId).elasticAddress(false);
  }

  #find({ allocationId, publicIp }: { allocationId?: string; publicIp?: string }): AddressRecord {
    if (allocationId !== undefined) return this.#net.addresses.get(allocationId);
    if (publicIp === undefined) throw ec2Error('MissingParameter', 'Either public IP or allocation ID must be specified'); // prettier-ignore
    const found = this.#net.addresses.list().find((one) => one.publicIp === publicIp);
    if (!found) throw noAddress(publicIp);
    return found;
  }

  #describe(one: InterfaceRecord): Model<aws.NetworkInterface> {
    const { given } = this.#net.subnets.get(one.subnetId);
    const elastic = this.#net.addresses
      .list()
      .find(({ networkInterfaceId }) => networkInterfaceId === one.id);
    const publicIp = elastic?.publicIp ?? one.publicAddress;
    return {
      networkInterfaceId: one.id,
      subnetId: one.subnetId,
      vpcId: one.vpcId,
      availabilityZone: given.availabilityZone,
      availabilityZoneId: given.availabilityZoneId,
      privateIpAddress: one.privateAddress,
      description: one.description,
      status: 'in-use',
      interfaceType: one.description.includes('NAT Gateway') ? 'natGateway' : one.description.startsWith('VPC Endpoint') ? 'vpc_endpoint' : 'interface', // prettier-ignore
      ownerId: this.ec2.region.account,
      requesterManaged: one.instanceId === undefined,
      sourceDestCheck: one.instanceId !== undefined,
      groups: one.groups.map((groupId) => ({
        groupId,
        groupName: this.#net.groups.find(groupId)?.groupName ?? '',
      })),
      ...(one.instanceId !== undefined && { attachment: { instanceId: one.instanceId, deviceIndex: 0, status: 'attached' as const, deleteOnTermination: true } }), // prettier-ignore
      ...(publicIp !== undefined && { association: { publicIp, ipOwnerId: elastic ? this.ec2.region.account : 'amazon', ...(elastic && { allocationId: elastic.allocationId, associationId: elastic.associationId! }) } }), // prettier-ignore
      tagSet: this.ec2.tags.of(one.id),
    };
  }
}

const noAddress = (publicIp: string) => ec2Error('InvalidAddress.NotFound', `Address '${publicIp.slice(0, 50)}' not found.`); // prettier-ignore
