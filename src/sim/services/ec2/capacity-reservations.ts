import type { Lasting } from '../../cloud/index.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { describe, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidValue, missingParameter, notFound } from './errors.ts';
import { Part, refuseNotModelled } from './part.ts';
import { onDemandPrice } from './prices.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { INSTANCE_TYPES } from './types/index.ts';

type Given = Model<aws.CapacityReservation> & { readonly instanceType: string; readonly availabilityZone: string; readonly totalInstanceCount: number }; // prettier-ignore

interface Held {
  readonly given: Given;
  active: boolean;
  used: number;
  bill: Lasting | undefined;
}

/** On-Demand capacity that is held in a zone, and paid whether it is used or not. Matching instances use it by themselves. */
export class CapacityReservations extends Part {
  readonly #all = new Registry<Held>((id) => notFound('cr', id));

  /** Whether there is any. */
  get any(): boolean {
    return this.#all.size > 0;
  }

  /** How many instances more its reservations hold room for. */
  unused(type: string, zone: string): number {
    return this.#of(type, zone).reduce((sum, { given, used }) => sum + given.totalInstanceCount - used, 0);
  }

  /** vCPUs that are held and not used: they count towards the quota as if they ran. */
  get unusedVcpus(): number {
    return this.#all.list().reduce((sum, { given, active, used }) => sum + (active ? given.totalInstanceCount - used : 0) * INSTANCE_TYPES.get(given.instanceType)!.vcpus, 0); // prettier-ignore
  }

  /** So many instances of a type run in a zone: what is held beyond them is paid as if it ran. */
  use(type: string, zone: string, running: number): void {
    let left = running;
    for (const held of this.#of(type, zone)) {
      held.used = Math.min(left, held.given.totalInstanceCount);
      left -= held.used;
      held.bill?.stop();
      const idle = held.given.totalInstanceCount - held.used;
      held.bill = idle > 0 ? this.ec2.usage(onDemandPrice(type)!).start(idle / 3600) : undefined;
    }
  }

  /** Called where a reservation is made or cancelled: tells how many instances run. */
  running: (type: string, zone: string) => number = () => 0;

  createCapacityReservation(input: Input<'CreateCapacityReservation'>): Output<'CreateCapacityReservation'> {
    refuseNotModelled(input, 'ephemeralStorage endDate outpostArn placementGroupArn startDate commitmentDuration deliveryPreference');
    const { instanceType, instancePlatform, instanceCount, availabilityZone, availabilityZoneId, tenancy = 'default', instanceMatchCriteria = 'open', endDateType = 'unlimited' } = input;
    const zones = zonesOf(this.ec2.region.name, this.ec2.region.account);
    if (availabilityZone === undefined && availabilityZoneId === undefined) throw missingParameter('AvailabilityZone or AvailabilityZoneId');
    const zone = zones.find(({ name, id }) => name === availabilityZone || id === availabilityZoneId);
    if (!zone) throw invalidValue('availabilityZone', availabilityZone ?? availabilityZoneId, 'There is no such zone.');
    if (!(instanceCount >= 1 && instanceCount <= 1000)) throw invalidValue('instanceCount', instanceCount, 'Expecting a value from 1 to 1000.');
    if (instancePlatform !== 'Linux/UNIX') refuseNotModelled(input, 'instancePlatform');
    if (tenancy !== 'default') refuseNotModelled(input, 'tenancy');
    if (instanceMatchCriteria !== 'open') refuseNotModelled(input, 'instanceMatchCriteria');
    if (endDateType !== 'unlimited') refuseNotModelled(input, 'endDateType');
    if (INSTANCE_TYPES.get(instanceType)?.price === undefined) throw invalidValue('instanceType', instanceType);
    if (!this.ec2.region.world.faults.isUp(zone.name) || this.ec2.model.capacity - this.running(instanceType, zone.name) - this.unused(instanceType, zone.name) < instanceCount) throw ec2Error('InsufficientInstanceCapacity', 'Insufficient capacity.', 500);
    const tags = this.ec2.tags.given(input.tagSpecifications, 'capacity-reservation');
    const capacityReservationId = this.ec2.id('cr-');
    const given: Given = { capacityReservationId, ownerId: this.ec2.region.account, capacityReservationArn: this.ec2.region.arn('ec2', `capacity-reservation/${capacityReservationId}`), instanceType, instancePlatform, availabilityZone: zone.name, availabilityZoneId: zone.id, tenancy, totalInstanceCount: instanceCount, ebsOptimized: input.ebsOptimized ?? false, ephemeralStorage: false, startDate: this.ec2.date(), createDate: this.ec2.date(), endDateType, instanceMatchCriteria };
    const held = this.#all.add(capacityReservationId, { given, active: true, used: 0, bill: undefined });
    this.ec2.tags.add(capacityReservationId, 'capacity-reservation', tags);
    this.use(instanceType, zone.name, this.running(instanceType, zone.name));
    return { capacityReservation: this.#describe(held) };
  } // prettier-ignore

  cancelCapacityReservation(input: Input<'CancelCapacityReservation'>): Output<'CancelCapacityReservation'> {
    refuseNotModelled(input, 'applyCancellationCharges quoteId');
    const held = this.#all.get(input.capacityReservationId);
    held.active = false;
    held.bill?.stop();
    const { instanceType, availabilityZone } = held.given;
    this.use(instanceType, availabilityZone, this.running(instanceType, availabilityZone));
    return { return: true };
  }

  describeCapacityReservations(input: Input<'DescribeCapacityReservations'> = {}): Output<'DescribeCapacityReservations'> {
    const { capacityReservationIds: ids } = input;
    const all = ids?.length ? ids.map((id) => this.#all.get(id)) : this.#all.list();
    const { page, ...more } = describe(all.map((one) => this.#describe(one)), input, {
      ...plain<Model<aws.CapacityReservation>>('instance-type owner-id instance-platform availability-zone tenancy state end-date-type instance-match-criteria'),
      ...tagFilters,
    }, 1);
    return { capacityReservations: page, ...more };
  } // prettier-ignore

  #of(type: string, zone: string): Held[] {
    return this.#all.list().filter(({ given, active }) => active && given.instanceType === type && given.availabilityZone === zone); // prettier-ignore
  }

  #describe({ given, active, used }: Held): Model<aws.CapacityReservation> {
    const availableInstanceCount = active ? given.totalInstanceCount - used : 0;
    return { ...given, state: active ? 'active' : 'cancelled', availableInstanceCount, tags: this.ec2.tags.of(given.capacityReservationId!) }; // prettier-ignore
  }
}
