import type { Cloud } from 'desired-capacity';

/** A task of a DAG: what it waits for, how long it works, how often it fails first. */
export interface Task {
  readonly id: string;
  readonly after: readonly string[];
  /** Seconds. */
  readonly work: number;
  /** Tries that fail before one succeeds. Default 0. */
  readonly failures?: number;
}

export interface TaskRun {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Runs the tasks of a DAG as Airflow's scheduler does: it looks again and again, and starts what has nothing left to
 * wait for. A task that fails is tried again after a while.
 */
export function runDag(
  cloud: Cloud,
  tasks: readonly Task[],
  retryDelay: number,
): TaskRun[] {
  const runs: TaskRun[] = [];
  const done = new Set<string>();
  const begun = new Set<string>();
  const work = ({ id, work: seconds, failures = 0 }: Task) =>
    function* () {
      for (let attempt = 0; ; attempt++) {
        const start = cloud.now;
        yield seconds;
        runs.push({ id, start, end: cloud.now });
        if (attempt === failures) break;
        yield retryDelay;
      }
      done.add(id);
    };
  cloud.process(function* scheduler() {
    while (done.size < tasks.length) {
      for (const task of tasks) {
        if (begun.has(task.id) || !task.after.every((id) => done.has(id)))
          continue;
        begun.add(task.id);
        cloud.process(work(task), task.id);
      }
      yield 1;
    }
  });
  return runs;
}
