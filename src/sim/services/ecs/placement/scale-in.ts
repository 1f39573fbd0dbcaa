import type { ContainerInstance, PlacedTask } from './container-instance.ts';
import { Room } from './room.ts';
import { SERVICE_DEFAULT, Spread, type PlacementStrategy } from './strategy.ts';

/** Which tasks stop. */
export interface ScaleInPlan {
  readonly stop: readonly { readonly task: string; readonly instance: string }[];
  /** How many could not be stopped, as they are protected. */
  readonly held: number;
}

/**
 * Which tasks of a group stop when fewer are wanted: the strategies backwards, in their order. A spread takes from
 * the value that holds the most, binpack from the instance that has the most left once the task is gone, and among
 * equals one is drawn.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 *
 * @param stoppable which of the group's tasks may go: all that are not protected, unless given
 */
export function chooseTasksToStop(
  count: number,
  group: string,
  instances: readonly ContainerInstance[],
  random: () => number,
  strategies: readonly PlacementStrategy[] = SERVICE_DEFAULT,
  stoppable: (task: PlacedTask) => boolean = (task) => !task.protected,
): ScaleInPlan {
  const rooms = instances.map((instance, index) => new Room(instance, index));
  const spreads = new Map<PlacementStrategy, Spread>();
  for (const strategy of strategies) {
    if (strategy.type === 'spread') spreads.set(strategy, new Spread(strategy.field, group, rooms));
  }
  const rank = ({ room, task }: Candidate, strategy: PlacementStrategy): number => {
    if (strategy.type === 'spread') return spreads.get(strategy)!.count(room);
    return strategy.type === 'binpack' ? room[strategy.field] + task.need[strategy.field] : 0;
  };
  const candidates: Candidate[] = [];
  for (const room of rooms) {
    for (const task of room.instance.tasks) {
      if (task.group === group && stoppable(task)) candidates.push({ room, task });
    }
  }
  const stop: { task: string; instance: string }[] = [];
  while (stop.length < count && candidates.length > 0) {
    const best = most(candidates, strategies, rank);
    const index = best[Math.floor(random() * best.length)]!;
    const [{ room, task }] = candidates.splice(index, 1) as [Candidate];
    room.giveBack(task);
    for (const spread of spreads.values()) spread.change(room, -1);
    stop.push({ task: task.id, instance: room.instance.id });
  }
  return { stop, held: count - stop.length };
}

interface Candidate {
  readonly room: Room;
  readonly task: PlacedTask;
}

/** The places of the candidates that no other exceeds by the strategies in turn. */
function most(
  candidates: readonly Candidate[],
  strategies: readonly PlacementStrategy[],
  rank: (candidate: Candidate, strategy: PlacementStrategy) => number,
): number[] {
  let best = [...candidates.keys()];
  for (const strategy of strategies) {
    const ranks = best.map((index) => rank(candidates[index]!, strategy));
    const highest = ranks.reduce((one, other) => Math.max(one, other), -Infinity);
    best = best.filter((_, i) => ranks[i] === highest);
  }
  return best;
}
