import index from '../../sim/core.ts?chunks=types';
import { sizeOf, touched } from '../chunks.ts';
import type { Files } from '../engine.ts';
import type { TypeService } from './service.ts';
import workerUrl, { size as workerSize } from './worker.ts?bundle=script';
import type { Answer, Question, Word } from './worker.ts';

/** What there is to fetch for an example, in bytes, gzip. */
export function sizeFor(files: Files): number {
  return workerSize + sizeOf(index, touched(files, index.services));
}

type Asked<Q extends Question> = ReturnType<TypeService[Q]>;

/** Milliseconds that one question may take. Code can be such that its types have no end. */
const LIMIT = 10_000;

/** TypeScript can't answer a question about this code. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** TypeScript in a worker of its own, which is fetched when one is made, and begun anew when it does not answer in time. */
export class Types {
  #worker!: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #last = 0;
  #limit: ReturnType<typeof setTimeout> | undefined;

  /** Resolves when it can be asked; rejects if it could not be fetched. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = this.#open();
  }

  #open(): Promise<void> {
    const worker = (this.#worker = new Worker(workerUrl));
    const ready = new Promise<void>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('ready' in data) return resolve();
        if ('failed' in data) return reject(new Error(data.failed));
        const asked = this.#waiting.get(data.id);
        this.#waiting.delete(data.id);
        this.#watch();
        if ('error' in data) asked?.reject(new NoAnswer(data.error));
        else asked?.resolve(data.answer as never);
      };
    });
    // The worker is where its script is, not where the page is.
    const address = (url: string) => new URL(url, location.href).href;
    const chunks = Object.entries(index.chunks).map(([name, { url, size }]) => [
      name,
      { url: address(url), size },
    ]);
    this.#post({ index: { ...index, chunks: Object.fromEntries(chunks) } });
    return ready;
  }

  /** The question that the worker is at has its time from now on. */
  #watch(): void {
    clearTimeout(this.#limit);
    this.#limit = this.#waiting.size > 0 ? setTimeout(() => this.#again(), LIMIT) : undefined;
  }

  /** Gives up all that was asked, and the worker with it. */
  #again(): void {
    this.#worker.terminate();
    const given = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of given) reject(new NoAnswer('TypeScript took too long.'));
    // Where it can't be fetched any more, the next question is not answered either.
    this.#open().catch(() => undefined);
  }

  /** Asks the service. Rejects with NoAnswer where it has none; never settles once it is closed. */
  ask<Q extends Question>(question: Q, ...values: Parameters<TypeService[Q]>): Promise<Asked<Q>> {
    const id = ++this.#last;
    this.#post({ id, question, values });
    return new Promise<Asked<Q>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (this.#limit === undefined) this.#watch();
    });
  }

  /** Frees what it holds. */
  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
    clearTimeout(this.#limit);
  }

  #post(word: Word): void {
    this.#worker.postMessage(word);
  }
}
