import type { Limit, Region } from '../../cloud/index.ts';
import { Tank } from '../../cloud/tank.ts';
import { eventBridgeLimits as limits } from './limits.ts';

/** Requests of PutEvents, and invocations of targets, a second. */
interface Rates {
  readonly put: number;
  readonly invocations: number;
}

const LARGEST: Rates = { put: limits.putRate.max, invocations: limits.invocations.max };
const LARGE: Rates = { put: 2400, invocations: 4500 };
const MIDDLE: Rates = { put: 1200, invocations: 2250 };
const SMALL: Rates = { put: 600, invocations: 1100 };
const LEAST: Rates = { put: 400, invocations: 750 };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (checked 2026-11-28) */
const RATES: Readonly<Record<string, Rates | undefined>> = {
  'us-east-1': LARGEST,
  'us-west-2': LARGEST,
  'eu-west-1': LARGEST,
  'us-east-2': LARGE,
  'eu-central-1': LARGE,
  'eu-south-2': LARGE,
  'us-west-1': MIDDLE,
  'ap-northeast-1': MIDDLE,
  'ap-southeast-1': MIDDLE,
  'ap-southeast-2': MIDDLE,
  'eu-west-2': MIDDLE,
  'ap-east-1': SMALL,
  'ap-northeast-2': SMALL,
  'ap-south-1': SMALL,
  'ca-central-1': SMALL,
  'eu-north-1': SMALL,
  'eu-west-3': SMALL,
  'sa-east-1': SMALL,
};

/**
 * How often an account may do something in a Region, all its buses together. AWS tells the rate and no burst; here what a
 * second allows may come at once.
 */
export class AccountRate {
  readonly #region: Region;
  readonly #kind: keyof Rates;
  readonly #row: Limit;
  /** By rate: a quota that is raised begins with a full tank. */
  readonly #tanks = new Map<number, Tank>();

  constructor(region: Region, kind: keyof Rates) {
    this.#region = region;
    this.#kind = kind;
    this.#row = kind === 'put' ? limits.putRate : limits.invocations;
  }

  /** Whether it may be done now; it counts if it may. */
  takes(): boolean {
    const [tank, , now] = this.#tank();
    const takes = tank.holds(1, now);
    if (takes) tank.take(1, now);
    return takes;
  }

  /** It will be done: seconds until its turn. */
  wait(): number {
    const [tank, rate, now] = this.#tank();
    tank.take(1, now);
    return Math.max(0, -tank.level(now) / rate);
  }

  #tank(): [tank: Tank, rate: number, now: number] {
    const { quotas, name, world } = this.#region;
    const { now } = world.simulation;
    const rate = quotas.get(this.#row) ?? (RATES[name] ?? LEAST)[this.#kind];
    let tank = this.#tanks.get(rate);
    if (!tank) this.#tanks.set(rate, (tank = new Tank(rate, rate, now)));
    return [tank, rate, now];
  }
}
