import { AwsError, type Region } from '../../cloud/index.ts';
import { camel } from '../../tongue/names.ts';

/** An instance of EC2's, as far as a cluster looks at it. */
export interface NodeInstance {
  readonly id: string;
  readonly state: string;
  readonly zone: { readonly name: string };
  readonly type: { readonly name: string; readonly vcpus: number; readonly memory: number };
  /** The share of its CPU that is busy. */
  cpu: number;
}

/** A type of instance that nodes may be of. */
export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  readonly architecture: 'x86_64' | 'arm64';
  /** USD On-Demand. */
  readonly pricePerHour: number;
}

interface Ec2Handles {
  instance(id: string): NodeInstance;
  image(architecture?: 'x86_64' | 'arm64'): string;
  spotPool(type: string, zone: string): { readonly price: { readonly onDemand: number } };
}

/** Calls an operation of another service of the Region, in the model's names, at once. Throws what the service throws. */
export function ask<T>(region: Region, service: string, operation: string, input: object): T {
  const target = region.service(service) as Record<string, (input: object) => T>;
  return target[camel(operation)]!(input);
}

/** The handles of EC2 in a Region. */
export const ec2Of = (region: Region): Ec2Handles => region.service('ec2') as Ec2Handles;

/** An instance; undefined where EC2 shows it no more. */
export function instanceOf(region: Region, id: string): NodeInstance | undefined {
  try {
    return ec2Of(region).instance(id);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** What an instance type is. Throws InvalidInstanceType for what is none. */
export function typeFacts(region: Region, name: string, zone: string): InstanceTypeFacts {
  interface Described {
    vCpuInfo: { defaultVCpus: number };
    memoryInfo: { sizeInMiB: number };
    processorInfo: { supportedArchitectures: string[] };
  }
  const [type] = ask<{ instanceTypes: Described[] }>(region, 'ec2', 'DescribeInstanceTypes', { instanceTypes: [name] }).instanceTypes; // prettier-ignore
  const arm = type!.processorInfo.supportedArchitectures.includes('arm64');
  return {
    name,
    vcpus: type!.vCpuInfo.defaultVCpus,
    memory: type!.memoryInfo.sizeInMiB,
    architecture: arm ? 'arm64' : 'x86_64',
    pricePerHour: ec2Of(region).spotPool(name, zone).price.onDemand,
  };
}

/** A subnet, as EC2 describes it. */
export interface Subnet {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
}

/** The subnets of these ids; all default ones where none are named. Throws InvalidSubnetID.NotFound. */
export function subnetsOf(region: Region, subnetIds?: readonly string[]): Subnet[] {
  const input = subnetIds?.length ? { subnetIds } : { filters: [{ name: 'default-for-az', values: ['true'] }] }; // prettier-ignore
  return ask<{ subnets: Subnet[] }>(region, 'ec2', 'DescribeSubnets', input).subnets;
}
