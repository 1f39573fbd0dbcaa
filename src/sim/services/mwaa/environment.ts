import type { Simulation } from '../../kernel/index.ts';
import type { DagOptions } from './dag.ts';
import type { DagRun } from './dag-run.ts';
import { ENVIRONMENT_CLASSES } from './environment-class.ts';
import type { MwaaModel } from './model.ts';
import type { Environment as Described, Model } from './schema.ts';
import { Scheduler } from './scheduler.ts';

/** An environment of Airflow, as those see it who put DAGs into its bucket and look at its web page. */
export class Environment {
  /** @internal */
  described: Model<Described>;
  readonly #scheduler: Scheduler;

  /** Made by `createEnvironment`. */
  constructor(simulation: Simulation, model: MwaaModel, described: Model<Described>) {
    this.described = described;
    this.#scheduler = new Scheduler(simulation, model, () => ({
      ...{ minWorkers: this.described.minWorkers!, maxWorkers: this.described.maxWorkers! },
      tasksPerWorker: ENVIRONMENT_CLASSES[this.described.environmentClass!]!.tasksPerWorker,
    }));
  }

  /** Its status: `CREATING`, `AVAILABLE`, `UPDATING`, `DELETING`. */
  get status(): string {
    return this.described.status!;
  }

  /** How many workers there are. None before it is available. */
  get workers(): number {
    return this.#scheduler.workers.count;
  }

  /** Tasks that run. */
  get runningTasks(): number {
    return this.#scheduler.running;
  }

  /** Tasks that wait for a place on a worker. */
  get queuedTasks(): number {
    return this.#scheduler.queued;
  }

  /** The runs of its DAGs so far, in order. */
  get runs(): readonly DagRun[] {
    return this.#scheduler.runs;
  }

  /** Adds a DAG, as the code in the bucket does. Throws AirflowError where it has a cycle, or a task is not there. */
  add(dag: DagOptions): void {
    this.#scheduler.add(dag);
  }

  /** Starts a run of a DAG by hand. Throws AirflowError where there is none of that name. */
  trigger(dag: string): DagRun {
    return this.#scheduler.trigger(dag);
  }

  /** @internal It has become available. */
  begin(): void {
    this.#scheduler.workers.begin();
  }

  /** @internal It is going. */
  stop(): void {
    this.#scheduler.stop();
  }
}
