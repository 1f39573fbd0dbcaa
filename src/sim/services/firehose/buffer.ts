import type { Simulation, Timer } from '../../kernel/index.ts';

/** When a buffer is passed on: at a size in bytes, or so many seconds after its first record, whichever comes first. */
export interface BufferingHints {
  readonly bytes: number;
  readonly seconds: number;
}

/** Something to gather, with its size. */
export interface Sized {
  readonly bytes: number;
}

/**
 * Records on their way. AWS does not say when the interval begins: here, with the first record in the buffer, so that an
 * empty one waits for nothing.
 * https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html
 */
export class Buffer<R extends Sized> {
  readonly #simulation: Simulation;
  readonly #hints: BufferingHints;
  readonly #flush: (records: readonly R[]) => void;
  #records: R[] = [];
  #bytes = 0;
  #timer: Timer | undefined;

  constructor(simulation: Simulation, hints: BufferingHints, flush: (records: readonly R[]) => void) {
    this.#simulation = simulation;
    this.#hints = hints;
    this.#flush = flush;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a record in. One that no longer fits passes on those before it; a larger one than all goes alone. */
  add(record: R): void {
    if (this.#bytes + record.bytes > this.#hints.bytes) this.flush();
    this.#records.push(record);
    this.#bytes += record.bytes;
    if (this.#bytes >= this.#hints.bytes) this.flush();
    else this.#timer ??= this.#simulation.timer(this.#hints.seconds, () => this.flush());
  }

  /** Passes on what there is. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#records.length === 0) return;
    const records = this.#records;
    this.#records = [];
    this.#bytes = 0;
    this.#flush(records);
  }
}
