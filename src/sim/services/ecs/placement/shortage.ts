import type { TaskNeed } from './container-instance.ts';
import type { Room } from './room.ts';

/** Why an instance does not take a task: `RunTask`'s reasons of failure, and the constraints. */
export type Shortage =
  'RESOURCE:MEMORY' | 'RESOURCE:CPU' | 'RESOURCE:PORTS' | 'RESOURCE:ENI' | 'DISTINCT_INSTANCE' | 'MEMBER_OF';

/** The instances that a plan may look at: active ones. A draining one takes no new task. */
export function takesTasks({ instance }: Room): boolean {
  return instance.status === 'ACTIVE';
}

/** All that an instance lacks for a task; nothing where it fits. */
export function shortages(room: Room, need: TaskNeed): Shortage[] {
  const lacking: Shortage[] = [];
  if (room.memory < need.memory) lacking.push('RESOURCE:MEMORY');
  if (room.cpu < need.cpu) lacking.push('RESOURCE:CPU');
  if (!room.hasPorts(need)) lacking.push('RESOURCE:PORTS');
  if (room.enis < (need.enis ?? 0)) lacking.push('RESOURCE:ENI');
  return lacking;
}

/** The same question with a plain answer, for the many that are asked. */
export function fits(room: Room, need: TaskNeed): boolean {
  return (
    room.cpu >= need.cpu && room.memory >= need.memory && room.enis >= (need.enis ?? 0) && room.hasPorts(need)
  );
}

/**
 * How AWS ends the sentence on the closest instance. CPU's stands in the guide, as does that of ports (in part);
 * memory's is as users quote it; the rest follow the guide's form "encountered error" [unproven].
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const ENDINGS: Readonly<Record<Shortage, string>> = {
  'RESOURCE:MEMORY': 'has insufficient memory available.',
  'RESOURCE:CPU': 'has insufficient CPU units available.',
  'RESOURCE:PORTS': 'is already using a port required by your task.',
  'RESOURCE:ENI': 'encountered error "RESOURCE:ENI".',
  DISTINCT_INSTANCE: 'encountered error "DistinctInstance placement constraint unsatisfied.".',
  MEMBER_OF: 'encountered error "MemberOf placement constraint unsatisfied.".',
};

/** What `RunTask` answers as a failure's reason. */
export function runTaskReason(shortage: Shortage | undefined): string {
  if (shortage === undefined) return 'No Container Instances were found in your cluster.';
  if (shortage === 'DISTINCT_INSTANCE') return 'DistinctInstance placement constraint unsatisfied.';
  return shortage === 'MEMBER_OF' ? 'MemberOf placement constraint unsatisfied.' : shortage;
}

/** The instance that lacks the fewest things. */
export interface ClosestInstance {
  readonly id: string;
  readonly shortage: Shortage;
}

/** The service event on a task that found no place. */
export function unableToPlace(service: string, closest: ClosestInstance | undefined): string {
  const start =
    `(service ${service}) was unable to place a task because no container instance met all of its ` +
    'requirements.';
  if (!closest) return `${start} Reason: ${runTaskReason(undefined)}`;
  return `${start} The closest matching container-instance ${closest.id} ${ENDINGS[closest.shortage]}`;
}
