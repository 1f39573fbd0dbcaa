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

/** Whether a task may go from one state to another: forward only, and from any to those of stopping. */
export function mayBecome(from: TaskStatus, to: TaskStatus): boolean {
  return TASK_STATUSES.indexOf(to) > TASK_STATUSES.indexOf(from);
}
