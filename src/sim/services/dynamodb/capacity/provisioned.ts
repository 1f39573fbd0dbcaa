import { Tank } from '../../../cloud/tank.ts';
import { dynamodbLimits as limits } from '../limits.ts';
import type { Capacity } from './throughput.ts';

/**
 * Provisioned capacity: units a second, and what was not used of the last 300 seconds. Who has provisioned 150, leaves
 * them unused for five minutes and then asks for 200 a second is throttled after 900 seconds.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
 */
export class ProvisionedCapacity implements Capacity {
  readonly #tank: Tank;

  /** @param level the units that it begins with */
  constructor(unitsPerSecond: number, level: number, now: number) {
    const most = limits.burst.max * unitsPerSecond;
    this.#tank = new Tank(unitsPerSecond, most, now);
    this.#tank.take(Math.max(0, most - level), now);
  }

  /** What could be taken now. */
  level(now: number): number {
    return this.#tank.level(now);
  }

  take(units: number, now: number): boolean {
    const has = this.#tank.holds(units, now);
    if (has) this.#tank.take(units, now);
    return has;
  }

  exceeded(): 'ProvisionedThroughputExceeded' {
    return 'ProvisionedThroughputExceeded';
  }
}
