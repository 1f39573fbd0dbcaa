import { invalidParameter } from '../errors.ts';
import { readQuery } from './cluster-query.ts';
import type { Query } from './query.ts';
import type { Room } from './room.ts';
import type { Shortage } from './shortage.ts';

/** Where a task may not stand. */
export type PlacementConstraint =
  { readonly type: 'distinctInstance' } | { readonly type: 'memberOf'; readonly query: Query };

/** "A maximum of 10 constraints for each task": the API references of RunTask and CreateService. */
export const MOST_CONSTRAINTS = 10;

/** Reads what a request or a task definition says of constraints. Throws InvalidParameterException. */
export function readConstraints(
  given: readonly { readonly type: string; readonly expression?: string }[],
): PlacementConstraint[] {
  if (given.length > MOST_CONSTRAINTS) {
    throw invalidParameter(`A task takes at most ${MOST_CONSTRAINTS} placement constraints.`);
  }
  return given.map(({ type, expression }): PlacementConstraint => {
    if (type === 'distinctInstance') {
      if (expression) throw invalidParameter('The constraint distinctInstance takes no expression.');
      return { type };
    }
    if (type === 'memberOf') return { type, query: readQuery(expression ?? '') };
    throw invalidParameter(`There is no placement constraint ${type}.`);
  });
}

/**
 * The constraint that an instance breaks, or nothing. Constraints bind: where none holds the task waits.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
export function brokenConstraint(
  room: Room,
  group: string,
  constraints: readonly PlacementConstraint[],
): Shortage | undefined {
  for (const constraint of constraints) {
    if (constraint.type === 'distinctInstance') {
      if (room.count(group) > 0) return 'DISTINCT_INSTANCE';
    } else if (!constraint.query(room)) {
      return 'MEMBER_OF';
    }
  }
  return undefined;
}
