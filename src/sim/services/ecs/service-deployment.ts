import { advanceBreaker, newBreaker, type BreakerEvent, type CircuitBreaker, type CircuitBreakerConfiguration } from './deployment/circuit-breaker.ts'; // prettier-ignore
import type { AlarmWatch } from './deployment/deployment-alarms.ts';
import type { RolloutState } from './deployment/outcome.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { TargetPlace } from './targets.ts';
import type { EcsTask } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';

/** A deployment of a service: the tasks of one revision, on their way in or out. */
export class Deployment {
  /** `ecs-svc/` and a number. */
  readonly id: string;
  /** What its tasks run. */
  readonly definition: TaskDefinition;
  /** Where its tasks are registered. */
  readonly targets: readonly TargetPlace[];
  /** When it began. */
  readonly createdAt: Date;
  /** Whether it uses the alternate target group of a service that shifts traffic. */
  readonly alternate: boolean;
  /** PRIMARY: what the service is to run; ACTIVE: what still runs besides. */
  status: 'PRIMARY' | 'ACTIVE' = 'PRIMARY';
  /** How far it is. */
  rolloutState: RolloutState = 'IN_PROGRESS';
  /** Why. */
  rolloutStateReason: string;
  /** Tasks that never ran. */
  failedTasks = 0;
  /** When it ended; undefined while it goes on. */
  finishedAt: Date | undefined;
  /** The status as DescribeServiceDeployments has it. */
  outcome: aws.ServiceDeploymentStatus = 'IN_PROGRESS';
  /** The stage of one that shifts traffic. */
  stage: aws.ServiceDeploymentLifecycleStage | undefined;
  /** The share of production traffic that it has, in percent, where it shifts traffic. */
  share = 0;
  /** @internal Its circuit breaker. */
  breaker: CircuitBreaker;
  /** @internal Its alarms. */
  watch: AlarmWatch = { watched: [] };
  /** @internal Until when its alarms are watched, once it is done; in seconds of the run. */
  bakesUntil: number | undefined;
  /** @internal Tasks in a row that never ran: starts slow down. */
  neverRan = 0;
  /** @internal No start before, in seconds of the run. */
  holdUntil = 0;
  /** @internal Tasks that found no place at the last attempt. */
  unplaced = 0;
  /** Its tasks that have not stopped. */
  readonly tasks = new Set<EcsTask>();
  /** @internal Tasks that have been healthy. */
  readonly beenHealthy = new Set<EcsTask>();

  /** Made by the service. */
  constructor(
    id: string,
    definition: TaskDefinition,
    targets: readonly TargetPlace[],
    alternate: boolean,
    createdAt: Date,
    breaker: CircuitBreakerConfiguration,
  ) {
    this.id = id;
    this.definition = definition;
    this.targets = targets;
    this.alternate = alternate;
    this.createdAt = createdAt;
    this.breaker = newBreaker(breaker);
    this.rolloutStateReason = `ECS deployment ${id} in progress.`;
  }

  /** How many of its tasks run. */
  get running(): number {
    let count = 0;
    for (const task of this.tasks) if (task.running) count++;
    return count;
  }

  /** @internal Tells the breaker; answers whether it trips. */
  tell(event: BreakerEvent, desired: number, configuration: CircuitBreakerConfiguration): boolean {
    const before = this.breaker.status;
    this.breaker = advanceBreaker(this.breaker, event, this.running, desired, configuration);
    return before === 'MONITORING' && this.breaker.status === 'TRIGGERED';
  }

  /** @internal As DescribeServices shows it. */
  describe(desired: number): Model<aws.Deployment> {
    return {
      id: this.id,
      status: this.status,
      taskDefinition: this.definition.arn,
      desiredCount: this.status === 'PRIMARY' ? desired : 0,
      runningCount: this.running,
      pendingCount: [...this.tasks].filter(({ running, desiredStatus }) => !running && desiredStatus === 'RUNNING').length,
      failedTasks: this.failedTasks,
      createdAt: this.createdAt,
      updatedAt: this.finishedAt ?? this.createdAt,
      rolloutState: this.rolloutState,
      rolloutStateReason: this.rolloutStateReason,
    };
  } // prettier-ignore
}
