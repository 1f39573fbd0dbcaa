import { movePods, withPod, type PlannedNode, type PlannedPod } from './node.ts';
import { fitsOn } from './scheduler.ts';

/** A type of instance that may be launched. */
export interface NodeType {
  readonly type: string;
  readonly pricePerHour: number;
  readonly template: PlannedNode;
}

/** A node that is to be launched. */
export interface NodeLaunch {
  readonly type: string;
  readonly pods: readonly string[];
}

/**
 * New nodes for pods that found none: each takes pods, largest first, as long as some type holds them all, and then is of the
 * cheapest that does. No groups are needed, and the type follows the pods.
 * https://karpenter.sh/docs/concepts/
 */
export function planLaunches(pending: readonly PlannedPod[], types: readonly NodeType[]): NodeLaunch[] {
  const launches: NodeLaunch[] = [];
  let waiting = pending.toSorted(
    (one, other) => other.requests.cpu - one.requests.cpu || other.requests.memory - one.requests.memory,
  );
  while (waiting.length > 0) {
    let fitting = types.map((type) => ({ type, node: type.template }));
    const taken: PlannedPod[] = [];
    const impossible = new Set<PlannedPod>();
    for (const pod of waiting) {
      const still = fitting.filter(({ node }) => fitsOn(node, pod));
      if (still.length === 0) {
        if (taken.length === 0) impossible.add(pod);
        continue;
      }
      taken.push(pod);
      fitting = still.map(({ type, node }) => ({ type, node: withPod(node, pod) }));
    }
    if (taken.length === 0) break;
    const { type } = fitting.reduce((best, one) =>
      one.type.pricePerHour < best.type.pricePerHour ? one : best,
    );
    launches.push({ type: type.type, pods: taken.map(({ name }) => name) });
    waiting = waiting.filter((pod) => !taken.includes(pod) && !impossible.has(pod));
  }
  return launches;
}

/** What one step of consolidation does to a node. */
export interface Consolidation {
  readonly node: string;
  /** What comes in its place; undefined for nothing. */
  readonly replacement?: string;
}

/**
 * One step of consolidation: a node whose pods fit on the others goes; else one whose pods fit on the others and a single
 * cheaper node is replaced. Those with the fewest pods first.
 */
export function consolidate(
  nodes: readonly (PlannedNode & { readonly pricePerHour: number })[],
  types: readonly NodeType[],
): Consolidation | undefined {
  const order = nodes.toSorted((one, other) => one.pods.length - other.pods.length);
  const others = (node: PlannedNode) => nodes.filter(({ name }) => name !== node.name);
  for (const node of order) if (movePods(node, others(node), fitsOn)) return { node: node.name };
  for (const node of order) {
    const cheaper = types
      .filter(({ pricePerHour }) => pricePerHour < node.pricePerHour)
      .toSorted((one, other) => one.pricePerHour - other.pricePerHour)
      .find(({ template }) => movePods(node, [...others(node), template], fitsOn));
    if (cheaper) return { node: node.name, replacement: cheaper.type };
  }
  return undefined;
}
