import { autoScalingError, requireWhole, validationError } from '../errors.ts';

/** On which way a hook holds instances. */
export type LifecycleTransition =
  'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING';
/** How an action ends. */
export type LifecycleActionResult = 'CONTINUE' | 'ABANDON';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html */
export interface LifecycleHook {
  readonly name: string;
  readonly transition: LifecycleTransition;
  /** 30 to 7,200 s; default 3,600. */
  readonly heartbeatTimeout?: number;
  /** Default ABANDON. */
  readonly defaultResult?: LifecycleActionResult;
}

/** One hook that holds one instance. */
export interface LifecycleAction {
  readonly hook: LifecycleHook;
  readonly token: string;
  readonly startedAt: number;
  /** When it ends by itself, unless a heartbeat comes. */
  readonly deadline: number;
  /** What no heartbeat moves. */
  readonly limit: number;
  readonly result?: LifecycleActionResult;
  readonly endedAt?: number;
}

const LONGEST = 48 * 3600;
const HEARTBEATS = 100;
const MOST_HOOKS = 50;

/** Throws where a hook can't be put beside the others of its group. */
export function checkHook(hook: LifecycleHook, existing: readonly LifecycleHook[]): void {
  const { name, heartbeatTimeout, defaultResult, transition } = hook;
  if (!/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) {
    throw validationError('A lifecycle hook is named with letters, numbers, -, _ and /.');
  }
  if (heartbeatTimeout !== undefined) requireWhole('HeartbeatTimeout', heartbeatTimeout, 30, 7200);
  if (defaultResult !== undefined) checkResult(defaultResult);
  if (!/^autoscaling:EC2_INSTANCE_(LAUNCHING|TERMINATING)$/.test(transition)) {
    throw validationError(`${transition} is no lifecycle transition.`);
  }
  if (existing.filter((other) => other.name !== name).length >= MOST_HOOKS) {
    throw autoScalingError('LimitExceededFault', `A group can have ${MOST_HOOKS} lifecycle hooks.`);
  }
}

/**
 * Starts a hook's clock. However many heartbeats come, it ends after 48 hours or 100 heartbeat timeouts, whichever
 * is sooner.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export function beginAction(hook: LifecycleHook, token: string, now: number): LifecycleAction {
  const { heartbeatTimeout = 3600 } = hook;
  const limit = now + Math.min(LONGEST, HEARTBEATS * heartbeatTimeout);
  return { hook, token, startedAt: now, deadline: Math.min(now + heartbeatTimeout, limit), limit };
}

/** Starts the timeout over. Throws ValidationError where the action has ended. */
export function recordHeartbeat(action: LifecycleAction, now: number): LifecycleAction {
  requireActive(action, now);
  const { heartbeatTimeout = 3600 } = action.hook;
  return { ...action, deadline: Math.min(now + heartbeatTimeout, action.limit) };
}

/** Ends an action by a result. Throws ValidationError where it has ended. */
export function completeAction(
  action: LifecycleAction,
  result: LifecycleActionResult,
  now: number,
): LifecycleAction {
  checkResult(result);
  requireActive(action, now);
  return { ...action, result, endedAt: now };
}

/** Ends an action whose time is up, by its default result. */
export function expireAction(action: LifecycleAction, now: number): LifecycleAction {
  if (action.result !== undefined || now < action.deadline) return action;
  return { ...action, result: action.hook.defaultResult ?? 'ABANDON', endedAt: action.deadline };
}

/** What becomes of an instance that hooks hold. */
export type HooksOutcome = 'wait' | 'proceed' | 'terminate';

/**
 * The hooks of one transition together. One ABANDON ends a launch, and the instance; of a termination it ends the
 * wait of the other hooks. Otherwise all must have ended.
 */
export function outcomeOf(actions: readonly LifecycleAction[]): HooksOutcome {
  const abandoned = actions.find(({ result }) => result === 'ABANDON');
  if (abandoned) return abandoned.hook.transition.endsWith('LAUNCHING') ? 'terminate' : 'proceed';
  return actions.every(({ result }) => result !== undefined) ? 'proceed' : 'wait';
}

/** What AWS says of a launch that a hook has ended; its words for a timeout are by analogy. */
export function abandonedMessage({ token }: LifecycleAction, timedOut: boolean): string {
  const how = timedOut ? 'Lifecycle Action Timed Out' : 'Lifecycle Action Completed with ABANDON Result';
  return `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${how}`;
}

function requireActive(action: LifecycleAction, now: number): void {
  if (action.result === undefined && now < action.deadline) return;
  // As commonly quoted, not documented; a call that names the instance has its id in place of the token.
  throw validationError(`No active Lifecycle Action found with token ${action.token}`);
}

function checkResult(result: unknown): void {
  if (result !== 'CONTINUE' && result !== 'ABANDON') {
    throw validationError('A lifecycle action’s result is CONTINUE or ABANDON.');
  }
}
