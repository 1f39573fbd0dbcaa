import { movePods, pick, requested, withPod, type PlannedNode, type PlannedPod } from './node.ts';
import { fitsOn } from './scheduler.ts';

/**
 * How the Cluster Autoscaler is run. Times are in seconds.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md
 */
export interface ClusterAutoscalerOptions {
  /** Seconds between two looks. Default 10. */
  readonly scanInterval: number;
  /** The share of its CPU and of its memory below which a node may be unneeded. Default 0.5. */
  readonly scaleDownUtilizationThreshold: number;
  /** Seconds for which it has to be unneeded. Default 600. */
  readonly scaleDownUnneededTime: number;
  /** Seconds without a scale-down after a node was added. Default 600. */
  readonly scaleDownDelayAfterAdd: number;
}

/** The Cluster Autoscaler's own defaults. */
export const CLUSTER_AUTOSCALER_DEFAULTS: ClusterAutoscalerOptions = {
  scanInterval: 10,
  scaleDownUtilizationThreshold: 0.5,
  scaleDownUnneededTime: 600,
  scaleDownDelayAfterAdd: 600,
};

/** A group as the Cluster Autoscaler sees it. */
export interface PlannedGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredSize: number;
  /** A node as one of the group begins. */
  readonly template: PlannedNode;
}

/** A group that is to grow. */
export interface ScaleUp {
  readonly group: string;
  readonly desiredSize: number;
  readonly pods: readonly string[];
}

/**
 * Which group grows for pods that found no node, and by how much: the nodes that hold the most of the pods, and among groups
 * that do equally well the one that wastes the least, as with the expander `least-waste`. It asks what pods request, never how
 * busy nodes are.
 */
export function planScaleUp(
  pending: readonly PlannedPod[],
  groups: readonly PlannedGroup[],
): ScaleUp | undefined {
  let best: { readonly plan: ScaleUp; readonly waste: number } | undefined;
  for (const group of groups) {
    const { nodes, pods } = fill(pending, group);
    if (pods.length === 0) continue;
    const plan = { group: group.name, desiredSize: group.desiredSize + nodes.length, pods };
    const waste = wasteOf(nodes);
    const more = pods.length - (best?.plan.pods.length ?? 0);
    if (more > 0 || (more === 0 && waste < best!.waste)) best = { plan, waste };
  }
  return best?.plan;
}

/** Packs pods into new nodes of a group, largest first, each into the first with room. */
function fill(pending: readonly PlannedPod[], { template, name, desiredSize, maxSize }: PlannedGroup) {
  const nodes: PlannedNode[] = [];
  const pods: string[] = [];
  const { allocatable } = template;
  const size = ({ requests }: PlannedPod) =>
    Math.max(requests.cpu / allocatable.cpu, requests.memory / allocatable.memory);
  for (const pod of pending.toSorted((one, other) => size(other) - size(one))) {
    let index = nodes.findIndex((node) => fitsOn(node, pod));
    if (index < 0) {
      const node = { ...template, name: `${name}-${nodes.length}` };
      if (desiredSize + nodes.length >= maxSize || !fitsOn(node, pod)) continue;
      index = nodes.push(node) - 1;
    }
    nodes[index] = withPod(nodes[index]!, pod);
    pods.push(pod.name);
  }
  return { nodes, pods };
}

function wasteOf(nodes: readonly PlannedNode[]): number {
  const waste = (node: PlannedNode) => 1 - (share(node, 'cpu') + share(node, 'memory')) / 2;
  return nodes.reduce((sum, node) => sum + waste(node), 0) / nodes.length;
}

function share(node: PlannedNode, resource: 'cpu' | 'memory'): number {
  return requested(node.pods)[resource] / node.allocatable[resource];
}

/**
 * One look at what could go: nodes that use less than half of their CPU and of their memory, and whose pods all fit elsewhere.
 * One that is so for ten minutes without a break goes, if no node was added within the last ten.
 *
 * @param unneeded since when each node is not needed; answered anew
 * @param spare whether a node's group may still lose one more than those that are gone already
 */
export function planScaleDown(
  nodes: readonly PlannedNode[],
  unneeded: ReadonlyMap<string, number>,
  now: number,
  lastAddedAt: number,
  spare: (node: string, gone: readonly string[]) => boolean,
  options: ClusterAutoscalerOptions = CLUSTER_AUTOSCALER_DEFAULTS,
): { readonly unneeded: ReadonlyMap<string, number>; readonly remove: readonly string[] } {
  const still = new Map<string, number>();
  const remove: string[] = [];
  const resting = now - lastAddedAt < options.scaleDownDelayAfterAdd;
  let left = nodes.map(pick);
  for (const { name } of nodes) {
    // With the pods that it would get from those that go before it.
    const node = left.find((one) => one.name === name)!;
    const busy = Math.max(share(node, 'cpu'), share(node, 'memory')) >= options.scaleDownUtilizationThreshold;
    const others = left.filter((one) => one !== node);
    const moved = busy ? undefined : movePods(node, others, fitsOn);
    if (!moved) continue;
    const since = unneeded.get(name) ?? now;
    still.set(name, since);
    if (resting || now - since < options.scaleDownUnneededTime || !spare(name, remove)) continue;
    remove.push(name);
    left = [...moved];
  }
  return { unneeded: still, remove };
}
