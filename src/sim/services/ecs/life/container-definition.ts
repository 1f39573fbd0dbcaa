import { clientException } from '../errors.ts';

/** What a container waits for in another. */
export type DependencyCondition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

/** A container, as far as its life needs it. */
export interface ContainerDefinition {
  readonly name: string;
  /** A container is essential unless said otherwise. */
  readonly essential?: boolean;
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: DependencyCondition }[];
  readonly hasHealthCheck?: boolean;
  /** Seconds in which its dependents' conditions must come true. */
  readonly startTimeout?: number;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly stopTimeout?: number;
}

/** Seconds from SIGTERM to SIGKILL unless said. */
export const DEFAULT_STOP_TIMEOUT = 30;
/** On Fargate. */
export const MOST_STOP_TIMEOUT = 120;

/** Whether the task ends with it. */
export function isEssential({ essential = true }: ContainerDefinition): boolean {
  return essential;
}

/**
 * Checks a task definition's containers. Throws ClientException; the words are ours.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_dependson
 */
export function checkContainers(containers: readonly ContainerDefinition[], fargate = false): void {
  const byName = new Map(containers.map((container) => [container.name, container]));
  if (byName.size < containers.length) throw clientException('Two containers have one name.');
  if (!containers.some(isEssential)) throw clientException('A task needs at least one essential container.');
  for (const { name, dependsOn = [], stopTimeout = 0 } of containers) {
    if (fargate && stopTimeout > MOST_STOP_TIMEOUT) {
      throw clientException(`The stopTimeout of ${name} is above ${MOST_STOP_TIMEOUT} seconds.`);
    }
    for (const { containerName, condition } of dependsOn) {
      const other = byName.get(containerName);
      if (!other) throw clientException(`${name} depends on ${containerName}, which is not there.`);
      if ((condition === 'COMPLETE' || condition === 'SUCCESS') && isEssential(other)) {
        throw clientException(`${containerName} is essential, so nothing can wait for its end.`);
      }
      if (condition === 'HEALTHY' && !other.hasHealthCheck) {
        throw clientException(`${containerName} has no health check that ${name} could wait for.`);
      }
    }
  }
  startOrder(containers);
}

/** The containers with each behind those that it depends on. Throws ClientException where they go in a circle. */
export function startOrder(containers: readonly ContainerDefinition[]): ContainerDefinition[] {
  const ordered: ContainerDefinition[] = [];
  const placed = new Set<string>();
  let left = containers;
  while (left.length > 0) {
    const ready = left.filter(({ dependsOn = [] }) =>
      dependsOn.every(({ containerName }) => placed.has(containerName)),
    );
    if (ready.length === 0) throw clientException('The containers depend on one another in a circle.');
    for (const container of ready) placed.add(container.name);
    ordered.push(...ready);
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
