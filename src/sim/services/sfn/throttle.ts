import type { Region } from '../../cloud/index.ts';
import { bucketSize, TokenBucket } from './buckets.ts';
import { throttled } from './errors.ts';

/** The token buckets of one account in one Region. */
export class Throttle {
  readonly #region: Region;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(region: Region) {
    this.#region = region;
  }

  /** The bucket of that name; undefined where there is none. */
  bucket(name: string): TokenBucket | undefined {
    let bucket = this.#buckets.get(name);
    const size = bucket ? undefined : bucketSize(name, this.#region.name);
    if (size) this.#buckets.set(name, (bucket = new TokenBucket(size)));
    return bucket;
  }

  /** Counts a call. @throws ThrottlingException where it is one too many */
  count(name: string): void {
    if (this.bucket(name)?.take(this.#region.world.simulation.now) === false) throw throttled();
  }
}
