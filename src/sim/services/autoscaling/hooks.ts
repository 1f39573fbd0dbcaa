import type { Yieldable } from '../../kernel/index.ts';
import type { Context } from './context.ts';
import { dateAt } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Member } from './member.ts';
import { ec2State } from './other-services.ts';
import { send } from './notifications.ts';
import {
  beginAction,
  expireAction,
  outcomeOf,
  type HooksOutcome,
  type LifecycleAction,
  type LifecycleHook,
} from './plan/lifecycle-hook.ts';

/** A hook of a group, and whom it tells. */
export interface Hook extends LifecycleHook {
  readonly notificationTargetARN: string | undefined;
  readonly roleARN: string | undefined;
  readonly notificationMetadata: string | undefined;
}

/** How an instance came through its hooks. */
export interface Passed {
  readonly outcome: Exclude<HooksOutcome, 'wait'>;
  /** The action that ended a launch; undefined where none did. */
  readonly abandoned: LifecycleAction | undefined;
  /** Whether that one ran out of time. */
  readonly timedOut: boolean;
}

/** Where an instance waits, by transition. */
export type Gate = 'Pending' | 'Terminating' | 'Warmed:Pending' | 'Warmed:Terminating';

/** A little more than the clock's grain: what is due this instant is due. */
const GRAIN = 1e-3;

/**
 * Holds an instance at its gate until its hooks let it go: completed, or out of time. Without hooks it goes through at once.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export function* passHooks(asg: Context, group: AutoScalingGroup, member: Member, gate: Gate, origin: string, destination: string): Generator<Yieldable, Passed, never> {
  const launching = gate === 'Pending' || gate === 'Warmed:Pending';
  const transition = launching ? 'autoscaling:EC2_INSTANCE_LAUNCHING' : 'autoscaling:EC2_INSTANCE_TERMINATING';
  const hooks = [...group.hooks.values()].filter((hook) => hook.transition === transition);
  const free: Passed = { outcome: 'proceed', abandoned: undefined, timedOut: false };
  if (hooks.length === 0) return free;
  const { simulation } = asg.region.world;
  member.to(`${gate}:Wait`);
  member.actions = hooks.map((hook) => beginAction(hook, asg.uuid(), group.now));
  for (const action of member.actions) tell(asg, group, member, action, origin, destination);
  let outcome = outcomeOf(member.actions);
  const expired = new Set<string>();
  while (outcome === 'wait') {
    const next = Math.min(...member.actions.filter(({ result }) => result === undefined).map(({ deadline }) => deadline));
    const timer = simulation.timer(Math.max(0, next - group.now), () => member.changed.fire());
    yield* member.changed.wait();
    timer.cancel();
    member.actions = member.actions.map((action) => {
      const after = expireAction(action, group.now + GRAIN);
      if (after !== action) expired.add(action.token);
      return after;
    });
    if (launching && isGone(asg, member)) break;
    outcome = outcomeOf(member.actions);
  }
  const abandoned = member.actions.find(({ result }) => result === 'ABANDON');
  member.actions = [];
  if (outcome === 'proceed') member.to(`${gate}:Proceed`);
  return { outcome: outcome === 'wait' ? 'terminate' : outcome, abandoned, timedOut: abandoned !== undefined && expired.has(abandoned.token) };
} // prettier-ignore

/** Whether an instance on its way in has died on it. */
export function isGone({ region }: Context, { id }: Member): boolean {
  return /^(shutting-down|terminated)$/.test(ec2State(region, id));
}

/** Tells whoever the hook names, and EventBridge, that an instance waits. */
function tell(asg: Context, group: AutoScalingGroup, member: Member, { hook, token }: LifecycleAction, Origin: string, Destination: string): void {
  const { notificationTargetARN: target, notificationMetadata: metadata, roleARN } = hook as Hook;
  const common = {
    LifecycleActionToken: token,
    AutoScalingGroupName: group.name,
    LifecycleHookName: hook.name,
    EC2InstanceId: member.id,
    LifecycleTransition: hook.transition,
    ...(metadata !== undefined && { NotificationMetadata: metadata }),
  };
  const what = hook.transition.endsWith('LAUNCHING') ? 'launch' : 'terminate';
  if (target === undefined)
    asg.region.events.put('aws.autoscaling', `EC2 Instance-${what} Lifecycle Action`, [group.arn], () => ({ ...common, Origin, Destination }));
  else
    send(asg, group, target, `Auto Scaling:  Lifecycle action '${what === 'launch' ? 'LAUNCHING' : 'TERMINATING'}' for instance ${member.id} in progress.`, {
      Service: 'AWS Auto Scaling',
      Time: dateAt(group.now).toISOString(),
      RequestId: asg.uuid(),
      AccountId: asg.region.account,
      ...common,
      Origin,
      Destination,
    }, roleARN);
} // prettier-ignore
