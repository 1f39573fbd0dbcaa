import type { Lasting } from '../../cloud/index.ts';

/** What a run has to work with. */
export interface WorkersOptions {
  /** How many: the most there are at once, where the run scales. The first of them is the driver. */
  readonly count: number;
  /** DPUs of one. */
  readonly dpus: number;
  /** Whether workers come and go with the work. */
  readonly scales: boolean;
  /** Rows a second that one DPU reads or writes. */
  readonly rowsPerDpu: number;
  /** Counts DPUs until it is stopped, so many seconds at least. */
  readonly bill: (dpus: number, minimum: number) => Lasting;
  /** Seconds that are billed at least. */
  readonly minimum: number;
  /** The time now, in seconds. */
  readonly now: () => number;
}

/** Each DPU has four vCPUs, and each of them one task at a time. */
const TASKS_PER_DPU = 4;

/**
 * The workers of a run: one drives, the others execute tasks. An object is a task, so that few objects keep few workers
 * busy, however many there are. With auto scaling those without a task are not there.
 * https://docs.aws.amazon.com/glue/latest/dg/auto-scaling.html
 */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #began: number;
  readonly #bill: Lasting;
  #executors: { bill: Lasting; dpus: number; since: number } | undefined;
  #extra = 0;

  /** They are there from now on. */
  constructor(options: WorkersOptions) {
    this.#options = options;
    const { count, dpus, scales, bill, minimum, now } = options;
    this.#began = now();
    this.#bill = bill(scales ? dpus : dpus * count, minimum);
  }

  /** The time that rows take, which lie in so many objects. */
  *work(rows: number, tasks: number): Generator<number, void, never> {
    const { count, dpus, scales, rowsPerDpu, bill, now } = this.#options;
    const executors = Math.max(1, Math.min(count - 1, Math.ceil(tasks / (TASKS_PER_DPU * dpus))));
    if (scales && count > 1)
      this.#executors = { bill: bill(dpus * executors, 0), dpus: dpus * executors, since: now() };
    yield rows / (rowsPerDpu * dpus * executors);
    this.#leave();
  }

  /** The run is over. What it has used: DPUs times seconds. */
  stop(): number {
    const { count, dpus, scales, now } = this.#options;
    this.#leave();
    this.#bill.stop();
    return (now() - this.#began) * (scales ? dpus : dpus * count) + this.#extra;
  }

  #leave(): void {
    if (!this.#executors) return;
    const { bill, dpus, since } = this.#executors;
    bill.stop();
    this.#extra += dpus * (this.#options.now() - since);
    this.#executors = undefined;
  }
}
