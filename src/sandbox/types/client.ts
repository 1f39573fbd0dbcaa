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

/** TypeScript in a worker of its own, which is fetched when one is made. */
export class Types {
  readonly #worker = new Worker(workerUrl);
  readonly #waiting = new Map<number, (answer: never) => void>();
  #last = 0;

  /** Resolves when it can be asked; rejects if it could not be fetched. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.#worker.onerror = (event) => reject(new Error(event.message));
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('ready' in data) return resolve();
        if ('failed' in data) return reject(new Error(data.failed));
        this.#waiting.get(data.id)?.(data.answer as never);
        this.#waiting.delete(data.id);
      };
    });
    // The worker is where its script is, not where the page is.
    const address = (url: string) => new URL(url, location.href).href;
    const chunks = Object.entries(index.chunks).map(([name, { url, size }]) => [
      name,
      { url: address(url), size },
    ]);
    this.#post({ index: { ...index, chunks: Object.fromEntries(chunks) } });
  }

  /** Asks the service. Never resolves once it is closed. */
  ask<Q extends Question>(question: Q, ...values: Parameters<TypeService[Q]>): Promise<Asked<Q>> {
    const id = ++this.#last;
    this.#post({ id, question, values });
    return new Promise<Asked<Q>>((resolve) => this.#waiting.set(id, resolve));
  }

  /** Frees what it holds. */
  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #post(word: Word): void {
    this.#worker.postMessage(word);
  }
}
