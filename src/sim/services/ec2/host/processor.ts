import type { Simulation, Timer } from '../../../kernel/index.ts';
import { type Entry, Heap } from './heap.ts';
import type { WarmUp } from './pace.ts';
import { Progress } from './progress.ts';

/** Work that a processor does. */
export interface Task extends Entry {
  /** Seconds of one vCPU that it takes at full speed. */
  readonly demand: number;
}

// The clock's grain: a timer is set for the first multiple of it at which work is done.
const GRAIN = 1e-6;
// Two times that are nearer than this are the same.
const CLOSE = 1e-9;

/**
 * vCPUs that tasks share evenly (processor sharing): with n tasks on c vCPUs each runs at the rate min(1, c / n).
 *
 * So all advance alike, and a common counter, `attained`, says how much service each has had since some origin. A task that
 * comes when it shows A and needs D is done when it shows A + D: an order that nothing that comes later changes, so a heap
 * holds it, and each event costs O(log n).
 */
export class Processor<T extends Task> {
  readonly vcpus: number;
  readonly #clock: Simulation;
  readonly #onDone: (task: T) => void;
  readonly #onLoad: () => void;
  readonly #tasks = new Heap<T>();
  readonly #progress: Progress;
  #cap = 1;
  #held = false;
  #attained = 0;
  /** Up to when all accounts are kept, and how far work had got by then. */
  #last: number;
  #lastWork = 0;
  #busySeconds = 0;
  #workDone = 0;
  #timer: Timer | undefined;
  #due = Infinity;

  /**
   * @param onDone a task is done; it may add others
   * @param onLoad the number of busy vCPUs may have changed
   */
  constructor(
    clock: Simulation,
    vcpus: number,
    warmUp: WarmUp | undefined,
    onDone: (task: T) => void,
    onLoad: () => void,
  ) {
    if (!(vcpus > 0 && vcpus < Infinity))
      throw new RangeError(`vcpus must be a number above 0, not ${vcpus}`);
    this.vcpus = vcpus;
    this.#clock = clock;
    this.#onDone = onDone;
    this.#onLoad = onLoad;
    this.#progress = new Progress(clock.now, warmUp);
    this.#last = clock.now;
  }

  /** How many tasks it works on. */
  get size(): number {
    return this.#tasks.size;
  }

  /** vCPUs busy at this moment: never more than there are, or than the cap leaves. */
  get busy(): number {
    if (this.#held) return 0;
    const capacity = this.vcpus * this.#cap;
    return this.#tasks.size < capacity ? this.#tasks.size : capacity;
  }

  /** vCPU-seconds that were busy so far. Reading it changes nothing. */
  get busySeconds(): number {
    return this.#busySeconds + this.busy * (this.#clock.now - this.#last);
  }

  /** Work done so far, in seconds of a vCPU at full speed. Reading it changes nothing. */
  get workDone(): number {
    return this.#workDone + this.busy * (this.#progress.until(this.#clock.now) - this.#lastWork);
  }

  /** The share of the vCPUs that may be used. */
  get cap(): number {
    return this.#cap;
  }

  set cap(cap: number) {
    if (!(cap > 0 && cap <= 1)) throw new RangeError(`cap must be above 0 and at most 1, not ${cap}`);
    this.advance();
    this.#cap = cap;
    this.plan();
  }

  /** Work gets on at a share of its pace, with the vCPUs as busy. */
  slow(share: number): void {
    if (!(share > 0 && share < Infinity)) throw new RangeError(`share must be above 0, not ${share}`);
    this.advance();
    this.#progress.slow(this.#clock.now, share);
    this.#lastWork = 0;
    this.plan();
  }

  /** Work stands still, and no vCPU is busy, or goes on. */
  hold(held: boolean): void {
    this.advance();
    this.#held = held;
    this.plan();
  }

  /** Drops all tasks and begins cold; answers them in no order. */
  restart(): T[] {
    this.advance();
    const tasks = this.#tasks.clear();
    this.#held = false;
    this.#progress.restart(this.#clock.now);
    this.#lastWork = 0;
    this.plan();
    return tasks;
  }

  /** Adds a task as of the moment up to which it has advanced. `plan` must follow. */
  add(task: T): void {
    // An idle one starts from nothing, so that the counter never grows so large as to lose digits.
    if (this.#tasks.size === 0) this.#attained = 0;
    task.tag = this.#attained + task.demand;
    this.#tasks.add(task);
  }

  /** Takes out a task that is not done. `plan` must follow. */
  remove(task: T): void {
    this.#tasks.remove(task);
  }

  /** Brings all accounts up to now, and ends what is done by now, each task as of the moment at which it was. */
  advance(): void {
    const { now } = this.#clock;
    // Nothing is done before the planned call, which is early if anything.
    while (this.#due <= now + CLOSE && !this.#held) {
      const first = this.#tasks.first;
      if (!first) break;
      const moment = this.#momentOf(first);
      if (moment > now + CLOSE) break;
      this.#account(moment < now ? moment : now, first.tag);
      this.#tasks.remove(first);
      this.#onDone(first);
    }
    if (now > this.#last) this.#account(now);
  }

  /**
   * Sees to it that the clock calls when the first task is done. A call that turns out to be early costs less than moving
   * it with each arrival, so it only ever moves forward.
   */
  plan(): void {
    const first = this.#tasks.first;
    if (first && !this.#held) {
      const moment = this.#momentOf(first);
      if (moment < this.#due) {
        this.#timer?.cancel();
        this.#due = moment;
        const delay = Math.ceil((moment - this.#clock.now) / GRAIN - CLOSE) * GRAIN;
        this.#timer = this.#clock.timer(delay > 0 ? delay : 0, this.#wake);
      }
    }
    this.#onLoad();
  }

  readonly #wake = (): void => {
    this.#timer = undefined;
    this.advance();
    this.#due = Infinity;
    this.plan();
  };

  /** The rate of each task while work gets on at full speed. */
  get #share(): number {
    const capacity = this.vcpus * this.#cap;
    return this.#tasks.size <= capacity ? 1 : capacity / this.#tasks.size;
  }

  /** When a task is done if nothing changes. */
  #momentOf(task: T): number {
    return this.#progress.moment(this.#lastWork + (task.tag - this.#attained) / this.#share);
  }

  #account(moment: number, attained?: number): void {
    const { busy } = this;
    const work = this.#progress.until(moment);
    if (busy > 0) {
      const reached = attained ?? this.#attained + (work - this.#lastWork) * this.#share;
      this.#busySeconds += busy * (moment - this.#last);
      this.#workDone += (reached - this.#attained) * this.#tasks.size;
      this.#attained = reached;
    }
    this.#last = moment;
    this.#lastWork = work;
  }
}
