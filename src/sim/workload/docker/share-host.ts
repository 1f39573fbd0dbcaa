/** What a container may use of its host, and what it would use. */
export interface Demand {
  /** Its weight where CPU is short: Docker's `--cpu-shares`. */
  readonly cpuShares: number;
  /** The most vCPUs that it may use, Docker's `--cpus`; undefined for no limit. */
  readonly cpuLimit?: number | undefined;
  /** vCPUs that it would use if alone. */
  readonly cpuWanted: number;
  /** The most MiB that it may use, Docker's `--memory`; undefined for no limit. */
  readonly memoryLimit?: number | undefined;
  /** MiB that it uses. */
  readonly memoryWanted: number;
}

/** Linux raises less than this to it; a container without shares has it too. */
export const LEAST_SHARES = 2;

/**
 * Whom Linux kills for memory: who uses more than its limit, and then, where the host has no more, the largest, one by one.
 * https://docs.docker.com/engine/containers/resource_constraints/
 */
export function killedForMemory<C extends Demand>(containers: readonly C[], memory: number): Set<C> {
  const killed = new Set(
    containers.filter(({ memoryWanted, memoryLimit = Infinity }) => memoryWanted > memoryLimit),
  );
  const alive = containers.filter((container) => !killed.has(container));
  let used = alive.reduce((sum, { memoryWanted }) => sum + memoryWanted, 0);
  for (const container of alive.toSorted((one, other) => other.memoryWanted - one.memoryWanted)) {
    if (used <= memory) break;
    killed.add(container);
    used -= container.memoryWanted;
  }
  return killed;
}

/**
 * The vCPUs that each gets. What is free goes to whoever wants it; where CPU is short it is shared by weight, and what one
 * leaves goes to the others. Like water that is poured into vessels: who is full leaves the rest to the others.
 */
export function shareCpu<C extends Demand>(containers: readonly C[], vcpus: number): Map<C, number> {
  const got = new Map<C, number>();
  let left = vcpus;
  let open = containers;
  while (open.length > 0) {
    const level = left / open.reduce((sum, container) => sum + weightOf(container), 0);
    const full = open.filter((container) => mostOf(container) <= level * weightOf(container));
    for (const container of full.length > 0 ? full : open) {
      const share = full.length > 0 ? mostOf(container) : level * weightOf(container);
      got.set(container, share);
      left -= share;
    }
    open = open.filter((container) => !got.has(container));
  }
  return got;
}

const weightOf = ({ cpuShares }: Demand) => Math.max(LEAST_SHARES, cpuShares);
const mostOf = ({ cpuWanted, cpuLimit = Infinity }: Demand) => Math.min(cpuWanted, cpuLimit);
