/** Something that happens at an instant: a function, or an object that is its own callback. */
export type Event = (() => void) | { fire(): void };

/**
 * A 4-ary heap of events by time; at equal times, the order in which they were pushed.
 *
 * Parallel arrays of numbers keep comparisons free of pointer chasing, and a node's four children lie
 * side by side. (After V. Agafonkin's flatqueue, with a second key.)
 */
export class EventQueue {
  // Typed, and so never boxed: times pass 2^31 within the hour.
  #times = new Float64Array(64);
  #sequences = new Float64Array(64);
  #events: Event[] = [];
  #size = 0;
  #next = 0;

  get size(): number {
    return this.#size;
  }

  /** When the first event is due, in microseconds; Infinity where there is none. */
  get firstTime(): number {
    return this.#size > 0 ? this.#times[0]! : Infinity;
  }

  /** The first event, left where it is. */
  get first(): Event | undefined {
    return this.#events[0];
  }

  push(time: number, event: Event): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    const sequence = this.#next++;
    let hole = this.#size++;
    // A new event has the highest sequence, so it rises only past later times.
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime <= time) break;
      times[hole] = parentTime;
      sequences[hole] = sequences[parent]!;
      events[hole] = events[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    events[hole] = event;
  }

  /** Takes the first event out; undefined where there is none. */
  pop(): Event | undefined {
    if (this.#size === 0) return undefined;
    const events = this.#events;
    const first = events[0];
    this.#sink(0, --this.#size);
    events.pop();
    return first;
  }

  /** Drops every event that `dead` names. */
  sweep(dead: (event: Event) => boolean): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    let kept = 0;
    for (let i = 0; i < this.#size; i++) {
      if (dead(events[i]!)) continue;
      times[kept] = times[i]!;
      sequences[kept] = sequences[i]!;
      events[kept++] = events[i]!;
    }
    this.#size = events.length = kept;
    for (let i = (kept - 2) >> 2; i >= 0; i--) this.#sink(i, i);
  }

  /** Puts the event that stands at `from` into `hole` or below it, wherever the order wants it. */
  #sink(hole: number, from: number): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    const size = this.#size;
    const time = times[from]!;
    const sequence = sequences[from]!;
    const event = events[from]!;
    for (let child = 4 * hole + 1; child < size; child = 4 * hole + 1) {
      let best = child;
      let bestTime = times[child]!;
      const last = child + 4 < size ? child + 4 : size;
      for (let c = child + 1; c < last; c++) {
        const t = times[c]!;
        if (t < bestTime || (t === bestTime && sequences[c]! < sequences[best]!)) {
          best = c;
          bestTime = t;
        }
      }
      if (time < bestTime || (time === bestTime && sequence < sequences[best]!)) break;
      times[hole] = bestTime;
      sequences[hole] = sequences[best]!;
      events[hole] = events[best]!;
      hole = best;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    events[hole] = event;
  }

  #grow(): void {
    const times = new Float64Array(this.#size * 2);
    const sequences = new Float64Array(this.#size * 2);
    times.set(this.#times);
    sequences.set(this.#sequences);
    this.#times = times;
    this.#sequences = sequences;
  }
}
