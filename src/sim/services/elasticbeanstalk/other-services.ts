import type { Request, Response } from '../../cloud/endpoints/index.ts';
import { AwsError, type Region } from '../../cloud/index.ts';
import type { RandomStream, Reply, Yieldable } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';

/** What runs on an instance, as EC2 takes it. */
export interface Program {
  /** The port that it listens at. */
  readonly port?: number;
  /** Seconds until it answers, once its instance is up and it was told to start. */
  readonly startup?: number;
  /** Seconds after which it closes a connection without a request. */
  readonly keepAlive?: number;
  /** Seconds of one vCPU that a request takes, in the mean. */
  readonly serviceTime?: number;
  /** Seconds of one vCPU that this very request takes. */
  readonly demand?: (request: Request, random: RandomStream) => number;
  /** What it answers where all goes well. */
  readonly respond?: (request: Request) => Response;
  /** How many requests are worked on at a time. */
  readonly concurrency?: number;
  /** How many more may wait for their turn. */
  readonly backlog?: number;
  /** MiB that requests may take together. */
  readonly memory?: number;
  /** Seconds from a crash until it is back. */
  readonly restart?: number;
}

/** An instance of EC2's, as far as an environment looks at it. */
export interface Server {
  readonly id: string;
  readonly state: string;
  readonly address: string;
  readonly publicAddress: string | undefined;
  readonly serving: boolean;
  readonly launchTime: Date;
  readonly zone: { readonly name: string };
  readonly type: { readonly name: string };
  readonly life: { readonly ready: boolean };
  readonly host: { readonly ailment: string } | undefined;
  install(program: Program | undefined): void;
}

interface Ec2Handles {
  instance(id: string): Server;
  image(architecture?: 'x86_64' | 'arm64'): string;
}

/** Calls an operation of another service of the Region, in the model's names, at once. Throws what the service throws. */
export function ask<T = unknown>(region: Region, service: string, operation: string, input: object): T {
  const target = region.service(service) as Record<string, (input: object) => T>;
  return target[camel(operation)]!(input);
}

/** The handles of EC2 in a Region. */
export const ec2Of = (region: Region): Ec2Handles => region.service('ec2') as Ec2Handles;

/** An instance; undefined where EC2 shows it no more. */
export function serverOf(region: Region, id: string): Server | undefined {
  try {
    return ec2Of(region).instance(id);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** Calls an operation of SQS, in AWS's names. */
export function* queueCall<T = unknown>(region: Region, operation: string, input: object): Generator<Yieldable, T, never> {
  return (yield* region.call('sqs', operation, input)) as T;
} // prettier-ignore

/** A process' waits, as the simulator takes them. */
export type Steps<T = void> = Generator<number | Reply<unknown>, T, never>;
