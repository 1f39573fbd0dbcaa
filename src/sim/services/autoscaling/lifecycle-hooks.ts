import { Part } from './context.ts';
import { validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Hook } from './hooks.ts';
import { autoScalingLimits as limits } from './limits.ts';
import type { Member } from './member.ts';
import { send } from './notifications.ts';
import {
  checkHook,
  completeAction,
  recordHeartbeat,
  type LifecycleAction,
  type LifecycleActionResult,
  type LifecycleTransition,
} from './plan/lifecycle-hook.ts';
import type { Input, Output } from './schema.ts';

type Given = Omit<Input<'PutLifecycleHook'>, 'autoScalingGroupName'>;

const TRANSITIONS = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'];

/** Lifecycle hooks, and the actions that they wait for. */
export class LifecycleHooks extends Part {
  putLifecycleHook(input: Input<'PutLifecycleHook'>): Output<'PutLifecycleHook'> {
    this.put(this.asg.groups.get(input.autoScalingGroupName), input);
    return {};
  }

  deleteLifecycleHook({ autoScalingGroupName, lifecycleHookName: name }: Input<'DeleteLifecycleHook'>): Output<'DeleteLifecycleHook'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    if (!group.hooks.delete(name)) throw validationError(`No Lifecycle Hook found with name ${name.slice(0, 255)}`);
    // Those that wait for it have its default result: ABANDON for launches, CONTINUE for terminations.
    for (const member of group.members.values()) {
      member.actions = member.actions.map((action) => (action.hook.name !== name || action.result ? action : completeAction(action, action.hook.transition.endsWith('LAUNCHING') ? 'ABANDON' : 'CONTINUE', this.now)));
      member.changed.fire();
    }
    return {};
  } // prettier-ignore

  describeLifecycleHooks({ autoScalingGroupName, lifecycleHookNames: names }: Input<'DescribeLifecycleHooks'>): Output<'DescribeLifecycleHooks'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    const lifecycleHooks = [...group.hooks.values()].filter(({ name }) => !names?.length || names.includes(name)).map((hook) => {
      const { name, transition, heartbeatTimeout = limits.heartbeat.default, defaultResult = 'ABANDON', notificationTargetARN, notificationMetadata, roleARN } = hook;
      return {
        lifecycleHookName: name,
        autoScalingGroupName,
        lifecycleTransition: transition,
        heartbeatTimeout,
        globalTimeout: Math.min(limits.hookTotal.max, 100 * heartbeatTimeout),
        defaultResult,
        ...(notificationTargetARN !== undefined && { notificationTargetARN }),
        ...(notificationMetadata !== undefined && { notificationMetadata }),
        ...(roleARN !== undefined && { roleARN }),
      };
    });
    return { lifecycleHooks };
  } // prettier-ignore

  describeLifecycleHookTypes(): Output<'DescribeLifecycleHookTypes'> {
    return { lifecycleHookTypes: TRANSITIONS };
  }

  completeLifecycleAction(input: Input<'CompleteLifecycleAction'>): Output<'CompleteLifecycleAction'> {
    const { lifecycleActionResult: result } = input;
    this.#act(input, (action) => completeAction(action, result as LifecycleActionResult, this.now));
    return {};
  }

  recordLifecycleActionHeartbeat(input: Input<'RecordLifecycleActionHeartbeat'>): Output<'RecordLifecycleActionHeartbeat'> {
    this.#act(input, (action) => recordHeartbeat(action, this.now));
    return {};
  } // prettier-ignore

  /** Refuses a hook that is none. */
  check(given: Given, existing: readonly Hook[]): Hook {
    const { lifecycleHookName: name, lifecycleTransition: transition, heartbeatTimeout, defaultResult, roleARN, notificationTargetARN: target, notificationMetadata } = given; // prettier-ignore
    if (transition === undefined) throw validationError('LifecycleTransition must be given for a new hook.');
    const hook: Hook = {
      name,
      transition: transition as LifecycleTransition,
      ...(heartbeatTimeout !== undefined && { heartbeatTimeout }),
      ...(defaultResult !== undefined && { defaultResult: defaultResult as LifecycleActionResult }),
      notificationTargetARN: target === '' ? undefined : target,
      roleARN,
      notificationMetadata,
    };
    checkHook(hook, existing);
    return hook;
  }

  /** Makes a hook, or changes one: what is not given stays. The target gets a test notification. */
  put(group: AutoScalingGroup, given: Input<'PutLifecycleHook'>): void {
    const before = group.hooks.get(given.lifecycleHookName);
    const old: Partial<Given> = before ? { lifecycleTransition: before.transition, heartbeatTimeout: before.heartbeatTimeout, defaultResult: before.defaultResult, notificationTargetARN: before.notificationTargetARN, roleARN: before.roleARN, notificationMetadata: before.notificationMetadata } : {}; // prettier-ignore
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const hook = this.check({ ...old, ...set } as Given, [...group.hooks.values()]);
    group.hooks.set(hook.name, hook);
    const { notificationTargetARN: target } = hook;
    if (target !== undefined) send(this.asg, group, target, 'Auto Scaling: test notification for group', { AutoScalingGroupName: group.name, Service: 'AWS Auto Scaling', AutoScalingGroupARN: group.arn, AccountId: this.asg.region.account, Event: 'autoscaling:TEST_NOTIFICATION' }); // prettier-ignore
  }

  #act(input: { autoScalingGroupName: string; lifecycleHookName: string; lifecycleActionToken?: string; instanceId?: string }, act: (action: LifecycleAction) => LifecycleAction): void {
    const { autoScalingGroupName, lifecycleHookName: name, lifecycleActionToken: token, instanceId } = input;
    const group = this.asg.groups.get(autoScalingGroupName);
    if (token === undefined && instanceId === undefined) throw validationError('Either LifecycleActionToken or InstanceId must be given.');
    const fits = (member: Member) => (action: LifecycleAction) => action.hook.name === name && (token === undefined ? member.id === instanceId : action.token === token);
    for (const member of group.members.values()) {
      const found = member.actions.find(fits(member));
      if (!found) continue;
      const after = act(found);
      member.actions = member.actions.map((action) => (action === found ? after : action));
      member.changed.fire();
      return;
    }
    throw validationError(`No active Lifecycle Action found with ${token === undefined ? `instance ID ${instanceId!.slice(0, 50)}` : `token ${token.slice(0, 50)}`}`);
  } // prettier-ignore
}
