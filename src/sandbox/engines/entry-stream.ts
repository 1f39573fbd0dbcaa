import type { Entry } from '../../sim/report/transcript.ts';

/** The entries of a run on their way from whoever makes them to the one who reads them, once, at their own pace. */
export class EntryStream implements AsyncIterable<Entry> {
  #waiting: Entry[] = [];
  /** How many entries came, and how many of a run that began anew are still to be passed over. */
  #count = 0;
  #repeated = 0;
  #ended = false;
  #error: unknown;
  #wake: (() => void) | undefined;
  readonly #onLeave: () => void;

  /** @param onLeave called when the reader leaves, at the end or before it */
  constructor(onLeave: () => void) {
    this.#onLeave = onLeave;
  }

  /** The run begins anew, and makes the same entries again: the reader does not get them twice. */
  again(): void {
    this.#repeated = this.#count;
  }

  push(entry: Entry): void {
    if (this.#ended) return;
    if (this.#repeated > 0 && entry.type !== 'end') {
      this.#repeated--;
      return;
    }
    this.#count++;
    this.#waiting.push(entry);
    this.#ended = entry.type === 'end';
    this.#wake?.();
  }

  /** The reader gets what came before, then the error. */
  fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Entry, void> {
    try {
      for (;;) {
        const batch = this.#waiting;
        this.#waiting = [];
        yield* batch;
        if (this.#waiting.length > 0) continue;
        if (this.#ended) break;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      if (this.#error !== undefined) throw this.#error;
    } finally {
      this.#onLeave();
    }
  }
}
