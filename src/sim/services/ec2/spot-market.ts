import type { Ec2Instance } from './ec2-instance.ts';
import { describe, plain } from './describe.ts';
import { invalidValue } from './errors.ts';
import { Part } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { PricePath, SpotPool, type SpotInstance } from './spot/index.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { INSTANCE_TYPES } from './types/index.ts';

/** The Spot capacity pools of a Region: one for each instance type in each zone. */
export class SpotMarket extends Part {
  readonly #pools = new Map<string, SpotPool>();

  /** The pool of a type in a zone: its price, its capacity. */
  pool(type: string, zone: string): SpotPool {
    const key = `${type} ${zone}`;
    let pool = this.#pools.get(key);
    if (!pool) {
      const { monthlyInterruptions, spotFraction: fraction } = this.ec2.model;
      const onDemand = INSTANCE_TYPES.get(type)?.price;
      if (onDemand === undefined)
        throw invalidValue('instanceType', type, 'It is not sold as a Spot Instance.');
      const price = new PricePath(this.ec2.random(`spot price/${key}`), { onDemand, fraction });
      pool = new SpotPool(this.simulation, this.ec2.random(`spot/${key}`), { price, monthlyInterruptions });
      this.#pools.set(key, pool);
    }
    return pool;
  }

  /** The price of a pool at a moment. */
  priceOf(type: string, zone: string): (at: number) => number {
    const { price } = this.pool(type, zone);
    return (at) => price.at(at);
  }

  /** How many more instances fit. */
  spare(type: string, zone: string): number {
    return this.pool(type, zone).spare;
  }

  /** Takes capacity for an instance, which is told before it is taken back. */
  launch(type: string, zone: string, { maxPrice, instanceInterruptionBehavior: behavior = 'terminate' }: Model<aws.SpotMarketOptions>, instance: () => Ec2Instance): SpotInstance {
    const max = maxPrice === undefined ? undefined : Number(maxPrice);
    if (max !== undefined && !(max > 0)) throw invalidValue('price', maxPrice, 'The Spot price must be a number above 0.');
    const emit = (name: string, detail: object) => {
      const { id } = instance();
      this.ec2.region.events.put('aws.ec2', name, [this.ec2.region.arn('ec2', `instance/${id}`)], () => ({ 'instance-id': id, ...detail }));
    };
    return this.pool(type, zone).launch({
      behavior,
      ...(max !== undefined && { maxPrice: max }),
      onRecommendation: () => emit('EC2 Instance Rebalance Recommendation', {}),
      onNotice: (action) => emit('EC2 Spot Instance Interruption Warning', { 'instance-action': action }),
      onInterruption: (action) => instance().reclaim(action),
    });
  } // prettier-ignore

  describeSpotPriceHistory(input: Input<'DescribeSpotPriceHistory'>): Output<'DescribeSpotPriceHistory'> {
    const { epochMillis, now } = this.simulation;
    const began = epochMillis - now * 1000;
    const { startTime = new Date(epochMillis), endTime = new Date(epochMillis) } = input;
    const zones = zonesOf(this.ec2.region.name, this.ec2.region.account);
    const types = (input.instanceTypes?.length ? (input.instanceTypes as string[]) : [...INSTANCE_TYPES.keys()]).filter((name) => INSTANCE_TYPES.get(name)?.price !== undefined);
    const rows: Model<aws.SpotPrice>[] = [];
    for (const name of types)
      for (const zone of zones) {
        if ((input.availabilityZone ?? zone.name) !== zone.name) continue;
        const { price } = this.pool(name, zone.name);
        // The newest first; the price that held when the span began belongs to it.
        for (let at = Math.min((endTime.getTime() - began) / 1000, now); at >= 0; at = Math.floor(at / 3600) * 3600 - 1) {
          const since = Math.floor(at / 3600) * 3600;
          rows.push({ availabilityZone: zone.name, availabilityZoneId: zone.id, instanceType: name, productDescription: 'Linux/UNIX', spotPrice: price.at(at).toFixed(6), timestamp: new Date(began + since * 1000) });
          if (began + since * 1000 <= startTime.getTime()) break;
        }
      }
    const { page, ...more } = describe(rows, input, plain<Model<aws.SpotPrice>>('availability-zone instance-type product-description spot-price'), 1);
    return { spotPriceHistory: page, ...more };
  } // prettier-ignore
}
