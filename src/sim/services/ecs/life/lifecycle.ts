/** The states of a task, by AWS’s names. */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** The order of states; a task may leave out some, and never goes back. */
export const TASK_STATUSES: readonly TaskStatus[] = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
];

/** Seconds of each part. AWS publishes none, so all are the caller's. */
export interface StartTimes {
  /** To attach an interface: network mode `awsvpc` only. */
  readonly attachInterface: number;
  /** From PENDING until the agent begins to pull. */
  readonly agent: number;
  /** To pull what the host does not have: see `pullSeconds`. */
  readonly pull: number;
  /** From the image's presence until the essential containers run, their dependencies included. */
  readonly start: number;
  /** To register with service discovery, or with several target groups. */
  readonly activate: number;
}

/** Seconds of each part on the way down. */
export interface StopTimes {
  /** To deregister from several target groups. */
  readonly deactivate: number;
  /** From SIGTERM until the last container is gone: see `stopContainers`. */
  readonly stop: number;
  readonly detachInterface: number;
}

/** A state, and when it is entered. */
export interface Moment {
  readonly status: TaskStatus;
  /** Seconds after the beginning. */
  readonly at: number;
}

/**
 * When a task enters each state on its way up.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export function startTimeline({ attachInterface, agent, pull, start, activate }: StartTimes): Moment[] {
  return timeline([
    ['PROVISIONING', attachInterface],
    ['PENDING', agent + pull + start],
    ['ACTIVATING', activate],
    ['RUNNING', 0],
  ]);
}

/** When a task that is told to stop enters each state on its way down. */
export function stopTimeline({ deactivate, stop, detachInterface }: StopTimes): Moment[] {
  return timeline([
    ['DEACTIVATING', deactivate],
    ['STOPPING', stop],
    ['DEPROVISIONING', detachInterface],
    ['STOPPED', 0],
  ]);
}

/** Each state lasts as long as is said; one of no length is passed over, save the last. */
function timeline(parts: readonly (readonly [TaskStatus, number])[]): Moment[] {
  const moments: Moment[] = [];
  let at = 0;
  for (const [index, [status, seconds]] of parts.entries()) {
    if (seconds > 0 || index === parts.length - 1) moments.push({ status, at });
    at += seconds;
  }
  return moments;
}

/** Whether a task may go from one state to another: forward only, and from any to those of stopping. */
export function mayBecome(from: TaskStatus, to: TaskStatus): boolean {
  return TASK_STATUSES.indexOf(to) > TASK_STATUSES.indexOf(from);
}
