import type { Limit } from './limit.ts';
import type { Region } from './region.ts';
import { Tank } from './tank.ts';

/**
 * How often an account may do something in a Region. Of such quotas AWS tells the rate, another for each Region, and no burst;
 * here what a second allows may come at once.
 */
export class RegionRate {
  readonly #region: Region;
  readonly #row: Limit;
  readonly #rate: number;
  /** By rate: a quota that is raised begins with a full tank. */
  readonly #tanks = new Map<number, Tank>();

  /** @param rate a second, where Service Quotas has not raised the row */
  constructor(region: Region, row: Limit, rate: number) {
    this.#region = region;
    this.#row = row;
    this.#rate = rate;
  }

  /** Whether so much may be done now; it counts if it may. */
  takes(amount = 1): boolean {
    const [tank, , now] = this.#tank();
    const takes = tank.holds(amount, now);
    if (takes) tank.take(amount, now);
    return takes;
  }

  /** It will be done: seconds until its turn. */
  wait(): number {
    const [tank, rate, now] = this.#tank();
    tank.take(1, now);
    return Math.max(0, -tank.level(now) / rate);
  }

  #tank(): [tank: Tank, rate: number, now: number] {
    const { quotas, world } = this.#region;
    const { now } = world.simulation;
    const rate = quotas.get(this.#row) ?? this.#rate;
    let tank = this.#tanks.get(rate);
    if (!tank) this.#tanks.set(rate, (tank = new Tank(rate, rate, now)));
    return [tank, rate, now];
  }
}
