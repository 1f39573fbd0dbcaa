import type { Request, Response } from '../../cloud/endpoints/index.ts';

/**
 * What a container of an image does: `cloud.ecs.program('shop:2', { startup: 5 })`. A program that is not told does nothing
 * but run, and answers 200 at the ports of its container.
 */
export interface Program {
  /** Megabytes to pull, compressed. Default: `model.imageSize`. */
  readonly size?: number;
  /** Whether no registry has it: then its tasks fail with CannotPullContainerError. Default false. */
  readonly missing?: boolean;
  /** Seconds from the start of its container until it answers. Default 0. */
  readonly startup?: number;
  /** Seconds from its start until the health check of its container passes. Default: the startup. */
  readonly healthyAfter?: number;
  /** Seconds from its start until it ends by itself. Default: never. */
  readonly exitsAfter?: number;
  /** The exit code with which it ends by itself. Default 0. */
  readonly exitCode?: number;
  /** Seconds that it takes to end after SIGTERM; Infinity: it does not listen. Default 1. */
  readonly stopsIn?: number;
  /** MiB that it wants. Above the container's `memory` the kernel kills it. Default: it fits. */
  readonly memory?: number;
  /** Seconds that it takes to answer a request. Default 0.01. */
  readonly serviceTime?: number;
  /** Requests that a container works on at a time; more wait, first come, first served. Default: no limit. */
  readonly concurrency?: number;
  /** What it answers. Default: status 200. */
  readonly respond?: (request: Request) => Response;
}
