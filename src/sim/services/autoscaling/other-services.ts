import { AwsError, type Metric, type Region } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';

/** An instance of EC2's, as far as a group looks at it. */
export interface RunningInstance {
  /** `i-…`. */
  readonly id: string;
  /** Its state at EC2. */
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** Its type. */
  readonly type: { readonly name: string; readonly vcpus: number };
  /** Whether its application answers; false where none runs. */
  readonly serving: boolean;
  /** Its application, as a host of requests; undefined where none runs. */
  readonly host: object | undefined;
  /** Whether its CPU is published every minute, rather than every five. */
  readonly detailedMonitoring: boolean;
  /** Its life: `ready` once its operating system is up; whether EC2 refuses to terminate it. */
  readonly life: { readonly ready: boolean; readonly disableApiTermination: boolean };
  /** The share of its CPU that is busy where no application runs on it, from 0 to 1. */
  cpu: number;
  /** Terminates it behind the group's back; settles when it is terminated. */
  terminate(): Reply<void>;
  /** Its status checks. */
  readonly checks: {
    status(
      checks?: readonly string[],
    ): 'ok' | 'impaired' | 'initializing' | 'not-applicable' | 'insufficient-data';
  };
}

/** What a group reads of EC2 besides its operations. */
export interface Ec2Handles {
  instance(id: string): RunningInstance;
  image(architecture?: 'x86_64' | 'arm64'): string;
  spotPool(
    type: string,
    zone: string,
  ): {
    readonly spare: number;
    readonly price: { at(now: number): number; readonly onDemand: number };
  };
}

/**
 * Calls an operation of another service of the Region, in the model's names, at once: what a group does to EC2 and CloudWatch
 * takes no time beside that of the thing itself. Throws what the service throws.
 */
export function ask<T>(region: Region, service: string, operation: string, input: object): T {
  const target = region.service(service) as Record<string, (input: object) => T>;
  return target[camel(operation)]!(input);
}

/** The handles of EC2 in a Region. */
export function ec2Of(region: Region): Ec2Handles {
  return region.service('ec2') as Ec2Handles;
}

/** An instance; undefined where EC2 shows it no more. */
export function instanceOf(region: Region, id: string): RunningInstance | undefined {
  try {
    return ec2Of(region).instance(id);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** The state of an instance at EC2. */
export function ec2State(region: Region, id: string): RunningInstance['state'] {
  return instanceOf(region, id)?.state ?? 'terminated';
}

/** The CPU metric of an instance; undefined once it is gone. */
export function cpuOf(region: Region, InstanceId: string): Metric | undefined {
  return region.world.metrics.find(region, 'AWS/EC2', 'CPUUtilization', { InstanceId });
}
