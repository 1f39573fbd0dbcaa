import type { Lasting, Region } from '../../cloud/index.ts';
import { md5, utf8 } from '../../cloud/digest/index.ts';
import { s3Error } from './errors.ts';
import { s3Limits } from './limits.ts';
import { listObjects, type Listing, type ListRequest } from './list.ts';
import { notify, type Change, type Target } from './notification.ts';
import type { S3Object } from './object.ts';
import { s3Prices as prices } from './prices.ts';
import { lets, websiteHost, type PublicAccess, type Website } from './website.ts';

const GB = 1024 * 1024 * 1024;
/** AWS reckons a month as 730 hours. */
const MONTH = 730 * 3600;

/**
 * A general purpose bucket. What was written is read and listed at once.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export class Bucket {
  /** Its name, which no other bucket of the partition has. */
  readonly name: string;
  /** When it was made. */
  readonly created: Date;
  /** @internal */
  readonly region: Region;
  /** @internal Who is told of changes. */
  targets: readonly Target[] = [];
  /** @internal Its policy, as it was put. */
  policy: string | undefined;
  /** @internal How it answers as a website; undefined where it does not. */
  website: Website | undefined;
  /** @internal Since April 2023 everything public is blocked where a bucket begins. */
  publicAccess: PublicAccess = {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };
  readonly #objects = new Map<string, { readonly object: S3Object; readonly kept: Lasting }>();
  #keys: string[] | undefined;
  #changes = 0;

  /** Made by `S3`. */
  constructor(region: Region, name: string) {
    this.region = region;
    this.name = name;
    this.created = new Date(region.world.simulation.epochMillis);
  }

  /** Its ARN. */
  get arn(): string {
    return `arn:${this.region.partition}:s3:::${this.name}`;
  }

  /** Where it answers as a website, once it does: over HTTP, never HTTPS. */
  get websiteUrl(): string {
    return `http://${websiteHost(this)}`;
  }

  /** @internal Whether a stranger may do something to an object. */
  isOpenTo(action: string, key: string): boolean {
    return !this.publicAccess.restrictPublicBuckets && lets(this, action, key);
  }

  /** All keys, by their UTF-8 bytes. */
  get keys(): readonly string[] {
    this.#keys ??= [...this.#objects.keys()].sort(byBytes);
    return this.#keys;
  }

  /** How many objects it holds. */
  get size(): number {
    return this.#objects.size;
  }

  /** Puts an object: text or bytes. An object of that key is replaced. @throws KeyTooLongError */
  put(key: string, body: string | Uint8Array, contentType = 'application/octet-stream'): S3Object {
    if (utf8(key).length > s3Limits.key.max) throw s3Error('KeyTooLongError');
    const bytes = typeof body === 'string' ? utf8(body) : body.slice();
    const { meter, simulation } = this.region.world;
    meter.usage(prices.writes).add(1);
    const lastModified = new Date(simulation.epochMillis);
    const object = { key, body: bytes, eTag: `"${md5(bytes)}"`, lastModified, contentType };
    this.#take(key);
    const kept = meter.usage(prices.storage).start(bytes.length / GB / MONTH);
    this.#objects.set(key, { object, kept });
    this.#keys = undefined;
    this.#tell({ event: 's3:ObjectCreated:Put', object });
    return object;
  }

  /** The object of that key. @throws NoSuchKey */
  get(key: string): S3Object {
    this.region.world.meter.usage(prices.reads).add(1);
    const found = this.#objects.get(key);
    if (!found) throw s3Error('NoSuchKey');
    return found.object;
  }

  /** The text of the object of that key. @throws NoSuchKey */
  text(key: string): string {
    return new TextDecoder().decode(this.get(key).body);
  }

  /** Deletes an object; one that is not there is no error. */
  delete(key: string): void {
    const object = this.#take(key);
    if (object) this.#tell({ event: 's3:ObjectRemoved:Delete', object });
  }

  /** One page of keys. */
  list(request: ListRequest = {}): Listing {
    this.region.world.meter.usage(prices.writes).add(1);
    return listObjects(this.keys, request);
  }

  #take(key: string): S3Object | undefined {
    const found = this.#objects.get(key);
    if (!found) return undefined;
    found.kept.stop();
    this.#objects.delete(key);
    this.#keys = undefined;
    return found.object;
  }

  #tell(change: Omit<Change, 'sequence'>): void {
    notify(this, { ...change, sequence: ++this.#changes });
  }
}

/** Orders texts by their UTF-8 bytes, which is by code points: JavaScript's own order puts surrogates too low. */
function byBytes(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
