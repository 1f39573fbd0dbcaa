/** What a pod asks for: CPU in thousandths of a vCPU, memory in MiB. */
export interface Requests {
  readonly cpu: number;
  readonly memory: number;
}

/** A mark on a node that keeps pods away which do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: 'NO_SCHEDULE' | 'PREFER_NO_SCHEDULE' | 'NO_EXECUTE';
}

/** A pod as the planners see it. */
export interface PlannedPod {
  readonly name: string;
  readonly requests: Requests;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Keys of taints that it tolerates; `*` stands for all. */
  readonly tolerations: readonly string[];
  /** Whether it may be moved to another node. */
  readonly evictable: boolean;
}

/** A node as the planners see it. */
export interface PlannedNode {
  readonly name: string;
  /** What pods may request in all: the machine less what the system keeps. */
  readonly allocatable: Requests;
  /** The most pods: on EC2 the addresses of its network interfaces bound it. */
  readonly maxPods: number;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];
  readonly unschedulable?: boolean;
  readonly pods: readonly PlannedPod[];
}

/** What the pods of a node request together. */
export function requested(pods: readonly PlannedPod[]): Requests {
  let cpu = 0;
  let memory = 0;
  for (const { requests } of pods) {
    cpu += requests.cpu;
    memory += requests.memory;
  }
  return { cpu, memory };
}

/** A node with one pod more. */
export const withPod = (node: PlannedNode, pod: PlannedPod): PlannedNode => ({
  ...pick(node),
  pods: [...node.pods, pod],
});

/** A node as plain data: what lives has members that a spread does not copy. */
export const pick = (node: PlannedNode): PlannedNode => ({
  name: node.name,
  allocatable: node.allocatable,
  maxPods: node.maxPods,
  labels: node.labels,
  taints: node.taints,
  unschedulable: node.unschedulable ?? false,
  pods: node.pods,
});

/** The other nodes with a node's pods on them; undefined where one has no place or may not move. */
export function movePods(
  node: PlannedNode,
  others: readonly PlannedNode[],
  fits: (node: PlannedNode, pod: PlannedPod) => boolean,
): readonly PlannedNode[] | undefined {
  const nodes = [...others];
  for (const pod of node.pods) {
    const index = pod.evictable ? nodes.findIndex((other) => fits(other, pod)) : -1;
    if (index < 0) return undefined;
    nodes[index] = withPod(nodes[index]!, pod);
  }
  return nodes;
}
