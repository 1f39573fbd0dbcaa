import { brokenConstraint, type PlacementConstraint } from './constraint.ts';
import type { ContainerInstance, TaskNeed } from './container-instance.ts';
import { Room } from './room.ts';
import { fits, shortages, takesTasks, type ClosestInstance } from './shortage.ts';
import { SERVICE_DEFAULT, Spread, type PlacementStrategy } from './strategy.ts';

/** What is to be placed: equal tasks of one group. */
export interface PlacementRequest {
  readonly group: string;
  readonly need: TaskNeed;
  readonly constraints?: readonly PlacementConstraint[];
  /** The service's default unless given; `[{ type: 'random' }]` is what a task run by hand gets. */
  readonly strategies?: readonly PlacementStrategy[];
}

/**
 * Places tasks on a cluster in AWS's order: instances with the resources, of these the ones within the constraints,
 * of these the best by the strategies, one strategy after the other.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 *
 * Strategies are a best effort: an instance that is worse by all of them is taken when it alone fits. Where equals
 * remain, `random` draws one; without it the first as given is taken, for AWS does not say.
 */
export class Placer {
  readonly #rooms: readonly Room[];
  readonly #random: () => number;

  constructor(instances: readonly ContainerInstance[], random: () => number) {
    this.#rooms = instances.map((instance, index) => new Room(instance, index));
    this.#random = random;
  }

  /** A function that places one more task at each call, and names its instance. Only one may be in use at a time. */
  start({ group, need, constraints = [], strategies = SERVICE_DEFAULT }: PlacementRequest) {
    const rooms = this.#rooms.filter(takesTasks);
    const spreads = new Map<PlacementStrategy, Spread>();
    for (const strategy of strategies) {
      if (strategy.type === 'spread') spreads.set(strategy, new Spread(strategy.field, group, this.#rooms));
    }
    const rank = (room: Room, strategy: PlacementStrategy): number => {
      if (strategy.type === 'spread') return spreads.get(strategy)!.count(room);
      return strategy.type === 'binpack' ? room[strategy.field] : 0;
    };
    // Behind `random` nothing is left to choose.
    const end = strategies.findIndex(({ type }) => type === 'random');
    const ranked = end < 0 ? strategies : strategies.slice(0, end);
    return (): string | undefined => {
      let best: Room[] = [];
      for (const room of rooms) {
        const order = best.length === 0 ? -1 : compare(room, best[0]!, ranked, rank);
        // What would not be taken need not be looked at closely.
        if (order > 0 || (order === 0 && end < 0)) continue;
        if (!fits(room, need) || brokenConstraint(room, group, constraints)) continue;
        if (order < 0) best = [room];
        else best.push(room);
      }
      const room = best[end < 0 ? 0 : Math.floor(this.#random() * best.length)];
      if (!room) return undefined;
      room.take({ group, need });
      for (const spread of spreads.values()) spread.change(room, 1);
      return room.instance.id;
    };
  }

  /** The instance that lacks the fewest things for a task, and the first of these; AWS does not define "closest". */
  closest({ group, need, constraints = [] }: PlacementRequest): ClosestInstance | undefined {
    let closest: ClosestInstance | undefined;
    let fewest = Infinity;
    for (const room of this.#rooms) {
      if (!takesTasks(room)) continue;
      const lacking = shortages(room, need);
      const broken = brokenConstraint(room, group, constraints);
      if (broken) lacking.push(broken);
      const first = lacking[0];
      if (first === undefined || lacking.length >= fewest) continue;
      fewest = lacking.length;
      closest = { id: room.instance.id, shortage: first };
    }
    return closest;
  }
}

function compare(
  one: Room,
  other: Room,
  strategies: readonly PlacementStrategy[],
  rank: (room: Room, strategy: PlacementStrategy) => number,
): number {
  for (const strategy of strategies) {
    const order = rank(one, strategy) - rank(other, strategy);
    if (order !== 0) return order;
  }
  return 0;
}

/** On Fargate there is nothing to choose but the zone: the one with the fewest tasks of the service. */
export function placeOnFargate(
  count: number,
  zones: readonly string[],
  loads: ReadonlyMap<string, number>,
): string[] {
  const held = new Map(zones.map((zone) => [zone, loads.get(zone) ?? 0]));
  const placed: string[] = [];
  while (placed.length < count && held.size > 0) {
    let best: string | undefined;
    for (const [zone, load] of held) if (best === undefined || load < held.get(best)!) best = zone;
    held.set(best!, held.get(best!)! + 1);
    placed.push(best!);
  }
  return placed;
}
