import type { Ec2Instance } from './ec2-instance.ts';
import { describe, plain, tagFilters } from './describe.ts';
import { invalidValue, notFound } from './errors.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { Registry } from '../../cloud/registry.ts';
import { Part } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { PricePath, SpotPool, type SpotInstance } from './spot/index.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { INSTANCE_TYPES } from './types/index.ts';

/** A Spot request: each is for one instance, once. */
interface Request {
  readonly given: Model<aws.SpotInstanceRequest> & { readonly spotInstanceRequestId: string };
  readonly state: Lifecycle<aws.SpotInstanceState>;
  status: string;
}

/** The Spot capacity pools of a Region: one for each instance type in each zone. */
export class SpotMarket extends Part {
  readonly #pools = new Map<string, SpotPool>();
  readonly #requests = new Registry<Request>((id) => notFound('sir', id));

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
      // The ARN names the zone where others name Region and account: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
      const [, partition] = this.ec2.region.arn('ec2', '').split(':');
      const arn = `arn:${partition}:ec2:${zone}:instance/${id}`;
      this.ec2.region.events.put('aws.ec2', name, [arn], () => ({ 'instance-id': id, ...detail }));
    };
    return this.pool(type, zone).launch({
      behavior,
      ...(max !== undefined && { maxPrice: max }),
      onRecommendation: () => emit('EC2 Instance Rebalance Recommendation', {}),
      onNotice: (action) => emit('EC2 Spot Instance Interruption Warning', { 'instance-action': action }),
      onInterruption: (action) => instance().reclaim(action),
    });
  } // prettier-ignore

  /** Writes down the request that an instance fulfils; answers its id. */
  fulfil(instance: Ec2Instance, { maxPrice, instanceInterruptionBehavior = 'terminate' }: Model<aws.SpotMarketOptions>, tags: Model<aws.Tag>[]): string {
    const spotInstanceRequestId = this.ec2.id('sir-');
    const given = { spotInstanceRequestId, instanceId: instance.id, createTime: this.ec2.date(), type: 'one-time' as const, productDescription: 'Linux/UNIX' as const, launchedAvailabilityZone: instance.zone.name, launchedAvailabilityZoneId: instance.zone.id, instanceInterruptionBehavior, spotPrice: maxPrice ?? INSTANCE_TYPES.get(instance.type.name)!.price!.toFixed(6) };
    this.ec2.tags.add(spotInstanceRequestId, 'spot-instances-request', tags);
    this.#requests.add(spotInstanceRequestId, { given, state: new Lifecycle<aws.SpotInstanceState>(this.simulation, 'active'), status: 'fulfilled' });
    return spotInstanceRequestId;
  } // prettier-ignore

  /** The instance of a request is ended: by its owner, or taken back. */
  close(spotInstanceRequestId: string, byUser: boolean): void {
    const request = this.#requests.get(spotInstanceRequestId);
    if (request.state.is('active')) request.state.to('closed');
    request.status = byUser ? 'instance-terminated-by-user' : 'instance-terminated-no-capacity';
  }

  describeSpotInstanceRequests(input: Input<'DescribeSpotInstanceRequests'> = {}): Output<'DescribeSpotInstanceRequests'> {
    const { spotInstanceRequestIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#requests.get(id)) : this.#requests.list();
    const found = all.map(({ given, state, status }): Model<aws.SpotInstanceRequest> => ({ ...given, state: state.state, status: { code: status, updateTime: state.since }, tags: this.ec2.tags.of(given.spotInstanceRequestId) }));
    const { page, ...more } = describe(found, input, {
      ...plain<Model<aws.SpotInstanceRequest>>('instance-id launched-availability-zone spot-instance-request-id spot-price state type'),
      'status-code': ({ status }) => status!.code,
      ...tagFilters,
    });
    return { spotInstanceRequests: page, ...more };
  } // prettier-ignore

  /** The instance runs on: a request that is cancelled ends nothing. */
  cancelSpotInstanceRequests({ spotInstanceRequestIds: ids }: Input<'CancelSpotInstanceRequests'>): Output<'CancelSpotInstanceRequests'> {
    const all = ids.map((id) => this.#requests.get(id));
    for (const request of all)
      if (request.state.is('active')) {
        request.state.to('cancelled');
        request.status = 'request-canceled-and-instance-running';
      }
    return { cancelledSpotInstanceRequests: all.map(({ given, state }) => ({ spotInstanceRequestId: given.spotInstanceRequestId, state: state.is('closed') ? ('completed' as const) : ('cancelled' as const) })) };
  } // prettier-ignore

  describeSpotPriceHistory(input: Input<'DescribeSpotPriceHistory'> = {}): Output<'DescribeSpotPriceHistory'> {
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
