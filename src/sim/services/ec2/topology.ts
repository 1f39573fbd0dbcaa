import { Registry } from '../../cloud/registry.ts';
import { notFound } from './errors.ts';
import { formatAddress, parseAddress, parseBlock, RESERVED, sizeOf } from './network/cidr.ts';
import { reach, type Reach } from './network/reach.ts';
import { indexOf, type GroupRule, type Index, type Protocol, type World } from './network/world.ts';
import type { Context } from './part.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Only<T, K extends keyof T> = Mutable<T> & { [P in K]-?: NonNullable<T[P]> };

/** A VPC, with what its attributes say. */
export interface VpcRecord {
  readonly given: Only<Model<aws.Vpc>, 'vpcId' | 'cidrBlock' | 'isDefault'>;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}
/** A subnet, with the addresses that it gives out. */
export interface SubnetRecord {
  readonly given: Only<Model<aws.Subnet>, 'subnetId' | 'vpcId' | 'cidrBlock' | 'availabilityZone' | 'availabilityZoneId'>;
  readonly pool: AddressPool;
} // prettier-ignore
/** A route table. */
export type RouteTableRecord = Only<
  Model<aws.RouteTable>,
  'routeTableId' | 'vpcId' | 'routes' | 'associations'
>;
/** A network ACL. */
export type NetworkAclRecord = Only<Model<aws.NetworkAcl>, 'networkAclId' | 'vpcId' | 'entries' | 'associations' | 'isDefault'>; // prettier-ignore
/** A security group, rule by rule. */
export interface GroupRecord {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
  rules: Model<aws.SecurityGroupRule>[];
}
/** A network interface: of an instance, a NAT gateway, an endpoint. */
export interface InterfaceRecord {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly privateAddress: string;
  readonly description: string;
  groups: string[];
  /** The instance that it is attached to. */
  instanceId?: string;
  /** From Amazon's pool. */
  publicAddress?: string;
  listens: { protocol: Protocol; port: number }[];
}
/** An Elastic IP address. */
export type AddressRecord = Only<Model<aws.Address>, 'allocationId' | 'publicIp'>;
/** A NAT gateway. */
export type NatRecord = Only<Model<aws.NatGateway>, 'natGatewayId' | 'vpcId' | 'natGatewayAddresses'>;
/** A VPC endpoint. */
export type EndpointRecord = Only<Model<aws.VpcEndpoint>, 'vpcEndpointId' | 'vpcId' | 'routeTableIds' | 'networkInterfaceIds'>; // prettier-ignore

/** The addresses of a subnet, given out in order; one that was given back comes round again after all others. */
export class AddressPool {
  readonly #base: bigint;
  readonly #size: bigint;
  readonly #taken = new Set<bigint>();
  #next = 4n;

  /** For the block of a subnet. */
  constructor(cidr: string) {
    const block = parseBlock(cidr)!;
    this.#base = block.base;
    this.#size = sizeOf(block);
  }

