import type { InterfaceRequest, NetworkPort, ServiceInterface } from '../../cloud/network-port.ts';
import type { Ec2Instance } from './ec2-instance.ts';
import { ec2Error } from './errors.ts';
import type { Context } from './part.ts';
import type { InterfaceRecord, Topology } from './topology.ts';

/** The network interfaces that other services have in a VPC. */
export class ServiceInterfaces implements NetworkPort {
  readonly #ec2: Context;
  readonly #net: Topology;
  readonly #find: (id: string) => Ec2Instance;

  /** Made by `Ec2`. */
  constructor(ec2: Context, net: Topology, find: (id: string) => Ec2Instance) {
    this.#ec2 = ec2;
    this.#net = net;
    this.#find = find;
  }

  attachInterface(request: InterfaceRequest): ServiceInterface {
    const { subnetId, groups, description, public: isPublic = false, allocationId, privateAddress } = request;
    const { given, pool } = this.#net.subnets.get(subnetId);
    for (const group of groups) this.#net.groups.get(group);
    const elastic = allocationId === undefined ? undefined : this.#net.addresses.get(allocationId);
    if (elastic?.associationId !== undefined) throw ec2Error('Resource.AlreadyAssociated', `Elastic IP address [${allocationId}] is already associated`); // prettier-ignore
    if (privateAddress !== undefined ? !pool.claim(privateAddress) : pool.free < 1) throw ec2Error('InsufficientFreeAddressesInSubnet', `There is no free address in subnet '${subnetId}', or not that one.`); // prettier-ignore
    const id = this.#ec2.id('eni-');
    const record: InterfaceRecord = { id, subnetId, vpcId: given.vpcId, privateAddress: privateAddress ?? pool.take(), description, groups: [...groups], listens: [] }; // prettier-ignore
    if (elastic)
      Object.assign(elastic, { associationId: this.#ec2.id('eipassoc-'), networkInterfaceId: id, privateIpAddress: record.privateAddress }); // prettier-ignore
    else if (isPublic) record.publicAddress = this.#net.publicAddress();
    this.#ec2.tags.add(id, 'network-interface');
    this.#net.interfaces.add(id, record);
    this.#ec2.region.world.faults.lies(id, given.availabilityZone);
    this.#ec2.region.world.faults.lies(given.availabilityZone, given.availabilityZoneId);
    this.#net.changed();
    const { vpcId } = given;
    return { id, subnetId, vpcId, zone: given.availabilityZone, privateAddress: record.privateAddress, publicAddress: elastic?.publicIp ?? record.publicAddress }; // prettier-ignore
  }

  regroupInterface(id: string, groups: readonly string[]): void {
    for (const group of groups) this.#net.groups.get(group);
    this.#net.interfaces.get(id).groups = [...groups];
    this.#net.changed();
  }

  detachInterface(id: string): void {
    const { subnetId, privateAddress, publicAddress } = this.#net.interfaces.get(id);
    this.#net.subnets.get(subnetId).pool.release(privateAddress);
    if (publicAddress !== undefined) this.#net.releasePublic(publicAddress);
    for (const address of this.#net.addresses)
      if (address.networkInterfaceId === id) for (const key of ['associationId', 'networkInterfaceId', 'privateIpAddress'] as const) delete address[key]; // prettier-ignore
    this.#net.interfaces.remove(id);
    this.#ec2.tags.remove(id);
    this.#ec2.region.world.faults.forget(id);
    this.#net.changed();
  }

  verdict(from: string, interfaceId: string, port: number): 'open' | 'refused' | 'dropped' {
    const record = this.#net.interfaces.get(interfaceId);
    // A balancer's node listens where its listeners do: what reaches it is not refused for want of one.
    if (!record.listens.some((one) => one.port === port)) {
      record.listens.push({ protocol: 'tcp', port });
      this.#net.changed();
    }
    return this.#net.verdict(from, interfaceId, port);
  }

  whereIs(instanceId: string) {
    let instance: Ec2Instance;
    try {
      instance = this.#find(instanceId);
    } catch {
      return undefined;
    }
    const { vpcId, id: interfaceId } = instance.network;
    return { interfaceId, address: instance.privateAddress, vpcId, zone: instance.zone.name, state: instance.state }; // prettier-ignore
  }

  subnet(id: string) {
    const given = this.#net.subnets.find(id)?.given;
    return given && { vpcId: given.vpcId, zone: given.availabilityZone };
  }

  defaults() {
    const vpc = this.#net.vpcs.list().find(({ given }) => given.isDefault);
    if (!vpc) throw ec2Error('DefaultVpcNotFound', 'No default VPC found in region.');
    const { vpcId } = vpc.given;
    const subnets = this.#net.subnets
      .list()
      .filter(({ given }) => given.vpcId === vpcId && given.defaultForAz);
    return { vpcId, subnets: subnets.map(({ given }) => given.subnetId) };
  }

  defaultGroups(vpcId: string): string[] {
    const groups = this.#net.groups
      .list()
      .filter((one) => one.vpcId === vpcId && one.groupName === 'default');
    return groups.map(({ groupId }) => groupId);
  }
}
