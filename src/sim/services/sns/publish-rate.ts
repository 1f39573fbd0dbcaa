import type { Region } from '../../cloud/index.ts';
import { RegionRate } from '../../cloud/region-rate.ts';
import { snsLimits } from './limits.ts';

/** Messages a second to standard topics and to FIFO topics. */
type Rates = readonly [standard: number, fifo: number];

const [LARGE, MIDDLE, SMALL]: readonly Rates[] = [[9000, 9000], [1500, 3000], [300, 3000]]; // prettier-ignore

/** Regions whose rates are not the least. */
const RATES: Readonly<Record<string, Rates | undefined>> = {
  'us-east-1': [snsLimits.publishRate.max, snsLimits.fifoPublishRate.max],
  'us-west-2': LARGE,
  'eu-west-1': LARGE,
  'us-east-2': MIDDLE,
  'us-west-1': MIDDLE,
  'ap-south-1': MIDDLE,
  'ap-northeast-2': MIDDLE,
  'ap-southeast-1': MIDDLE,
  'ap-southeast-2': MIDDLE,
  'ap-northeast-1': MIDDLE,
  'eu-central-1': MIDDLE,
};

/**
 * How fast an account may publish in a Region: messages count, not requests, so that a batch of ten is ten. Standard and
 * FIFO topics are counted apart.
 * https://docs.aws.amazon.com/general/latest/gr/sns.html (checked 2026-11-28)
 */
export class PublishRate {
  readonly #standard: RegionRate;
  readonly #fifo: RegionRate;

  constructor(region: Region) {
    const [standard, fifo] = RATES[region.name] ?? SMALL!;
    this.#standard = new RegionRate(region, snsLimits.publishRate, standard);
    this.#fifo = new RegionRate(region, snsLimits.fifoPublishRate, fifo);
  }

  /** Whether so many messages may be published now; they count if they may. */
  takes(messages: number, fifo: boolean): boolean {
    return (fifo ? this.#fifo : this.#standard).takes(messages);
  }
}
