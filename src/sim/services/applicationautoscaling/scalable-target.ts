import type { Region } from '../../cloud/index.ts';
import type { Timer } from '../../kernel/index.ts';
import { ask } from './context.ts';
import { scalingError } from './errors.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';

/** A policy of a target. */
export interface Policy {
  readonly arn: string;
  readonly given: Input<'PutScalingPolicy'>;
  readonly createdAt: Date;
  readonly alarms: readonly string[];
}

/** A scheduled action of a target. */
export interface Scheduled {
  readonly arn: string;
  readonly given: Input<'PutScheduledAction'>;
  readonly createdAt: Date;
  timer: Timer | undefined;
}

/** A scalable target: an ECS service, with the least and the most tasks that it may have. */
export class ScalableTarget {
  /** `service/cluster/name`. */
  readonly resourceId: string;
  /** Its ARN. */
  readonly arn: string;
  /** When it was registered. */
  readonly createdAt: Date;
  /** The least. */
  min: number;
  /** The most. */
  max: number;
  /** What is suspended. */
  suspended: Model<aws.SuspendedState> = {};
  /** Its policies, by name. */
  readonly policies = new Map<string, Policy>();
  /** Its scheduled actions, by name. */
  readonly scheduled = new Map<string, Scheduled>();
  /** Its activities, the newest first. */
  readonly activities: Model<aws.ScalingActivity>[] = [];
  /** The last change: where to, from where, when. */
  last: { readonly out: boolean; readonly from: number; readonly at: number } | undefined;
  readonly #region: Region;

  /** Made by RegisterScalableTarget. */
  constructor(region: Region, arn: string, resourceId: string, createdAt: Date, min: number, max: number) {
    this.#region = region;
    this.arn = arn;
    this.resourceId = resourceId;
    this.createdAt = createdAt;
    this.min = min;
    this.max = max;
  }

  /** How many tasks its service is to have. Throws ValidationException where there is no such service. */
  get capacity(): number {
    const [, cluster, service] = this.resourceId.split('/');
    const { services: [found] } = ask<{ services: { desiredCount: number; status: string }[] }>(this.#region, 'ecs', 'DescribeServices', { cluster, services: [service] }); // prettier-ignore
    if (!found || found.status === 'INACTIVE') throw scalingError('ValidationException', `ECS service doesn't exist: ${this.resourceId.slice(0, 200)}`); // prettier-ignore
    return found.desiredCount;
  }

  /** Lets its service have so many tasks. */
  set capacity(desiredCount: number) {
    const [, cluster, service] = this.resourceId.split('/');
    ask(this.#region, 'ecs', 'UpdateService', { cluster, service, desiredCount });
  }

  /** As the API shows it. */
  describe(): Model<aws.ScalableTarget> {
    return {
      serviceNamespace: 'ecs',
      resourceId: this.resourceId,
      scalableDimension: 'ecs:service:DesiredCount',
      minCapacity: this.min,
      maxCapacity: this.max,
      roleARN: `arn:${this.#region.partition}:iam::${this.#region.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      creationTime: this.createdAt,
      suspendedState: { dynamicScalingInSuspended: false, dynamicScalingOutSuspended: false, scheduledScalingSuspended: false, ...this.suspended },
      scalableTargetARN: this.arn,
    };
  } // prettier-ignore
}
