import { requested, type PlannedNode, type PlannedPod, type Requests } from './node.ts';

/** What the score takes a pod without requests for, so that such pods spread too. */
const LEAST_REQUESTS: Requests = { cpu: 100, memory: 200 };

/** Why a node can't take a pod, in the scheduler's words; none where it can. */
export function filterNode(node: PlannedNode, pod: PlannedPod): string[] {
  const { allocatable, maxPods, labels, taints } = node;
  if (node.unschedulable) return ['node(s) were unschedulable'];
  for (const [key, value] of Object.entries(pod.nodeSelector))
    if (labels.get(key) !== value) return ["node(s) didn't match Pod's node affinity/selector"];
  const { tolerations } = pod;
  const taint = taints.find(
    ({ key, effect }) =>
      effect !== 'PREFER_NO_SCHEDULE' && !tolerations.includes(key) && !tolerations.includes('*'),
  );
  if (taint) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  const used = requested(node.pods);
  const reasons: string[] = [];
  if (node.pods.length >= maxPods) reasons.push('Too many pods');
  if (used.cpu + pod.requests.cpu > allocatable.cpu) reasons.push('Insufficient cpu');
  if (used.memory + pod.requests.memory > allocatable.memory) reasons.push('Insufficient memory');
  return reasons;
}

/** Whether a node can take a pod. */
export const fitsOn = (node: PlannedNode, pod: PlannedPod): boolean => filterNode(node, pod).length === 0;

/**
 * The score "least allocated", from 0 to 100: what would be free of CPU and of memory, each in whole per cent, and their
 * mean, whole again.
 * https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins
 */
export function leastAllocatedScore(node: PlannedNode, pod: PlannedPod): number {
  let cpu = 0;
  let memory = 0;
  for (const { requests } of [...node.pods, pod]) {
    cpu += requests.cpu || LEAST_REQUESTS.cpu;
    memory += requests.memory || LEAST_REQUESTS.memory;
  }
  return Math.floor((free(cpu, node.allocatable.cpu) + free(memory, node.allocatable.memory)) / 2);
}

function free(used: number, of: number): number {
  return of === 0 || used > of ? 0 : Math.floor(((of - used) * 100) / of);
}

/** Where a pod goes, or the event `FailedScheduling`. */
export type Scheduling<N> = { readonly node: N } | { readonly message: string };

/** Finds a pod its node: of those that pass the filters the one that scores best, among equals one at random. */
export function schedulePod<N extends PlannedNode>(
  pod: PlannedPod,
  nodes: readonly N[],
  random: () => number,
): Scheduling<N> {
  const reasons = new Map<string, number>();
  let best: N[] = [];
  let highest = -1;
  for (const node of nodes) {
    const refused = filterNode(node, pod);
    for (const reason of refused) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (refused.length > 0) continue;
    const score = leastAllocatedScore(node, pod);
    if (score > highest) [best, highest] = [[node], score];
    else if (score === highest) best.push(node);
  }
  if (best.length > 0) return { node: best[Math.floor(random() * best.length)]! };
  if (nodes.length === 0) return { message: 'no nodes available to schedule pods' };
  const list = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  return { message: `0/${nodes.length} nodes are available: ${list.join(', ')}.` };
}
