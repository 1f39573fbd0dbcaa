import type { Region } from './region.ts';

/** A network interface that a service has in a VPC: a balancer's node, a function's. */
export interface ServiceInterface {
  /** Its id, `eni-…`: the place that its traffic comes from. */
  readonly id: string;
  /** Its subnet, its VPC and the name of its zone. */
  readonly subnetId: string;
  /** Its VPC. */
  readonly vpcId: string;
  /** The name of its zone. */
  readonly zone: string;
  /** Its address in the VPC. */
  readonly privateAddress: string;
  /** From Amazon's pool, or an Elastic IP address; undefined where it has none. */
  readonly publicAddress?: string | undefined;
}

/** How a service asks for an interface. */
export interface InterfaceRequest {
  /** Where it stands. */
  readonly subnetId: string;
  /** Its security groups; none: nothing is held back. */
  readonly groups: readonly string[];
  /** What DescribeNetworkInterfaces says of it. */
  readonly description: string;
  /** Whether it gets a public address. */
  readonly public?: boolean;
  /** An Elastic IP address that it gets in the place of that. */
  readonly allocationId?: string | undefined;
  /** A private address of the subnet. Default: the next one. */
  readonly privateAddress?: string | undefined;
}

/** Where an instance is. */
export interface InstancePlace {
  /** Its network interface, `eni-…`. */
  readonly interfaceId: string;
  /** Its private address. */
  readonly address: string;
  /** Its VPC. */
  readonly vpcId: string;
  /** The name of its zone. */
  readonly zone: string;
  /** `running` and so on. */
  readonly state: string;
}

/** What Amazon EC2 offers to services that stand in a VPC. */
export interface NetworkPort {
  /** Makes an interface. Throws EC2's error for a subnet or group that is not there. */
  attachInterface(request: InterfaceRequest): ServiceInterface;
  /** Gives an interface other security groups. */
  regroupInterface(id: string, groups: readonly string[]): void;
  /** Takes it away; its addresses are free again. */
  detachInterface(id: string): void;
  /** Whether what comes from a place reaches an interface at a port: security groups, network ACLs and routes decide. */
  verdict(from: string, interfaceId: string, port: number): 'open' | 'refused' | 'dropped';
  /** A subnet's VPC and zone; undefined where there is none of that id. */
  subnet(id: string): { readonly vpcId: string; readonly zone: string } | undefined;
  /** The default VPC and its default subnets, a zone each. Throws EC2's error where there is none. */
  defaults(): { readonly vpcId: string; readonly subnets: string[] };
  /** The default security group of a VPC. */
  defaultGroups(vpcId: string): string[];
  /** Where an instance is, and its state; undefined for an id that nothing has. */
  whereIs(instanceId: string): InstancePlace | undefined;
}

/** The networks of a Region. A service that asks names `ec2` among its `needs`. */
export function networkOf(region: Region): NetworkPort {
  return region.service('ec2') as NetworkPort;
}
