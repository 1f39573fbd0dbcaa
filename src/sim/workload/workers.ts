import type { Process, RandomStream, Reply, Simulation } from '../kernel/index.ts';

/** What workers take their work from: a queue, or whatever else answers like one. */
export interface WorkSource<M> {
  /** Gives the next messages, or none when the wait is over. */
  receiveMessage(options: {
    maxNumberOfMessages: number;
    waitTimeSeconds: number;
    visibilityTimeout?: number;
  }): Reply<M[]>;
  /** Called with a message that was worked on; what it returns is not awaited. */
  deleteMessage(receiptHandle: string): unknown;
}

/** How workers work. */
export interface WorkersOptions<M> {
  /** How many there are. Default 1. */
  count?: number;
  /** How long one message takes, in seconds: a number, or drawn from the worker pool's random stream. */
  serviceTime: number | ((random: RandomStream, message: M) => number);
  /**
   * How likely it is that the work on a message fails, at its end: the message is then not deleted, and comes back when
   * its visibility timeout is over. Default 0.
   */
  failureProbability?: number | ((message: M) => number);
  /** Messages taken at once, and worked on one after the other. Default 1. */
  maxNumberOfMessages?: number;
  /** How long a worker waits for a message. Default 20: a long poll; 0 is a short one. */
  waitTimeSeconds?: number;
  /** How long a received message stays hidden. Default: as its queue says. */
  visibilityTimeout?: number;
  /** How long a worker rests after an empty short poll, in seconds. Default 1. */
  pause?: number;
  /** Called when work on a message begins. */
  onStart?: (message: M, worker: number) => void;
  /** Called when it has ended, deleted or failed. */
  onEnd?: (message: M, worker: number, failed: boolean) => void;
  /** Names the processes and the random streams; give two pools two names. Default `worker`. */
  name?: string;
}

/** Starts workers that poll a queue, work on what they get, and delete it when the work succeeded. */
export function workers<M extends { readonly receiptHandle: string }>(
  where: { readonly simulation: Simulation },
  source: WorkSource<M>,
  options: WorkersOptions<M>,
): WorkerPool<M> {
  return new WorkerPool(where.simulation, source, options);
}

interface Worker {
  readonly number: number;
  process: Process<void>;
  busy: boolean;
  leaving: boolean;
}

/** A pool of workers. */
export class WorkerPool<M extends { readonly receiptHandle: string }> {
  /** Messages whose work succeeded. */
  processed = 0;
  /** Messages whose work failed; one that fails twice counts twice. */
  failed = 0;
  readonly #simulation: Simulation;
  readonly #source: WorkSource<M>;
  readonly #options: WorkersOptions<M>;
  readonly #name: string;
  readonly #service: RandomStream;
  readonly #failures: RandomStream;
  readonly #workers = new Set<Worker>();
  #hired = 0;

  /** Made by `workers`. */
  constructor(simulation: Simulation, source: WorkSource<M>, options: WorkersOptions<M>) {
    this.#simulation = simulation;
    this.#source = source;
    this.#options = options;
    this.#name = options.name ?? 'worker';
    this.#service = simulation.random(`${this.#name}/service`);
    this.#failures = simulation.random(`${this.#name}/failures`);
    this.resize(options.count ?? 1);
  }

  /** How many workers there are, those aside that end with their present message. */
  get size(): number {
    let size = 0;
    for (const worker of this.#workers) if (!worker.leaving) size++;
    return size;
  }

  /** How many of them work at this instant. */
  get busy(): number {
    let busy = 0;
    for (const worker of this.#workers) if (worker.busy) busy++;
    return busy;
  }

  /** Each of them, as `recordThings` takes it: working, waiting, or leaving once its work is done. */
  get workers(): { id: string; state: 'working' | 'waiting' | 'leaving' }[] {
    return [...this.#workers].map(({ number, busy, leaving }) => ({
      id: `${this.#name} ${number + 1}`,
      state: leaving ? 'leaving' : busy ? 'working' : 'waiting',
    }));
  }

  /** Starts or ends workers until there are `count`. Idle ones go first; a busy one finishes what it has received. */
  resize(count: number): void {
    if (!(Number.isInteger(count) && count >= 0))
      throw new RangeError(`A pool has 0 workers or more; not ${count}.`);
    while (this.size < count) this.#hire();
    const staying = [...this.#workers].filter((worker) => !worker.leaving);
    const order = [...staying.filter((worker) => !worker.busy), ...staying.filter((worker) => worker.busy)];
    for (const worker of order.slice(0, staying.length - count)) {
      worker.leaving = true;
      if (worker.busy) continue;
      worker.process.cancel();
      this.#workers.delete(worker);
    }
  }

  /** Ends all workers; busy ones finish what they have received. */
  stop(): void {
    this.resize(0);
  }

  #hire(): void {
    const number = this.#hired++;
    const worker: Worker = {
      number,
      busy: false,
      leaving: false,
      process: undefined as unknown as Process<void>,
    };
    worker.process = this.#simulation.process(() => this.#work(worker), `${this.#name} ${number}`);
    this.#workers.add(worker);
  }

  *#work(worker: Worker): Generator<Reply<unknown> | number, void> {
    const { maxNumberOfMessages = 1, waitTimeSeconds = 20, visibilityTimeout, pause = 1 } = this.#options;
    const options = { maxNumberOfMessages, waitTimeSeconds, visibilityTimeout };
    while (!worker.leaving) {
      const messages = yield* this.#source.receiveMessage(options);
      if (messages.length === 0 && waitTimeSeconds === 0) yield pause;
      worker.busy = messages.length > 0;
      for (const message of messages) yield* this.#handle(worker, message);
      worker.busy = false;
    }
    this.#workers.delete(worker);
  }

  *#handle(worker: Worker, message: M): Generator<number, void> {
    const { serviceTime, failureProbability = 0, onStart, onEnd } = this.#options;
    onStart?.(message, worker.number);
    yield typeof serviceTime === 'number' ? serviceTime : serviceTime(this.#service, message);
    const probability =
      typeof failureProbability === 'number' ? failureProbability : failureProbability(message);
    const failed = probability > 0 && this.#failures.bernoulli(probability);
    if (failed) {
      this.failed++;
    } else {
      this.#source.deleteMessage(message.receiptHandle);
      this.processed++;
    }
    onEnd?.(message, worker.number, failed);
  }
}
