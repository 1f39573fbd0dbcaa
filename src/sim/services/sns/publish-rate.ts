import { Tank } from '../../cloud/tank.ts';
import type { Region } from '../../cloud/index.ts';
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
 * How fast an account may publish in a Region: messages count, not requests, so that a batch of ten is ten. AWS tells the
 * rate and no burst; here the messages of one second may come at once. Standard and FIFO topics are counted apart.
 * https://docs.aws.amazon.com/general/latest/gr/sns.html (checked 2026-11-28)
 */
export class PublishRate {
  readonly #region: Region;
  /** By rate: a quota that is raised begins with a full tank. */
  readonly #tanks = new Map<string, Tank>();

  constructor(region: Region) {
    this.#region = region;
  }

  /** Whether so many messages may be published now; they count if they may. */
  takes(messages: number, fifo: boolean): boolean {
    const { quotas, name, world } = this.#region;
    const { now } = world.simulation;
    const raised = quotas.get(fifo ? snsLimits.fifoPublishRate : snsLimits.publishRate);
    const rate = raised ?? (RATES[name] ?? SMALL!)[fifo ? 1 : 0];
    const key = `${fifo} ${rate}`;
    let tank = this.#tanks.get(key);
    if (!tank) this.#tanks.set(key, (tank = new Tank(rate, rate, now)));
    const takes = tank.holds(messages, now);
    if (takes) tank.take(messages, now);
    return takes;
  }
}
