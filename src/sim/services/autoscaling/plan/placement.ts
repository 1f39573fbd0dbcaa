import { fillsCapacity, type Instance } from './instance.ts';

/** What to do where a zone cannot launch. */
export type CapacityDistributionStrategy =
  'balanced-best-effort' | 'balanced-only' | 'reservations-then-balanced';

/** A subnet of a zone. */
export interface Subnet {
  readonly id: string;
  readonly freeAddresses: number;
}

/** A zone enabled for the group. */
export interface Zone {
  readonly name: string;
  readonly subnets: readonly Subnet[];
  /** Whether launches succeed there now. */
  readonly launchable: boolean;
  /** Free places in the Capacity Reservations that the group may use there. */
  readonly freeReservations?: number;
}

/** Where an instance goes. */
export interface Placement {
  readonly zone: string;
  readonly subnet: string;
  readonly reserved: boolean;
  readonly why: string;
}

/** Where several instances go. */
export interface PlacementPlan {
  readonly launches: readonly Placement[];
  /** The zones of those that can't be launched now, one an instance; '' where no zone would do. */
  readonly waiting: readonly string[];
}

/** The capacity that each zone holds. A zone that is not enabled any more can still hold some. */
export function zoneLoads(instances: Iterable<Instance>): Map<string, number> {
  const loads = new Map<string, number>();
  for (const instance of instances) {
    if (!fillsCapacity(instance)) continue;
    loads.set(instance.zone, (loads.get(instance.zone) ?? 0) + instance.weight);
  }
  return loads;
}

/** A zone while a plan is made of it. */
interface Room {
  readonly zone: Zone;
  readonly free: Map<string, number>;
  load: number;
  reservations: number;
}

/**
 * Where the next launches go: each into the enabled zone that holds the least, and there into the subnet with the
 * most free addresses. Equal zones, and equal subnets, are taken in the order given, which AWS does not define.
 *
 * Where a zone can't launch, `balanced-best-effort` turns to the others, `balanced-only` waits for it, and
 * `reservations-then-balanced` does as the first, once the reservations are full.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
 *
 * @param weight the capacity units of each launch
 */
export function placeLaunches(
  count: number,
  zones: readonly Zone[],
  loads: ReadonlyMap<string, number>,
  strategy: CapacityDistributionStrategy = 'balanced-best-effort',
  weight = 1,
): PlacementPlan {
  const rooms = zones.map((zone): Room => {
    const free = new Map(zone.subnets.map(({ id, freeAddresses }) => [id, freeAddresses]));
    return { zone, free, load: loads.get(zone.name) ?? 0, reservations: zone.freeReservations ?? 0 };
  });
  const launches: Placement[] = [];
  const waiting: string[] = [];
  for (let i = 0; i < count; i++) {
    const reserving =
      strategy === 'reservations-then-balanced'
        ? least(rooms, (room) => room.reservations > 0 && subnetOf(room) !== undefined)
        : undefined;
    const room =
      reserving ?? least(rooms, (room) => strategy === 'balanced-only' || subnetOf(room) !== undefined);
    const subnet = room && subnetOf(room);
    if (!room) break;
    room.load += weight;
    if (subnet === undefined) {
      waiting.push(room.zone.name);
      continue;
    }
    const { name } = room.zone;
    room.free.set(subnet, room.free.get(subnet)! - 1);
    if (reserving) room.reservations--;
    const why = reserving
      ? `${name} has a free reservation`
      : `${name} holds ${room.load - weight}, the least of the zones that can launch`;
    launches.push({ zone: name, subnet, reserved: reserving !== undefined, why });
  }
  // Where there is no zone for one there is none for the rest.
  while (launches.length + waiting.length < count) waiting.push('');
  return { launches, waiting };
}

function least(rooms: readonly Room[], fits: (room: Room) => boolean): Room | undefined {
  let best: Room | undefined;
  for (const room of rooms) if ((!best || room.load < best.load) && fits(room)) best = room;
  return best;
}

/** The subnet with the most free addresses; nothing where the zone can't launch. */
function subnetOf({ zone, free }: Room): string | undefined {
  if (!zone.launchable) return undefined;
  let best: string | undefined;
  let most = 0;
  for (const [id, addresses] of free) {
    if (addresses > most) [best, most] = [id, addresses];
  }
  return best;
}
