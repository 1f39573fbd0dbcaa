import {
  DEFAULT_STOP_TIMEOUT,
  isEssential,
  startOrder,
  type ContainerDefinition,
  type DependencyCondition,
} from './container-definition.ts';
import { SIGKILLED } from './exit-code.ts';

/** What a container does, in seconds after its own start. */
export interface ContainerBehaviour {
  /** When its process ends by itself; never, if not given. */
  readonly exitsAfter?: number;
  readonly exitCode?: number;
  /** When its health check passes first. */
  readonly healthyAfter?: number;
  /** How long it takes to go after SIGTERM; one that does not listen never goes. */
  readonly stopsIn?: number;
}

/** How a task's containers come up, in seconds after its images are there. */
export interface TaskRun {
  /** When all essential containers have started; nothing where one never does. */
  readonly runningAt?: number;
  /** The first end of an essential container, which ends the task. */
  readonly stops?: { readonly at: number; readonly container: string; readonly exitCode: number };
}

/** A container's reason to stop the task. */
export const ESSENTIAL_EXITED = 'Essential container in task exited';

/**
 * When each container starts: once all that it depends on have met their conditions. One whose condition can't come
 * true, or not within the other's `startTimeout`, never starts; nor does what depends on it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_dependson
 */
export function runContainers(
  containers: readonly ContainerDefinition[],
  behaviourOf: (name: string) => ContainerBehaviour,
): TaskRun {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const startedAt = new Map<string, number>();
  for (const { name, dependsOn = [] } of startOrder(containers)) {
    let at: number | undefined = 0;
    for (const { containerName, condition } of dependsOn) {
      const started = startedAt.get(containerName);
      const wait = conditionAfter(behaviourOf(containerName), condition);
      const late = wait !== undefined && wait > (byName.get(containerName)?.startTimeout ?? Infinity);
      const met = started === undefined || wait === undefined || late ? undefined : started + wait;
      at = at === undefined || met === undefined ? undefined : Math.max(at, met);
    }
    if (at !== undefined) startedAt.set(name, at);
  }
  const essential = containers.filter(isEssential).map(({ name }) => name);
  let stops: TaskRun['stops'];
  for (const name of essential) {
    const started = startedAt.get(name);
    const { exitsAfter, exitCode = 0 } = behaviourOf(name);
    if (started === undefined || exitsAfter === undefined) continue;
    const at = started + exitsAfter;
    if (!stops || at < stops.at) stops = { at, container: name, exitCode };
  }
  const starts = essential.map((name) => startedAt.get(name));
  const whole = starts.every((at) => at !== undefined);
  return { ...(whole && { runningAt: Math.max(...starts) }), ...(stops && { stops }) };
}

/** Seconds after a container's start at which a condition on it comes true. */
function conditionAfter(
  { exitsAfter, exitCode = 0, healthyAfter }: ContainerBehaviour,
  condition: DependencyCondition,
): number | undefined {
  if (condition === 'START') return 0;
  if (condition === 'COMPLETE') return exitsAfter;
  if (condition === 'SUCCESS') return exitCode === 0 ? exitsAfter : undefined;
  // A container that ends before its check passes never becomes healthy.
  return healthyAfter !== undefined && healthyAfter <= (exitsAfter ?? Infinity) ? healthyAfter : undefined;
}

/** How a container ends when its task is told to stop. */
export interface ContainerStop {
  readonly name: string;
  /** Seconds after the task was told to stop. */
  readonly signalledAt: number;
  readonly stoppedAt: number;
  readonly exitCode: number;
}

/**
 * How running containers go: SIGTERM, `stopTimeout` later SIGKILL. Dependencies hold backwards: a container is told
 * once all that depend on it are gone. One that goes in time exits with 0, as its handler may have it.
 */
export function stopContainers(
  containers: readonly ContainerDefinition[],
  behaviourOf: (name: string) => ContainerBehaviour,
  defaultTimeout: number = DEFAULT_STOP_TIMEOUT,
): ContainerStop[] {
  const stops = new Map<string, ContainerStop>();
  for (const { name, stopTimeout = defaultTimeout } of startOrder(containers).toReversed()) {
    const dependents = containers.filter(({ dependsOn = [] }) =>
      dependsOn.some(({ containerName }) => containerName === name),
    );
    const signalledAt = dependents.reduce((at, { name }) => Math.max(at, stops.get(name)?.stoppedAt ?? 0), 0);
    const { stopsIn = Infinity } = behaviourOf(name);
    const killed = stopsIn > stopTimeout;
    stops.set(name, {
      name,
      signalledAt,
      stoppedAt: signalledAt + (killed ? stopTimeout : stopsIn),
      exitCode: killed ? SIGKILLED : 0,
    });
  }
  return [...stops.values()];
}
