import { TtlCache } from '../../../cloud/gateway/ttl-cache.ts';
import { type CacheUse, MAX_RESPONSE_SIZE, MAX_TTL } from './cache-rules.ts';

const MICROS = 1_000_000;

/** A stage's cache of answers. A deployment leaves it as it is; FlushStageCache empties it. */
export class ResponseCache<R> {
  readonly #kept: TtlCache<R>;

  /** @param capacity In bytes. */
  constructor(capacity: number) {
    this.#kept = new TtlCache(capacity);
  }

  /** A kept answer, where the request may have one. */
  read(key: string, use: CacheUse, at: number): R | undefined {
    return use.kind === 'read' ? this.#kept.get(key, at) : undefined;
  }

  /** Keeps what the back end answered, if the request went by the cache. */
  keep(key: string, use: CacheUse, answer: R, size: number, at: number): void {
    if (use.kind !== 'read' && use.kind !== 'invalidate') return;
    if (size > MAX_RESPONSE_SIZE) {
      // What it replaces is gone all the same.
      this.#kept.delete(key);
      return;
    }
    this.#kept.set(key, answer, { at, ttl: Math.min(use.ttl, MAX_TTL) * MICROS, size });
  }

  flush(): void {
    this.#kept.clear();
  }
}
