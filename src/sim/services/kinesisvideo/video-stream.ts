import type { Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import type { Signal, Yieldable } from '../../kernel/index.ts';
import { invalid, noFragment, videoError } from './errors.ts';
import type { FragmentSelector, MediaFragment, StartSelector, StoredFragment } from './fragment.ts';
import { videoLimits as limits } from './limits.ts';
import { videoPrices as prices } from './prices.ts';
import type { Status } from './schema.ts';

const MB = 1_000_000;
const GB = 1024 * 1024 * 1024;
const MONTH = 730 * 3600;

/** A video stream: fragments on a time line, with an index by both times. */
export class VideoStream {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal */
  readonly created: Date;
  /** @internal */
  readonly lifecycle: Lifecycle<Status>;
  /** @internal */
  readonly mediaType: string | undefined;
  /** @internal */
  deviceName: string | undefined;
  /** @internal */
  tags: ReadonlyMap<string, string> = new Map();
  /** @internal */
  version = 0;
  readonly #region: Region;
  readonly #arrived: Signal;
  #retentionHours: number;
  #fragments: StoredFragment[] = [];
  #count = 0;

  /** Made by `KinesisVideo`. */
  constructor(
    region: Region,
    options: { name: string; retentionHours: number; deviceName?: string; mediaType?: string },
    creation: number,
  ) {
    const { simulation } = region.world;
    this.#region = region;
    this.name = options.name;
    this.deviceName = options.deviceName;
    this.mediaType = options.mediaType;
    this.created = new Date(simulation.epochMillis);
    this.arn = region.arn('kinesisvideo', `stream/${this.name}/${simulation.epochMillis}`);
    this.#retentionHours = options.retentionHours;
    this.#arrived = simulation.signal('fragments');
    this.lifecycle = new Lifecycle<Status>(simulation, creation > 0 ? 'CREATING' : 'ACTIVE');
    if (creation > 0) this.lifecycle.to('ACTIVE', creation);
  }

  /** Hours for which fragments are kept; with 0 a buffer of five minutes and 200 MB is all. */
  get retentionHours(): number {
    return this.#retentionHours;
  }

  /** @internal */
  set retentionHours(hours: number) {
    this.#retentionHours = hours;
    this.version++;
  }

  /**
   * PutMedia: takes a fragment in, in the order of their recording.
   *
   * @throws InvalidArgumentException (shorter than 1 s or longer than 20 s, larger than 50 MB), ResourceNotFoundException (not ACTIVE)
   */
  putMedia({ duration, frames, bytes = duration * MB, producerTimestamp }: MediaFragment): StoredFragment {
    if (!this.lifecycle.is('ACTIVE'))
      throw videoError('ResourceNotFoundException', `The stream ${this.name} is ${this.lifecycle.state}.`);
    const { min, max } = limits.fragmentDuration;
    if (!(duration >= min && duration <= max))
      throw invalid(
        `${duration > max ? 'MAX_FRAGMENT_DURATION_REACHED: a' : 'A'} fragment lasts ${min} to ${max} s, not ${duration}.`,
      );
    if (bytes > limits.fragmentSize.max * MB)
      throw invalid(`A fragment has ${limits.fragmentSize.max} MB at most.`);
    const now = epochSeconds(this.#region.world.simulation);
    const fragment: StoredFragment = {
      fragmentNumber: `91343852333181${String(++this.#count).padStart(33, '0')}`,
      producerTimestamp: producerTimestamp ?? now,
      serverTimestamp: now,
      ...{ duration, bytes },
      frames: structuredClone(frames),
    };
    this.#expire();
    this.#fragments.push(fragment);
    const { meter } = this.#region.world;
    meter.usage(prices.ingested).add(bytes / GB);
    if (this.#retentionHours > 0)
      meter.usage(prices.stored).add(((bytes / GB) * this.#retentionHours * 3600) / MONTH);
    this.#arrived.fire();
    return structuredClone(fragment);
  }

  /**
   * GetMedia: hands over each fragment from a point on, in the order of arrival, and waits for the next ones.
   *
   *     cloud.process(() => camera.getMedia({ type: 'NOW' }, (fragment) => { … }));
   *
   * @param take what is done with a fragment; the seconds that it takes, where it takes any
   */
  *getMedia(
    start: StartSelector,
    take: (fragment: StoredFragment) => number | void,
  ): Generator<Yieldable, void, never> {
    let after = this.#before(start);
    for (;;) {
      this.#expire();
      const next = this.#fragments.find(({ fragmentNumber }) => fragmentNumber > after);
      if (!next) {
        yield this.#arrived.wait();
        continue;
      }
      after = next.fragmentNumber;
      this.#read([next]);
      const seconds = take(structuredClone(next)) ?? 0;
      if (seconds > 0) yield seconds;
    }
  }

  /** ListFragments: the index of what is kept, without the frames. @throws InvalidArgumentException (an end too long ago) */
  listFragments(selector: FragmentSelector = {}): Omit<StoredFragment, 'frames'>[] {
    const { type = 'SERVER_TIMESTAMP', startTimestamp = -Infinity, endTimestamp = Infinity } = selector;
    this.#archived();
    const oldest = epochSeconds(this.#region.world.simulation) - this.#retentionHours * 3600;
    if (type === 'SERVER_TIMESTAMP' && endTimestamp < oldest)
      throw invalid(`End timestamp ${endTimestamp * 1000} is outside of the stream retention period.`);
    return this.#fragments
      .filter((fragment) => {
        const time = type === 'SERVER_TIMESTAMP' ? fragment.serverTimestamp : fragment.producerTimestamp;
        return time >= startTimestamp && time <= endTimestamp;
      })
      .map(({ frames: _frames, ...index }) => index);
  }

  /** GetMediaForFragmentList: the fragments of those numbers. @throws InvalidArgumentException */
  getMediaForFragmentList(numbers: readonly string[]): StoredFragment[] {
    this.#archived();
    const found = numbers.map((number) => {
      const fragment = this.#fragments.find(({ fragmentNumber }) => fragmentNumber === number);
      if (!fragment) throw noFragment(number);
      return fragment;
    });
    this.#read(found);
    return structuredClone(found);
  }

  /** The archive is there only where data are retained. */
  #archived(): void {
    if (this.#retentionHours === 0)
      throw videoError('ResourceNotFoundException', `The stream ${this.name} has no data retention.`);
    this.#expire();
  }

  #read(fragments: readonly StoredFragment[]): void {
    const bytes = fragments.reduce((sum, fragment) => sum + fragment.bytes, 0);
    this.#region.world.meter.usage(prices.consumed).add(bytes / GB);
  }

  /** The number behind which a reader begins. */
  #before(start: StartSelector): string {
    this.#expire();
    const all = this.#fragments;
    if (start.type === 'FRAGMENT_NUMBER') return start.afterFragmentNumber;
    if (!('startTimestamp' in start)) return start.type === 'NOW' ? (all.at(-1)?.fragmentNumber ?? '') : '';
    const { type, startTimestamp } = start;
    const time = (one: StoredFragment) =>
      type === 'SERVER_TIMESTAMP' ? one.serverTimestamp : one.producerTimestamp;
    const index = all.findIndex((one) => time(one) >= startTimestamp);
    return (index === -1 ? all.at(-1) : all[index - 1])?.fragmentNumber ?? '';
  }

  /** Drops what is too old; without retention also what no longer fits into the buffer. */
  #expire(): void {
    const now = epochSeconds(this.#region.world.simulation);
    const retained = this.#retentionHours * 3600;
    const age = retained > 0 ? retained : limits.bufferTime.max;
    let kept = this.#fragments.findIndex(({ serverTimestamp }) => now - serverTimestamp < age);
    if (kept === -1) kept = this.#fragments.length;
    if (retained === 0) {
      let bytes = this.#fragments.slice(kept).reduce((sum, fragment) => sum + fragment.bytes, 0);
      while (bytes > limits.bufferBytes.max * MB) bytes -= this.#fragments[kept++]!.bytes;
    }
    if (kept > 0) this.#fragments = this.#fragments.slice(kept);
  }
}
