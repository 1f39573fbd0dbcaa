import type { Simulation, Timer } from '../../../kernel/index.ts';
import type { Job, Outcome } from './job.ts';
import { Line } from './line.ts';
import type { WarmUp } from './pace.ts';
import { Processor } from './processor.ts';

/** What an application and its instance can do. */
export interface HostOptions {
  /** How many vCPUs: a request keeps at most one of them busy. */
  readonly vcpus: number;
  /** How many requests are worked on at a time: threads, workers, connections. Default: no limit. */
  readonly concurrency?: number;
  /** How many more may wait for their turn, first come, first served. Default: no limit. */
  readonly backlog?: number;
  /** MiB that requests may take together. Past that the kernel kills the application. Default: no limit. */
  readonly memory?: number;
  /** How it warms up after each start. Default: at full speed at once. */
  readonly warmUp?: WarmUp;
  /** Seconds from a crash until the application is back, cold. Default: it stays down. */
  readonly restart?: number;
}

/** What ails an application whose instance is up. */
export type Ailment = 'none' | 'hung' | 'failing' | 'down';

/**
 * An application on an instance: who is let in, who waits, and how it fails. Those that are in share the vCPUs evenly; with
 * `concurrency` no greater than the vCPUs it is the classic queue instead, first come, first served by so many workers.
 */
export class Host {
  /** Called whenever the number of busy vCPUs may have changed. */
  onLoad: (() => void) | undefined;
  readonly #clock: Simulation;
  readonly #concurrency: number;
  readonly #backlog: number;
  readonly #memoryLimit: number;
  readonly #restart: number | undefined;
  readonly #processor: Processor<Job>;
  readonly #line = new Line();
  #order = 0;
  #memory = 0;
  #ailment: Ailment = 'none';
  #reviving: Timer | undefined;

  /** It is up, and idle. */
  constructor(clock: Simulation, options: HostOptions) {
    const { concurrency = Infinity, backlog = Infinity, memory = Infinity } = options;
    if (!(concurrency >= 1)) throw new RangeError(`concurrency must be at least 1, not ${concurrency}`);
    if (!(backlog >= 0)) throw new RangeError(`backlog must be 0 or more, not ${backlog}`);
    this.#clock = clock;
    this.#concurrency = concurrency;
    this.#backlog = backlog;
    this.#memoryLimit = memory;
    this.#restart = options.restart;
    this.#processor = new Processor<Job>(
      clock,
      options.vcpus,
      options.warmUp,
      (job) => {
        this.#leave(job);
        this.#fill();
        job.finish('done');
      },
      () => this.onLoad?.(),
    );
  }

  /** How many vCPUs there are. */
  get vcpus(): number {
    return this.#processor.vcpus;
  }

  /** Requests being worked on. */
  get running(): number {
    return this.#processor.size;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#line.length;
  }

  /** What ails it. */
  get ailment(): Ailment {
    return this.#ailment;
  }

  /** MiB taken by requests. */
  get memory(): number {
    return this.#memory;
  }

  /** vCPUs busy at this moment. */
  get busy(): number {
    return this.#processor.busy;
  }

  /** vCPU-seconds that were busy since the host was made. */
  get busySeconds(): number {
    return this.#processor.busySeconds;
  }

  /**
   * Work done for requests, whatever became of them, in seconds of a vCPU at full speed: what those that are done
   * demanded, and what the others had got.
   */
  get workDone(): number {
    return this.#processor.workDone;
  }

  /** The share of its vCPUs that the host may use: 1 or, for a burstable instance without credits, its baseline. */
  get cap(): number {
    return this.#processor.cap;
  }

  set cap(cap: number) {
    this.#processor.cap = cap;
  }

  /** A request comes. `finish` is called exactly once; where it is not let in, before this returns. */
  submit(demand: number, finish: (outcome: Outcome) => void, memory = 0): Job {
    if (!(demand >= 0 && demand < Infinity))
      throw new RangeError(`demand must be a number from 0 up, not ${demand}`);
    if (!(memory >= 0)) throw new RangeError(`memory must be 0 or more, not ${memory}`);
    this.#processor.advance();
    const job: Job = {
      tag: 0,
      order: this.#order++,
      place: -1,
      demand,
      memory,
      finish,
      state: 'over',
      before: undefined,
      behind: undefined,
    };
    const full = this.#processor.size >= this.#concurrency;
    if (this.#ailment === 'failing') {
      finish('failed');
    } else if (this.#ailment === 'down' || (full && this.#line.length >= this.#backlog)) {
      finish('refused');
    } else if (this.#memory + memory > this.#memoryLimit) {
      finish('refused');
      this.crash();
    } else {
      this.#memory += memory;
      if (full) {
        job.state = 'waiting';
        this.#line.push(job);
      } else {
        this.#begin(job);
      }
      this.#processor.plan();
    }
    return job;
  }

  /** Whoever sent it gives up. What was done for it is wasted. */
  abort(job: Job): void {
    this.#processor.advance();
    if (job.state === 'over') return;
    if (job.state === 'running') this.#processor.remove(job);
    else this.#line.remove(job);
    this.#leave(job);
    this.#fill();
    this.#processor.plan();
    job.finish('aborted');
  }

  /** The application dies, and with it all its requests; it comes back cold after `restart`. */
  crash(): void {
    const lost = this.#processor.restart().sort((a, b) => a.order - b.order);
    for (let job = this.#line.shift(); job; job = this.#line.shift()) lost.push(job);
    this.#ailment = 'down';
    this.#reviving?.cancel();
    this.#reviving =
      this.#restart === undefined ? undefined : this.#clock.timer(this.#restart, () => this.boot());
    for (const job of lost) this.#leave(job);
    for (const job of lost) job.finish('crashed');
  }

  /** An application that is down comes up, cold. */
  boot(): void {
    if (this.#ailment !== 'down') return;
    this.#reviving?.cancel();
    this.#reviving = undefined;
    this.#ailment = 'none';
    this.#processor.restart();
  }

  /** The application stands still: it takes requests, answers none and burns no CPU. EC2's status checks see nothing. */
  hang(): void {
    this.#ail('hung');
  }

  /** The application answers each new request with an error, faster than work would take. */
  failFast(): void {
    this.#ail('failing');
  }

  /** The application gets on at a share of its speed and keeps the CPU as busy as before: a grey failure. */
  slow(share: number): void {
    this.#processor.slow(share);
  }

  /** Ends `hang`, `failFast` and `slow`. */
  heal(): void {
    this.#ail('none');
    this.slow(1);
  }

  #ail(ailment: Ailment): void {
    if (this.#ailment === 'down') return;
    this.#ailment = ailment;
    this.#processor.hold(ailment === 'hung');
  }

  #begin(job: Job): void {
    job.state = 'running';
    this.#processor.add(job);
  }

  /** Lets those in line move up. */
  #fill(): void {
    while (this.#line.length > 0 && this.#processor.size < this.#concurrency)
      this.#begin(this.#line.shift()!);
  }

  #leave(job: Job): void {
    job.state = 'over';
    this.#memory -= job.memory;
  }
}
