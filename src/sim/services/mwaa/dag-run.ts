import type { TaskOptions } from './dag.ts';

/** Where a task instance stands: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html */
export type TaskState =
  'none' | 'queued' | 'running' | 'success' | 'failed' | 'upstream_failed' | 'up_for_retry';

/** A try of a task. */
export interface Try {
  /** When it began, in seconds. */
  readonly start: number;
  /** When it ended, in seconds. */
  readonly end: number;
  /** Whether it succeeded. */
  readonly success: boolean;
}

/** A task of a run. */
export interface TaskInstance {
  /** The task. */
  readonly task: TaskOptions;
  /** The run that it belongs to. */
  readonly run: DagRun;
  /** Where it stands. `none`: it waits for others. */
  state: TaskState;
  /** Its tries that have ended. */
  readonly tries: Try[];
}

/** One run of a DAG. */
export class DagRun {
  /** The DAG's name. */
  readonly dag: string;
  /** When it was made, in seconds. */
  readonly createdAt: number;
  /** Its tasks, each behind what it waits for. */
  readonly instances: ReadonlyMap<string, TaskInstance>;
  /** How it goes, and how it ended. */
  state: 'running' | 'success' | 'failed' = 'running';
  /** When it ended, in seconds. */
  endedAt: number | undefined;

  /** Made by the scheduler. */
  constructor(dag: string, tasks: readonly TaskOptions[], createdAt: number) {
    this.dag = dag;
    this.createdAt = createdAt;
    const made = (task: TaskOptions) => ({
      task,
      run: this as DagRun,
      state: 'none' as TaskState,
      tries: [],
    });
    this.instances = new Map(tasks.map((task) => [task.id, made(task)]));
  }

  /** @internal What a task's upstream says: it may run, never will, or must wait. */
  verdict({ task: { upstream = [] } }: TaskInstance): 'run' | 'upstream_failed' | 'wait' {
    const states = upstream.map((id) => this.instances.get(id)!.state);
    if (states.some((state) => state === 'failed' || state === 'upstream_failed')) return 'upstream_failed';
    return states.every((state) => state === 'success') ? 'run' : 'wait';
  }

  /** @internal Ends the run once all its tasks have ended. */
  settle(now: number): boolean {
    const states = [...this.instances.values()].map(({ state }) => state);
    const failed = states.some((state) => state === 'failed' || state === 'upstream_failed');
    if (!states.every((state) => ['success', 'failed', 'upstream_failed'].includes(state))) return false;
    this.state = failed ? 'failed' : 'success';
    this.endedAt = now;
    return true;
  }
}
