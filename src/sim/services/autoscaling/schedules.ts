import { AwsError } from '../../cloud/index.ts';
import { dateAt, Part } from './context.ts';
import { autoScalingError, validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { page } from './pages.ts';
import { becauseOf } from './plan/activity-cause.ts';
import { Scheduled } from './scheduled.ts';
import type { Input, Output } from './schema.ts';
import { changedSettings } from './settings.ts';

/** Scheduled actions. */
export class Schedules extends Part {
  putScheduledUpdateGroupAction(input: Input<'PutScheduledUpdateGroupAction'>): Output<'PutScheduledUpdateGroupAction'> {
    const group = this.asg.groups.get(input.autoScalingGroupName);
    const { scheduledActionName: name } = input;
    const before = group.scheduled.get(name);
    const arn = before?.arn ?? this.asg.arn(`scheduledUpdateGroupAction:${this.asg.uuid()}:autoScalingGroupName/${group.name}:scheduledActionName/${name}`);
    const action = new Scheduled(arn, input, this.now);
    const others = [...group.scheduled.values()].filter((one) => one !== before);
    if (others.length >= limits.scheduledActions.max) throw autoScalingError('LimitExceededFault', `A group can have ${limits.scheduledActions.max} scheduled actions.`);
    if (action.start !== undefined && others.some(({ start }) => start === action.start)) throw autoScalingError('AlreadyExistsFault', 'A scheduled action with this scheduled start time already exists');
    before?.timer?.cancel();
    group.scheduled.set(name, action);
    this.#await(group, action, this.now);
    return {};
  } // prettier-ignore

  batchPutScheduledUpdateGroupAction(input: Input<'BatchPutScheduledUpdateGroupAction'>): Output<'BatchPutScheduledUpdateGroupAction'> {
    const { autoScalingGroupName, scheduledUpdateGroupActions: all } = input;
    this.asg.groups.get(autoScalingGroupName);
    if (all.length > limits.batchedActions.max) throw validationError(`A batch has ${limits.batchedActions.max} scheduled actions at most.`);
    const failedScheduledUpdateGroupActions = all.flatMap((action) => failureOf(action.scheduledActionName, () => this.putScheduledUpdateGroupAction({ ...action, autoScalingGroupName })));
    return { failedScheduledUpdateGroupActions };
  } // prettier-ignore

  deleteScheduledAction({ autoScalingGroupName, scheduledActionName: name }: Input<'DeleteScheduledAction'>): Output<'DeleteScheduledAction'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    const action = group.scheduled.get(name);
    if (!action) throw validationError('Scheduled action name not found');
    action.timer?.cancel();
    group.scheduled.delete(name);
    return {};
  } // prettier-ignore

  batchDeleteScheduledAction({ autoScalingGroupName, scheduledActionNames }: Input<'BatchDeleteScheduledAction'>): Output<'BatchDeleteScheduledAction'> {
    this.asg.groups.get(autoScalingGroupName);
    if (scheduledActionNames.length > limits.batchedActions.max) throw validationError(`A batch has ${limits.batchedActions.max} scheduled actions at most.`);
    return { failedScheduledActions: scheduledActionNames.flatMap((name) => failureOf(name, () => this.deleteScheduledAction({ autoScalingGroupName, scheduledActionName: name }))) };
  } // prettier-ignore

  describeScheduledActions(input: Input<'DescribeScheduledActions'> = {}): Output<'DescribeScheduledActions'> {
    const { autoScalingGroupName: name, scheduledActionNames: names, startTime, endTime } = input;
    const groups = name === undefined ? this.asg.groups.list() : [this.asg.groups.get(name)];
    const all = groups.flatMap(({ scheduled }) => [...scheduled.values()]).map((one) => one.describe(this.now));
    const wanted = all.filter((one) => {
      if (names?.length) return names.includes(one.scheduledActionName!) || names.includes(one.scheduledActionARN!);
      const at = one.startTime ?? dateAt(0);
      return (!startTime || at >= startTime) && (!endTime || at <= endTime);
    });
    const { page: scheduledUpdateGroupActions, ...more } = page(wanted, input);
    return { scheduledUpdateGroupActions, ...more };
  } // prettier-ignore

  /** Waits for the next run after a moment. One that has had its only run is forgotten. */
  #await(group: AutoScalingGroup, action: Scheduled, after: number): void {
    action.timer = undefined;
    const due = action.next(after);
    if (due === undefined) {
      const ended = action.end;
      if (!action.recurs || (ended !== undefined && this.now >= ended)) group.scheduled.delete(action.given.scheduledActionName); // prettier-ignore
      return;
    }
    const { scheduledDelay } = this.asg.model;
    const late = scheduledDelay > 0 ? this.asg.random('schedules').uniform(0, scheduledDelay) : 0;
    action.timer = this.simulation.timer(Math.max(0, due - this.now) + late, () => {
      this.#run(group, action);
      this.#await(group, action, due);
    });
  }

  /** What was suspended at its time is lost. An action that would leave the bounds does nothing but say so. */
  #run(group: AutoScalingGroup, { given }: Scheduled): void {
    if (group.suspended.has('ScheduledActions') || group.deleting) return;
    const { minSize, maxSize, desiredCapacity } = given;
    const from = group.desiredCapacity;
    try {
      group.settings = changedSettings(this.asg.region, group.settings, { autoScalingGroupName: group.name, minSize, maxSize, desiredCapacity }); // prettier-ignore
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      group.history.begin('Executing scheduled action', [error.message], '{}', 'InProgress').to('Failed', error.message); // prettier-ignore
      return;
    }
    if (group.desiredCapacity !== from) group.because.push(becauseOf.scheduled(this.now, group.size, from));
    group.wake();
  }
}

function failureOf(scheduledActionName: string, act: () => unknown) {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [{ scheduledActionName, errorCode: error.code, errorMessage: error.message }];
  }
}