  /** How many are left. */
  get free(): number {
    return Number(this.#size - RESERVED) - this.#taken.size;
  }

  /** The next one. Whoever asks knows that one is free. */
  take(): string {
    while (this.#taken.has(this.#next)) this.#next = this.#following(this.#next);
    const offset = this.#next;
    this.#taken.add(offset);
    this.#next = this.#following(offset);
    return formatAddress({ family: 4, value: this.#base + offset });
  }

  /** That very one; false where it is not free, or not in the subnet. */
  claim(text: string): boolean {
    const offset = (parseAddress(text)?.value ?? -1n) - this.#base;
    if (offset < 4n || offset >= this.#size - 1n || this.#taken.has(offset)) return false;
    this.#taken.add(offset);
    return true;
  }

  /** Gives one back. */
  release(text: string): void {
    this.#taken.delete(parseAddress(text)!.value - this.#base);
  }

  #following(offset: bigint): bigint {
    return offset + 2n < this.#size ? offset + 1n : 4n;
  }
}

const kind = <R>(prefix: string) => new Registry<R>((id) => notFound(prefix, id));

/** Every network of a Region, as EC2 keeps it, and as `reach` looks at it. */
export class Topology {
  readonly vpcs = kind<VpcRecord>('vpc');
  readonly subnets = kind<SubnetRecord>('subnet');
  readonly routeTables = kind<RouteTableRecord>('rtb');
  readonly internetGateways = kind<{ id: string; vpcId?: string }>('igw');
  readonly natGateways = kind<NatRecord>('nat');
  readonly networkAcls = kind<NetworkAclRecord>('acl');
  readonly groups = kind<GroupRecord>('sg');
  readonly interfaces = kind<InterfaceRecord>('eni');
  readonly addresses = kind<AddressRecord>('eipalloc');
  readonly endpoints = kind<EndpointRecord>('vpce');
  readonly peerings = kind<Mutable<Model<aws.VpcPeeringConnection>>>('pcx');
  readonly #ec2: Context;
  readonly #public = new Set<string>();
  readonly #verdicts = new Map<string, Reach['verdict']>();
  #index: Index | undefined;

  /** Made by `Ec2`. */
  constructor(ec2: Context) {
    this.#ec2 = ec2;
    ec2.region.world.faults.listen(() => this.changed());
  }

  /** Something of it has changed: what `reach` knows is out of date. */
  changed(): void {
    this.#index = undefined;
    this.#verdicts.clear();
  }

  /** All of it as `reach` looks at it. */
  get index(): Index {
    return (this.#index ??= indexOf(this.#world()));
  }

  /** Whether an interface can be reached from another, or from an address: asked by whoever connects, again and again. */
  verdict(from: string, to: string, port: number): Reach['verdict'] {
    const { index } = this;
    const source = index.hasInterface(from) || parseAddress(from) ? from : undefined;
    // A place without an address, as a test names its client, passes no gates.
    if (source === undefined) return 'open';
    const key = `${source} ${to} ${port}`;
    let verdict = this.#verdicts.get(key);
    if (!verdict) this.#verdicts.set(key, (verdict = reach(index, source, to, 'tcp', port).verdict));
    return verdict;
  }

  /** The route table that a subnet's packets go by: its own, or the VPC's main one. */
  routeTableOf({ given: { subnetId, vpcId } }: SubnetRecord): RouteTableRecord {
    const tables = this.routeTables.list().filter((table) => table.vpcId === vpcId);
    const own = tables.find(({ associations }) => associations.some((one) => one.subnetId === subnetId));
    return own ?? tables.find(({ associations }) => associations.some(({ main }) => main))!;
  }

  /** The network ACL of a subnet. */
  aclOf(subnetId: string): NetworkAclRecord {
    return this.networkAcls.list().find(({ associations }) => associations.some((one) => one.subnetId === subnetId))!; // prettier-ignore
  }

  /** A public address of Amazon's that nobody has. */
  publicAddress(): string {
    const random = this.#ec2.random('addresses');
    let text: string;
    do text = [18, random.integer(32, 255), random.integer(0, 255), random.integer(1, 254)].join('.');
    while (this.#public.has(text));
    this.#public.add(text);
    return text;
  }

  /** Gives a public address back. */
  releasePublic(text: string): void {
    this.#public.delete(text);
  }

  #world(): World {
    const { faults } = this.#ec2.region.world;
    const gateways = this.internetGateways.list().filter(({ vpcId }) => vpcId !== undefined);
    const endpoints = this.endpoints.list().filter(({ vpcEndpointType }) => vpcEndpointType === 'Gateway');
    return {
      vpcs: this.vpcs.list().map(({ given }) => ({ id: given.vpcId, cidrs: [given.cidrBlock] })),
      subnets: this.subnets.list().map((subnet) => ({
        id: subnet.given.subnetId,
        vpc: subnet.given.vpcId,
        cidrs: [subnet.given.cidrBlock],
        zone: subnet.given.availabilityZone,
        routeTable: this.routeTableOf(subnet).routeTableId,
        networkAcl: this.aclOf(subnet.given.subnetId).networkAclId,
      })),
      routeTables: this.routeTables.list().map(({ routeTableId, routes }) => ({
        id: routeTableId,
        routes: routes
          .filter((route) => route.gatewayId !== 'local')
          .map((route) => ({
            destination: (route.destinationCidrBlock ?? route.destinationPrefixListId)!,
            target: (route.gatewayId ?? route.natGatewayId ?? route.vpcPeeringConnectionId)!,
          })),
      })),
      networkAcls: this.networkAcls.list().map(({ networkAclId, entries }) => ({
        id: networkAclId,
        entries: entries.map(({ ruleNumber, egress, ruleAction, protocol, cidrBlock, portRange, icmpTypeCode }) => ({
          ruleNumber: ruleNumber!,
          egress: egress!,
          action: ruleAction!,
          protocol: protocolOf(protocol!),
          cidr: cidrBlock!,
          ...(portRange && { ports: [portRange.from!, portRange.to!] as const }),
          ...(icmpTypeCode && icmpTypeCode.type !== -1 && { ports: [icmpTypeCode.type!, icmpTypeCode.type!] as const }),
        })),
      })), // prettier-ignore
      securityGroups: [
        ...this.groups.list().map(({ groupId, vpcId, rules }) => ({
          id: groupId,
          vpc: vpcId,
          inbound: rules.filter(({ isEgress }) => !isEgress).map(groupRule),
          outbound: rules.filter(({ isEgress }) => isEgress).map(groupRule),
        })),
        ...this.vpcs.list().map(({ given: { vpcId } }) => ({ id: ungrouped(vpcId), vpc: vpcId, inbound: ALL, outbound: ALL })),
      ], // prettier-ignore
      interfaces: this.interfaces.list().map((one) => ({
        id: one.id,
        subnet: one.subnetId,
        privateAddress: one.privateAddress,
        ...(one.publicAddress !== undefined && { publicAddress: one.publicAddress }),
        securityGroups: one.groups.length > 0 ? one.groups : [ungrouped(one.vpcId)],
        listens: one.listens,
      })),
      internetGateways: gateways.map(({ id, vpcId }) => ({ id, vpc: vpcId! })),
      natGateways: this.natGateways.list().filter(({ state }) => state === 'available').map((nat) => ({
        id: nat.natGatewayId,
        kind: 'zonal' as const,
        subnet: nat.subnetId!,
        privateAddress: nat.natGatewayAddresses[0]!.privateIp!,
      })), // prettier-ignore
      gatewayEndpoints: endpoints.map(({ vpcEndpointId, vpcId, serviceName }) => ({ id: vpcEndpointId, vpc: vpcId, prefixList: prefixListOf(serviceName!) })), // prettier-ignore
      prefixLists: endpoints.map(({ serviceName }) => ({
        id: prefixListOf(serviceName!),
        cidrs: SERVICE_BLOCKS[serviceName!.split('.').pop()!]!,
      })),
      peerings: this.peerings.list().filter(({ status }) => status?.code === 'active').map((one) => ({
        id: one.vpcPeeringConnectionId!,
        vpcs: [one.requesterVpcInfo!.vpcId!, one.accepterVpcInfo!.vpcId!] as const,
      })), // prettier-ignore
      elasticAddresses: this.addresses.list().map((one) => {
        const nat = this.natGateways.list().find(({ natGatewayAddresses: [first] }) => first?.allocationId === one.allocationId);
        const holder = nat?.natGatewayId ?? one.networkInterfaceId;
        return { address: one.publicIp, ...(holder !== undefined && { associatedWith: holder }) };
      }), // prettier-ignore
      zonesDown: [...new Set(this.subnets.list().map(({ given }) => given.availabilityZone))].filter(
        (zone) => !faults.isReachable(zone),
      ),
    };
  }
}

/** An interface of a service that has no security groups, such as a Gateway Load Balancer's node, holds nothing back. */
const ungrouped = (vpcId: string) => `no group in ${vpcId}`;
const ALL: readonly GroupRule[] = [{ protocol: 'all', peer: { cidr: '0.0.0.0/0' } }];

/** Blocks of the services that have gateway endpoints: stand-ins, one for each. */
const SERVICE_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  s3: ['52.216.0.0/15'],
  dynamodb: ['52.94.0.0/22'],
};

/** The prefix list of a service that has a gateway endpoint; a made-up id. */
export function prefixListOf(serviceName: string): string {
  return serviceName.endsWith('.s3') ? 'pl-63a5400a' : 'pl-02cd2c6b';
}

const PROTOCOLS: Readonly<Record<string, Protocol | 'all'>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' }; // prettier-ignore

/** A protocol by AWS's name or number. */
export function protocolOf(text: string): Protocol | 'all' {
  return PROTOCOLS[text] ?? (text as Protocol);
}

function groupRule(rule: Model<aws.SecurityGroupRule>): GroupRule {
  const { ipProtocol = '-1', fromPort = -1, toPort = -1, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo } = rule; // prettier-ignore
  const protocol = protocolOf(ipProtocol);
  const icmp = protocol === 'icmp' || protocol === 'icmpv6';
  const ports = protocol === 'all' || fromPort === -1 ? undefined : ([fromPort, icmp ? fromPort : toPort] as const);
  const cidr = cidrIpv4 ?? cidrIpv6;
  const peer =
    cidr !== undefined ? { cidr } : prefixListId !== undefined ? { prefixList: prefixListId } : { group: referencedGroupInfo!.groupId! };
  return { protocol, ...(ports && { ports }), peer };
} // prettier-ignore
