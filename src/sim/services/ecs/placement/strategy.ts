import { invalidParameter } from '../errors.ts';
import { ZONE } from './container-instance.ts';
import type { Room } from './room.ts';

/** Where tasks go first. */
export type PlacementStrategy =
  | { readonly type: 'binpack'; readonly field: 'cpu' | 'memory' }
  /** `instanceId`, or `attribute:` and a name. */
  | { readonly type: 'spread'; readonly field: string }
  | { readonly type: 'random' };

/**
 * What a service does that names no strategy: over the zones, and there to the instance with the fewest of its
 * tasks. A task that is run by hand has no default.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html
 */
export const SERVICE_DEFAULT: readonly PlacementStrategy[] = [
  { type: 'spread', field: `attribute:${ZONE}` },
  { type: 'spread', field: 'instanceId' },
];

/** "A maximum of 5 strategy rules": the API reference of CreateService. */
export const MOST_STRATEGIES = 5;

/** Reads what a request says of strategies. Throws InvalidParameterException. */
export function readStrategies(
  given: readonly { readonly type: string; readonly field?: string }[],
): PlacementStrategy[] {
  if (given.length > MOST_STRATEGIES) {
    throw invalidParameter(`A service takes at most ${MOST_STRATEGIES} placement strategies.`);
  }
  return given.map(({ type, field }) => {
    const name = field?.toLowerCase() ?? '';
    if (type === 'random' && name === '') return { type };
    if (type === 'binpack' && (name === 'cpu' || name === 'memory')) return { type, field: name };
    if (type === 'spread') {
      // `host` has the same effect; attributes keep their case.
      if (name === 'instanceid' || name === 'host') return { type, field: 'instanceId' };
      if (name.startsWith('attribute:')) return { type, field: `attribute:${field!.slice(10)}` };
    }
    throw invalidParameter(`Placement strategy ${type} does not take the field ${field ?? ''}.`);
  });
}

/**
 * Fargate has no instances among which tasks could be placed. The words are those that users quote:
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2369,
 * https://github.com/GetSimpl/cloudlift/pull/138. Throws InvalidParameterException.
 */
export function refusePlacement(given: {
  readonly placementStrategy?: readonly unknown[];
  readonly placementConstraints?: readonly unknown[];
}): void {
  const { placementStrategy = [], placementConstraints = [] } = given;
  if (placementStrategy.length > 0) throw invalidParameter('Placement strategies are not supported with FARGATE launch type.'); // prettier-ignore
  if (placementConstraints.length > 0) throw invalidParameter('Placement constraints are not supported with FARGATE launch type.'); // prettier-ignore
}

/** The value that a spread counts by. An instance without the attribute counts under the empty text. */
export function valueOf({ instance }: Room, field: string): string {
  return field === 'instanceId' ? instance.id : (instance.attributes.get(field.slice(10)) ?? '');
}

/** How many tasks of a group each value of a field holds, kept up to date by whoever places or stops one. */
export class Spread {
  /** By the rooms' places; rooms of one value share a cell. */
  readonly #cells: { count: number }[] = [];

  /** Counts on all instances: one that is full or draining still holds its tasks. */
  constructor(field: string, group: string, rooms: readonly Room[]) {
    const byValue = new Map<string, { count: number }>();
    for (const room of rooms) {
      const value = valueOf(room, field);
      let cell = byValue.get(value);
      if (!cell) byValue.set(value, (cell = { count: 0 }));
      cell.count += room.count(group);
      this.#cells[room.index] = cell;
    }
  }

  count(room: Room): number {
    return this.#cells[room.index]!.count;
  }

  change(room: Room, by: number): void {
    this.#cells[room.index]!.count += by;
  }
}
