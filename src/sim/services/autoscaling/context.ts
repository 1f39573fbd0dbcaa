import type { Limit, Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import type { Registry } from '../../cloud/registry.ts';
import type { RandomStream, Simulation } from '../../kernel/index.ts';
import type { AutoScalingGroup } from './group.ts';
import type { LaunchConfiguration } from './launch-configurations.ts';
import type { AutoScalingModel } from './model.ts';

/** What the parts of Auto Scaling share: their Region, the groups, and what the service as a whole gives them. */
export interface Context {
  readonly region: Region;
  readonly model: AutoScalingModel;
  readonly groups: Registry<AutoScalingGroup>;
  readonly launchConfigurations: Registry<LaunchConfiguration>;
  uuid(): string;
  arn(resource: string): string;
  random(purpose: string): RandomStream;
  quota(row: Limit): number;
}

/** A part of Auto Scaling: some of its operations as methods. */
export abstract class Part {
  protected readonly asg: Context;

  /** Made by `AutoScaling`. */
  constructor(asg: Context) {
    this.asg = asg;
  }

  protected get simulation(): Simulation {
    return this.asg.region.world.simulation;
  }

  /** Seconds since 1970. */
  protected get now(): number {
    return epochSeconds(this.simulation);
  }
}

/** Seconds since 1970 as a date. */
export function dateAt(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
