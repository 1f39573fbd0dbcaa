import type { Region } from '../../cloud/index.ts';
import { Tank } from '../../cloud/tank.ts';
import { bucketSize } from './buckets.ts';
import { throttled } from './errors.ts';

/** A bucket, and how much flows back into it each second. */
interface Bucket {
  readonly tank: Tank;
  readonly refill: number;
}

/** The token buckets of one account in one Region. */
export class Throttle {
  readonly #region: Region;
  readonly #buckets = new Map<string, Bucket | undefined>();

  constructor(region: Region) {
    this.#region = region;
  }

  /** Counts a call. @throws ThrottlingException where it is one too many */
  count(name: string): void {
    const bucket = this.#bucket(name);
    if (!bucket) return;
    if (!bucket.tank.holds(1, this.#now)) throw throttled();
    bucket.tank.take(1, this.#now);
  }

  /** Takes a token that may not be there yet: the seconds until it is. Who asks first gets the first. */
  wait(name: string): number {
    const bucket = this.#bucket(name);
    if (!bucket) return 0;
    bucket.tank.take(1, this.#now);
    return Math.max(0, -bucket.tank.level(this.#now) / bucket.refill);
  }

  get #now(): number {
    return this.#region.world.simulation.now;
  }

  /** The bucket of that name; undefined where there is none. */
  #bucket(name: string): Bucket | undefined {
    if (!this.#buckets.has(name)) {
      const size = bucketSize(name, this.#region.name);
      this.#buckets.set(name, size && { tank: new Tank(size[1], size[0], this.#now), refill: size[1] });
    }
    return this.#buckets.get(name);
  }
}
