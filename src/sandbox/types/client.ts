import libraryUrl, { size as librarySize } from '../../sim/index.ts?types';
import type { TypeService } from './service.ts';
import workerUrl, { size as workerSize } from './worker.ts?bundle=script';
import type { Answer, Question, Word } from './worker.ts';

/** What there is to fetch, in bytes, gzip. */
export const size = librarySize + workerSize;

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
    this.#post({ library: new URL(libraryUrl, location.href).href });
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
