import { ZONE } from '../placement/container-instance.ts';
import type { PlacementStrategy } from '../placement/strategy.ts';

/** A task that goes from one zone to another. */
export interface ZoneMove {
  readonly from: string;
  readonly to: string;
}

/**
 * Whether a new service rebalances unless told otherwise: those do that can. The first strategy
 * has to spread over the zones, and the maximum must leave room for one more task than desired.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function canRebalance(
  strategies: readonly PlacementStrategy[] | undefined,
  maximumPercent: number,
): boolean {
  if (maximumPercent <= 100) return false;
  const [first] = strategies ?? [];
  return !first || (first.type === 'spread' && first.field === `attribute:${ZONE}`);
}

/**
 * The moves that level a service's zones: each starts a task where there are the fewest, and stops one where there
 * are the most once the new one is healthy. A zone without capacity for another task gets none, but may lose some.
 *
 * @param room how many tasks may be started before others stop: what the maximum allows above desired
 */
export function planZoneRebalancing(
  zones: readonly { readonly name: string; readonly tasks: number; readonly takesTasks: boolean }[],
  room: number,
): ZoneMove[] {
  const loads = zones.map((zone) => ({ ...zone }));
  const moves: ZoneMove[] = [];
  while (moves.length < room) {
    const fewest = loads
      .filter(({ takesTasks }) => takesTasks)
      .reduce<(typeof loads)[number] | undefined>(
        (best, zone) => (best && best.tasks <= zone.tasks ? best : zone),
        undefined,
      );
    const most = loads.reduce<(typeof loads)[number] | undefined>(
      (best, zone) => (best && best.tasks >= zone.tasks ? best : zone),
      undefined,
    );
    if (!fewest || !most || most.tasks - fewest.tasks <= 1) return moves;
    most.tasks--;
    fewest.tasks++;
    moves.push({ from: most.name, to: fewest.name });
  }
  return moves;
}

/**
 * The service's event on its balance.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/track-service-rebalancing.html
 */
export function balanceEvent(
  service: string,
  zones: readonly { readonly name: string; readonly tasks: number }[],
  balanced: boolean,
): string {
  const counts = zones.map(({ name, tasks }) => `${tasks} tasks in ${name}`);
  const last = counts.pop() ?? 'no tasks';
  const list = counts.length === 0 ? last : `${counts.join(', ')}${counts.length > 1 ? ',' : ''} and ${last}`;
  return balanced
    ? `(service ${service}) is AZ balanced with ${list}.`
    : `(service ${service}) is not AZ balanced with ${list}. AZ Rebalancing in progress.`;
}
