import type { Simulation } from '../../kernel/index.ts';
import type { MwaaModel } from './model.ts';

/** How many workers there may be, and what one takes. */
export interface Capacity {
  readonly tasksPerWorker: number;
  readonly minWorkers: number;
  readonly maxWorkers: number;
}

interface Worker {
  running: number;
  idleSince: number;
}

/**
 * The workers of an environment. As many are wanted as running and queued tasks fill, between least and most; one that
 * works stays until its tasks have ended.
 * https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-autoscaling.html (checked 2026-11-28)
 */
export class Workers {
  readonly #simulation: Simulation;
  readonly #model: MwaaModel;
  readonly #capacity: () => Capacity;
  readonly #load: () => number;
  readonly #onCapacity: () => void;
  #workers: Worker[] = [];
  #starting = 0;
  #watching = false;

  /** `load`: tasks that run or are queued. `onCapacity`: called when a worker has come. */
  constructor(
    simulation: Simulation,
    model: MwaaModel,
    capacity: () => Capacity,
    load: () => number,
    onCapacity: () => void,
  ) {
    this.#simulation = simulation;
    this.#model = model;
    this.#capacity = capacity;
    this.#load = load;
    this.#onCapacity = onCapacity;
  }

  get count(): number {
    return this.#workers.length;
  }

  /** The environment is available, or its numbers have changed. */
  begin(): void {
    while (this.#workers.length < this.#capacity().minWorkers) this.#add();
    this.watch();
    this.#onCapacity();
  }

  /** Takes a place on the busiest worker that has one, so that others come to rest; answers how to give it back. */
  take(): (() => void) | undefined {
    const { tasksPerWorker } = this.#capacity();
    const open = this.#workers.filter(({ running }) => running < tasksPerWorker);
    if (open.length === 0) return undefined;
    const worker = open.reduce((best, one) => (one.running > best.running ? one : best));
    worker.running++;
    return () => {
      worker.running--;
      worker.idleSince = this.#simulation.now;
    };
  }

  /** Looks now and then, as long as there is anything to change. */
  watch(): void {
    const { minWorkers, maxWorkers } = this.#capacity();
    const settled = this.#load() === 0 && this.#workers.length + this.#starting === minWorkers;
    if (this.#watching || settled || (minWorkers === maxWorkers && this.#workers.length === maxWorkers))
      return;
    this.#watching = true;
    this.#simulation.schedule(this.#model.evaluationPeriod, () => {
      this.#watching = false;
      this.#scale();
      this.watch();
    });
  }

  #scale(): void {
    const { tasksPerWorker, minWorkers, maxWorkers } = this.#capacity();
    const required = Math.min(maxWorkers, Math.max(minWorkers, Math.ceil(this.#load() / tasksPerWorker)));
    for (let count = this.#workers.length + this.#starting; count < required; count++) {
      this.#starting++;
      this.#simulation.schedule(this.#model.workerStartTime, () => {
        this.#starting--;
        this.#add();
        this.#onCapacity();
      });
    }
    for (const worker of this.#workers.toReversed()) {
      if (this.#workers.length + this.#starting <= required) break;
      const idle = this.#simulation.now - worker.idleSince >= this.#model.idleTime;
      if (worker.running === 0 && idle) this.#workers = this.#workers.filter((one) => one !== worker);
    }
  }

  #add(): void {
    this.#workers.push({ running: 0, idleSince: this.#simulation.now });
  }
}
