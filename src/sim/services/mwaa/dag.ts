import type { Yieldable } from '../../kernel/index.ts';
import { AirflowError } from './errors.ts';

/** A task of a DAG. */
export interface TaskOptions {
  /** Its name in the DAG. */
  readonly id: string;
  /** Names of the tasks that must have succeeded before it begins. Default none. */
  readonly upstream?: readonly string[];
  /** How long it works, in seconds, or its code: a throw is a failure. `attempt` counts from 1. */
  readonly work: number | ((attempt: number) => Generator<Yieldable, unknown, never>);
  /** How often it is tried again after a failure. Default 0, as in Airflow. */
  readonly retries?: number;
  /** Seconds from a failure to the next try. Default 300, as in Airflow. */
  readonly retryDelay?: number;
}

/**
 * A DAG: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html. Trigger rules other than
 * `all_success`, pools, priorities, sensors and back-filling are not modelled.
 */
export interface DagOptions {
  /** Its name in the environment. */
  readonly id: string;
  /** Its tasks, in any order. */
  readonly tasks: readonly TaskOptions[];
  /** Seconds from one run to the next; a run begins when its interval has ended. Without: only by hand. */
  readonly schedule?: number;
}

/**
 * The tasks of a DAG, each behind what it waits for. Throws AirflowError: `DuplicateTaskIdFound`, `TaskNotFound`,
 * `AirflowDagCycleException`.
 */
export function inOrder({ id: dag, tasks }: DagOptions): readonly TaskOptions[] {
  const waiting = new Map<string, TaskOptions>();
  for (const task of tasks) {
    if (waiting.has(task.id))
      throw new AirflowError(
        'DuplicateTaskIdFound',
        `Task id '${task.id}' has already been added to the DAG`,
      );
    waiting.set(task.id, task);
  }
  for (const { upstream = [] } of tasks)
    for (const other of upstream)
      if (!waiting.has(other)) throw new AirflowError('TaskNotFound', `Task ${other} not found`);
  const order: TaskOptions[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      ({ upstream = [] }) => !upstream.some((id) => waiting.has(id)),
    );
    if (ready.length === 0)
      throw new AirflowError('AirflowDagCycleException', `Cycle detected in DAG: ${dag}`);
    for (const task of ready) waiting.delete(task.id);
    order.push(...ready);
  }
  return order;
}
