import { AwsError } from '../../cloud/index.ts';
import type { Context } from './context.ts';
import type { Group } from './group-state.ts';
import type { LaunchPlan, LaunchType } from './launch-plan.ts';
import type { Lifecycles } from './lifecycle.ts';
import type { Member } from './member.ts';
import { ask, ec2Of } from './other-services.ts';
import { allocate, type Pool, type SpotModel } from './plan/allocation.ts';
import { missingByOption } from './plan/distribution.ts';
import { fillsCapacity, type PurchaseOption } from './plan/instance.ts';
import { placeLaunches, zoneLoads, type CapacityDistributionStrategy, type Zone } from './plan/placement.ts';

const STRATEGY: CapacityDistributionStrategy = 'balanced-best-effort';

/** Chooses zone, subnet, type and purchase option of each launch, and remembers where launches failed. */
export class Placer {
  readonly #asg: Context;
  readonly #group: Group;
  /** When a type may be tried again in a zone, by zone, type and option. */
  readonly #blocked = new Map<string, number>();

  /** Made by the group's reconciler. */
  constructor(asg: Context, group: Group) {
    this.#asg = asg;
    this.#group = group;
  }

  /** What is known of Spot capacity. */
  get spotModel(): SpotModel {
    const { spotScore, spotBand } = this.#asg.model;
    return { capacityScore: spotScore, band: spotBand };
  }

  /** The zones of the group. */
  zones({ types, distribution, spot }: LaunchPlan, option?: PurchaseOption): Zone[] {
    const zones = new Map<string, { id: string; freeAddresses: number }[]>();
    const { subnets } = this.#group.settings;
    const { subnets: found } = ask<{ subnets: { subnetId: string; availableIpAddressCount: number }[] }>(this.#asg.region, 'ec2', 'DescribeSubnets', { filters: [{ name: 'subnet-id', values: subnets.map(({ id }) => id) }] }); // prettier-ignore
    for (const { id, zone } of subnets) {
      // EC2 refuses a launch into a subnet that is gone.
      const freeAddresses = found.find(({ subnetId }) => subnetId === id)?.availableIpAddressCount ?? 0;
      zones.set(zone, [...(zones.get(zone) ?? []), { id, freeAddresses }]);
    }
    const options: PurchaseOption[] = option ? [option] : distribution ? ['on-demand', 'spot'] : [spot ? 'spot' : 'on-demand']; // prettier-ignore
    return [...zones].map(([name, within]) => ({
      name,
      subnets: within,
      launchable: options.some((one) => types.some(({ type }) => this.#isOpen(name, type, one))),
    }));
  }

  /**
   * Launches units, one instance after another; what fails in one zone is tried in the next.
   *
   * @returns the units for which there was no room
   */
  launch(plan: LaunchPlan, units: number, cause: readonly string[], ahead: Member['ahead'], lives: Lifecycles, only?: string, intoPool = false): { readonly short: number } {
    const group = this.#group;
    const { capacityDistributionStrategy: strategy = STRATEGY } = group.settings.availabilityZoneDistribution ?? {};
    const waiting: Member[] = [];
    let left = units;
    let short = 0;
    while (left > 0) {
      const option = this.#option(plan, left);
      const zones = this.zones(plan, option).filter(({ name }) => only === undefined || name === only);
      const loads = intoPool ? this.#poolLoads() : zoneLoads([...group.members.values(), ...waiting]);
      const placed = placeLaunches(1, zones, loads, strategy as CapacityDistributionStrategy);
      const [place] = placed.launches;
      const [wait = ''] = placed.waiting;
      if (!place && wait !== '') {
        // Under balanced-only nobody takes the place of a zone that cannot launch: the others get what is theirs.
        waiting.push({ zone: wait, weight: 1, state: 'Pending' } as Member);
        left--;
        short++;
        continue;
      }
      const type = place && this.#type(plan, option, place.zone);
      if (!place || !type) break;
      const subnet = group.settings.subnets.find(({ id }) => id === place.subnet)!;
      const result = lives.launch({ plan, type, option, subnet, cause, ahead, intoPool });
      if (result instanceof AwsError) this.#blocked.set(`${place.zone} ${type.type} ${option}`, group.now + this.#asg.model.retryAfter);
      else left -= type.weight;
    }
    return { short: short + Math.max(0, left) };
  } // prettier-ignore

  /** When the first of the zones that could not launch may be tried again, in seconds since 1970. */
  nextTry(): number | undefined {
    return this.#blocked.size === 0 ? undefined : Math.min(...this.#blocked.values());
  }

  /** Whether a zone that could not launch may be tried again; it is forgotten that it could not. */
  recovered(): boolean {
    let any = false;
    for (const [key, until] of this.#blocked) {
      if (until > this.#group.now + 1e-3) continue;
      this.#blocked.delete(key);
      any = true;
    }
    return any;
  }

  /** The pools of all zones: each instance type in each zone, at its prices. */
  pools(plan: LaunchPlan): Pool[] {
    const zones = [...new Set(this.#group.settings.subnets.map(({ zone }) => zone))];
    return zones.flatMap((zone) => plan.types.map((type) => this.#pool(type, zone)));
  }

  #pool({ type, weight }: LaunchType, zone: string): Pool {
    const { price, spare } = ec2Of(this.#asg.region).spotPool(type, zone);
    return { type, zone, weight, onDemandPrice: price.onDemand, spotPrice: price.at(this.#asg.region.world.simulation.now), free: spare }; // prettier-ignore
  }

  /** Which option is wanting most of its share. */
  #option({ distribution, spot }: LaunchPlan, units: number): PurchaseOption {
    if (!distribution) return spot ? 'spot' : 'on-demand';
    const have = { onDemand: 0, spot: 0 };
    for (const member of this.#group.members.values()) {
      if (!fillsCapacity(member)) continue;
      if (member.purchaseOption === 'spot') have.spot += member.weight;
      else have.onDemand += member.weight;
    }
    return missingByOption(have, have.onDemand + have.spot + units, distribution).onDemand > 0 ? 'on-demand' : 'spot'; // prettier-ignore
  }

  /** The type that the allocation strategy takes next in a zone. */
  #type(plan: LaunchPlan, option: PurchaseOption, zone: string): LaunchType | undefined {
    const open = plan.types.filter(({ type }) => this.#isOpen(zone, type, option));
    if (!plan.distribution) return open[0];
    const held = new Map<string, number>();
    for (const member of this.#group.members.values()) if (fillsCapacity(member) && member.zone === zone && member.purchaseOption === option) held.set(member.type, (held.get(member.type) ?? 0) + 1); // prettier-ignore
    const pools = open.map((type) => {
      const pool = this.#pool(type, zone);
      return option === 'spot' ? pool : { ...pool, free: undefined };
    });
    const { launches } = allocate(1, option, pools, plan.distribution, this.spotModel, held);
    const [first] = launches;
    return first && open.find(({ type }) => type === first.pool.type);
  }

  #isOpen(zone: string, type: string, option: PurchaseOption): boolean {
    return !this.#blocked.has(`${zone} ${type} ${option}`);
  }

  #poolLoads(): Map<string, number> {
    const loads = new Map<string, number>();
    for (const { zone, state } of this.#group.members.values()) if (state.startsWith('Warmed:')) loads.set(zone, (loads.get(zone) ?? 0) + 1); // prettier-ignore
    return loads;
  }
}
