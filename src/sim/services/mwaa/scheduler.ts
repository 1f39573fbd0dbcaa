import type { Simulation, Yieldable } from '../../kernel/index.ts';
import { type DagOptions, inOrder, type TaskOptions } from './dag.ts';
import { DagRun, type TaskInstance } from './dag-run.ts';
import { AirflowError } from './errors.ts';
import type { MwaaModel } from './model.ts';
import { type Capacity, Workers } from './workers.ts';

/** Airflow's scheduler: makes runs when their time has come, queues tasks as they may run, and hands them to workers. */
export class Scheduler {
  readonly runs: DagRun[] = [];
  readonly workers: Workers;
  readonly #simulation: Simulation;
  readonly #model: MwaaModel;
  readonly #dags = new Map<string, readonly TaskOptions[]>();
  readonly #queue: TaskInstance[] = [];
  #running = 0;
  #awake = false;
  #stopped = false;

  constructor(simulation: Simulation, model: MwaaModel, capacity: () => Capacity) {
    this.#simulation = simulation;
    this.#model = model;
    const load = () => this.#running + this.#queue.length;
    this.workers = new Workers(simulation, model, capacity, load, () => this.#wake());
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Puts a DAG under its schedule. Throws AirflowError where it is none. */
  add(options: DagOptions): void {
    const { id, schedule } = options;
    this.#dags.set(id, inOrder(options));
    if (schedule === undefined) return;
    const next = () => {
      if (this.#stopped) return;
      this.trigger(id);
      this.#simulation.schedule(schedule, next);
    };
    this.#simulation.schedule(schedule, next);
  }

  /** Makes a run now. */
  trigger(id: string): DagRun {
    const tasks = this.#dags.get(id);
    if (!tasks) throw new AirflowError('DagNotFound', `Dag id ${id} not found`);
    const run = new DagRun(id, tasks, this.#simulation.now);
    this.runs.push(run);
    this.#wake();
    return run;
  }

  stop(): void {
    this.#stopped = true;
  }

  #wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#simulation.schedule(this.#model.loopTime, () => {
      this.#awake = false;
      if (!this.#stopped) this.#loop();
    });
  }

  #loop(): void {
    for (const run of this.runs) if (run.state === 'running') this.#advance(run);
    while (this.#queue.length > 0) {
      const free = this.workers.take();
      if (!free) break;
      this.#start(this.#queue.shift()!, free);
    }
    this.workers.watch();
  }

  /** A failure upstream goes all the way down at once, as tasks come in order. */
  #advance(run: DagRun): void {
    for (const instance of run.instances.values()) {
      if (instance.state !== 'none') continue;
      const verdict = run.verdict(instance);
      if (verdict === 'run') this.#enqueue(instance);
      else if (verdict === 'upstream_failed') instance.state = verdict;
    }
    run.settle(this.#simulation.now);
  }

  #enqueue(instance: TaskInstance): void {
    instance.state = 'queued';
    this.#queue.push(instance);
  }

  #start(instance: TaskInstance, free: () => void): void {
    const { task, tries } = instance;
    const { work, retries = 0, retryDelay = 300 } = task;
    const { now: start } = this.#simulation;
    this.#running++;
    instance.state = 'running';
    const end = (success: boolean): void => {
      free();
      this.#running--;
      tries.push({ start, end: this.#simulation.now, success });
      instance.state = success ? 'success' : 'failed';
      if (!success && tries.length <= retries) {
        instance.state = 'up_for_retry';
        this.#simulation.schedule(retryDelay, () => {
          this.#enqueue(instance);
          this.#wake();
        });
      }
      this.#wake();
    };
    const attempt = tries.length + 1;
    this.#simulation.process(function* (): Generator<Yieldable, void, never> {
      try {
        if (typeof work === 'number') yield work;
        else yield* work(attempt);
      } catch {
        return end(false);
      }
      end(true);
    }, task.id);
  }
}
