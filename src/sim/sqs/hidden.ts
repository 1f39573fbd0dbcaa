import type { StoredMessage } from './stored-message.ts';

/**
 * Messages that nobody can receive until a deadline: delayed, or in flight. A 4-ary heap by deadline in which each
 * message knows its place, so that a deleted one leaves at once. At equal deadlines the one sent first is the first.
 */
export class Hidden {
  readonly #deadlines: number[] = [];
  readonly #messages: StoredMessage[] = [];

  get size(): number {
    return this.#messages.length;
  }

  /** The first deadline, in microseconds; Infinity where there is none. */
  get first(): number {
    return this.#deadlines.length > 0 ? this.#deadlines[0]! : Infinity;
  }

  /** In no particular order. */
  get messages(): readonly StoredMessage[] {
    return this.#messages;
  }

  add(message: StoredMessage, deadline: number): void {
    this.#deadlines.push(deadline);
    this.#messages.push(message);
    this.#rise(this.#messages.length - 1, message, deadline);
  }

  /** Takes the message with the first deadline out. Call only where `size` is above 0. */
  shift(): StoredMessage {
    const first = this.#messages[0]!;
    this.remove(first);
    return first;
  }

  /** Takes a message of this heap out; the caller gives it its new place. */
  remove(message: StoredMessage): void {
    const hole = message.place;
    const deadline = this.#deadlines.pop()!;
    const last = this.#messages.pop()!;
    if (last === message) return;
    if (hole > 0 && this.#precedes(last, deadline, (hole - 1) >> 2)) this.#rise(hole, last, deadline);
    else this.#sink(hole, last, deadline);
  }

  /** Gives a message of this heap another deadline. */
  move(message: StoredMessage, deadline: number): void {
    this.remove(message);
    this.add(message, deadline);
  }

  clear(): void {
    this.#deadlines.length = 0;
    this.#messages.length = 0;
  }

  #rise(hole: number, message: StoredMessage, deadline: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (!this.#precedes(message, deadline, parent)) break;
      this.#put(hole, this.#messages[parent]!, this.#deadlines[parent]!);
      hole = parent;
    }
    this.#put(hole, message, deadline);
  }

  #sink(hole: number, message: StoredMessage, deadline: number): void {
    const deadlines = this.#deadlines;
    const size = deadlines.length;
    for (let child = 4 * hole + 1; child < size; child = 4 * hole + 1) {
      let best = child;
      const end = Math.min(child + 4, size);
      for (let c = child + 1; c < end; c++) {
        if (this.#precedes(this.#messages[c]!, deadlines[c]!, best)) best = c;
      }
      if (this.#precedes(message, deadline, best)) break;
      this.#put(hole, this.#messages[best]!, deadlines[best]!);
      hole = best;
    }
    this.#put(hole, message, deadline);
  }

  /** Whether a message with that deadline comes before the one in a place. */
  #precedes(message: StoredMessage, deadline: number, place: number): boolean {
    const other = this.#deadlines[place]!;
    return deadline < other || (deadline === other && message.number < this.#messages[place]!.number);
  }

  #put(hole: number, message: StoredMessage, deadline: number): void {
    this.#deadlines[hole] = deadline;
    this.#messages[hole] = message;
    message.place = hole;
  }
}
