import type { Request, Response } from '../../cloud/endpoints/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import type { HostOptions } from './host/index.ts';

/**
 * What runs on an instance and answers at its address: requests that share its vCPUs, as `Host` says.
 *
 *     cloud.ec2.application({ port: 80, serviceTime: 0.05, concurrency: 100 });
 */
export interface Application extends Omit<HostOptions, 'vcpus'> {
  /** The port that it listens at. Default 80. */
  readonly port?: number;
  /** Seconds from the end of user data until it answers. Default 0. */
  readonly startup?: number;
  /** Seconds after which it closes a connection without a request. Default 65. */
  readonly keepAlive?: number;
  /** Seconds of one vCPU that a request takes, in the mean, drawn from an exponential distribution. Default 0.01. */
  readonly serviceTime?: number;
  /** Seconds of one vCPU that this very request takes, by its path and the like: in place of `serviceTime`. */
  readonly demand?: (request: Request, random: RandomStream) => number;
  /** What it answers where all goes well. Default: status 200. */
  readonly respond?: (request: Request) => Response;
}

/** The checks of an application's numbers. */
export function checkApplication({ port = 80, startup = 0, serviceTime = 0.01 }: Application): void {
  if (!(Number.isInteger(port) && port >= 1 && port <= 65_535)) throw new RangeError(`A port is a whole number from 1 to 65535; not ${port}.`); // prettier-ignore
  if (!(startup >= 0 && startup < Infinity))
    throw new RangeError(`startup is 0 seconds or more; not ${startup}.`);
  if (!(serviceTime > 0 && serviceTime < Infinity)) throw new RangeError(`serviceTime is more than 0 seconds; not ${serviceTime}.`); // prettier-ignore
}
