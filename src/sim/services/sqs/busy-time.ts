/**
 * How much processing time fell in the recent past: messages in flight, added up over time. Recent is the window under
 * way and, of the one before, what lies within a window's length of now, as if it were spread evenly.
 */
export class BusyTime {
  readonly #window: number;
  /** Messages in flight now. */
  #level = 0;
  #since: number;
  #windowStart: number;
  #current = 0;
  #previous = 0;

  /** `window` and `now` in microseconds. */
  constructor(window: number, now: number, level = 0) {
    this.#window = window;
    this.#since = this.#windowStart = now;
    this.#level = level;
  }

  get level(): number {
    return this.#level;
  }

  /** One more, or one fewer, is in flight from now on. */
  change(by: 1 | -1, now: number): void {
    this.#catchUp(now);
    this.#level += by;
  }

  /** Message-microseconds. */
  recent(now: number): number {
    this.#catchUp(now);
    return this.#current + this.#previous * (1 - (now - this.#windowStart) / this.#window);
  }

  #catchUp(now: number): void {
    const windows = Math.floor((now - this.#windowStart) / this.#window);
    if (windows > 0) {
      const start = this.#windowStart + windows * this.#window;
      // What was in flight all through a window that nobody looked at counts in full.
      const last = this.#current + this.#level * (this.#windowStart + this.#window - this.#since);
      this.#previous = windows === 1 ? last : this.#level * this.#window;
      this.#current = 0;
      this.#windowStart = this.#since = start;
    }
    this.#current += this.#level * (now - this.#since);
    this.#since = now;
  }
}
