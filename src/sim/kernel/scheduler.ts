import { SameInstantError } from './errors.ts';
import { EventQueue, type Event } from './event-queue.ts';
import { Deque } from './structures/index.ts';
import { fromMicros } from './time.ts';
import { Timer } from './timer.ts';

/** Whoever is running now, by name: told to the reader when it floods an instant. */
export interface Active {
  readonly name: string;
}

/**
 * The clock and what is due. `advance` fires events in order: by time, then in the order they were
 * scheduled. Everything else in the kernel stands on `at` and `soon`.
 */
export class Scheduler {
  micros = 0;
  active: Active | undefined;
  /** Set while `advance` runs, to make it return after the event under way. */
  paused = false;
  readonly #queue = new EventQueue();
  // What is due at this very instant. Events that the queue holds for this instant were scheduled
  // before the clock reached it, hence before any of these.
  readonly #soon = new Deque<Event>();
  #cancelled = 0;
  #steps = 0;
  readonly #culprits = new Map<string, number>();
  readonly #sameInstantLimit: number;

  constructor(sameInstantLimit: number) {
    this.#sameInstantLimit = sameInstantLimit;
  }

  get now(): number {
    return fromMicros(this.micros);
  }

  /** What waits for a later instant, cancelled timers that have not been dropped yet included. */
  get queued(): number {
    return this.#queue.size;
  }

  /** When the next event is due, in microseconds: Infinity where none is. */
  get nextTime(): number {
    if (this.#cancelled > 0) this.#dropCancelled();
    return this.#soon.length > 0 ? this.micros : this.#queue.firstTime;
  }

  /** Fires an event that many microseconds from now. */
  at(delay: number, event: Event): void {
    if (delay === 0) this.#soon.push(event);
    else this.#queue.push(this.micros + delay, event);
  }

  /** Fires an event at this instant, after those already due. */
  soon(event: Event): void {
    this.#soon.push(event);
  }

  timer(delay: number, action: () => void): Timer {
    const timer = new Timer(action, this.#onCancel);
    this.at(delay, timer);
    return timer;
  }

  // A cancelled timer stays queued until it comes first; where they make up most of the queue, they go at once.
  readonly #onCancel = () => {
    if (++this.#cancelled < 64 || this.#cancelled * 2 < this.#queue.size) return;
    this.#queue.sweep(isCancelled);
    this.#cancelled = 0;
  };

  /** Drops cancelled timers from the front, so that the clock does not stop for them. */
  #dropCancelled(): void {
    while (isCancelled(this.#queue.first)) {
      this.#queue.pop();
      this.#cancelled--;
    }
  }

  /** Counts a step that takes no time, and stops a flood of them with the name of whom it is. */
  step(): void {
    if (++this.#steps <= this.#sameInstantLimit) return;
    if (this.#steps === this.#sameInstantLimit + 1) this.#culprits.clear();
    const name = this.active?.name ?? 'a scheduled callback';
    const count = (this.#culprits.get(name) ?? 0) + 1;
    this.#culprits.set(name, count);
    // Over the limit, watch a little longer: whoever runs just now may be a bystander.
    if (count <= 500) return;
    const steps = this.#steps;
    this.#steps = 0;
    throw new SameInstantError(name, steps, this.now);
  }

  /**
   * Fires what is due up to `end`, in microseconds, that instant included. Returns whether it got there: false
   * where something set `paused`.
   */
  advance(end: number): boolean {
    const queue = this.#queue;
    this.paused = false;
    for (;;) {
      if (this.#cancelled > 0) this.#dropCancelled();
      const first = queue.firstTime;
      let event = first <= this.micros ? queue.pop() : this.#soon.shift();
      if (event === undefined && first <= end && first !== Infinity) {
        this.micros = first;
        this.#steps = 0;
        event = queue.pop();
      }
      if (event === undefined) {
        if (end !== Infinity) {
          this.micros = end;
          this.#steps = 0;
        }
        return true;
      }
      this.step();
      this.active = undefined;
      if (typeof event === 'function') event();
      else event.fire();
      if (this.paused) return false;
    }
  }
}

function isCancelled(event: Event | undefined): boolean {
  return event instanceof Timer && !event.pending;
}
