import type { PlannedNode, Requests } from './node.ts';

/**
 * The most pods of an instance, by the addresses of its network interfaces: interfaces × (addresses − 1) + 2.
 * By size, and by name where a type that the simulator knows differs.
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt (checked 2026-11-28)
 */
const MAX_PODS: Readonly<Record<string, number>> = {
  't.nano': 4,
  't.micro': 4,
  't.small': 11,
  't.medium': 17,
  't.large': 35,
  't.xlarge': 58,
  't.2xlarge': 58,
  medium: 8,
  large: 29,
  xlarge: 58,
  '2xlarge': 58,
  '4xlarge': 234,
  '8xlarge': 234,
  '12xlarge': 234,
  '16xlarge': 737,
  '24xlarge': 737,
  '56xlarge': 737,
  '224xlarge': 737,
  't2.xlarge': 44,
  't2.2xlarge': 44,
  't3a.small': 8,
  'm4.large': 20,
  'g4dn.xlarge': 29,
  'd3.xlarge': 10,
  'inf1.xlarge': 38,
  'vt1.3xlarge': 58,
  'hpc7g.16xlarge': 198,
  'hpc6a.48xlarge': 100,
  'p5.48xlarge': 100,
  'mac1.metal': 234,
  'mac2.metal': 234,
};

/** How many pods an instance of a type takes; 110 where the table has none. */
export function maxPodsOf(instanceType: string): number {
  const [family = '', size = ''] = instanceType.split('.');
  return MAX_PODS[instanceType] ?? MAX_PODS[/^t\d[a-z]?$/.test(family) ? `t.${size}` : size] ?? 110;
}

/**
 * What pods may request on an instance: its CPU less 6 % of the first, 1 % of the second, 0.5 % of the next two and 0.25 % of
 * all other vCPUs; its memory less 255 MiB, 11 MiB for each pod that it may take, and 100 MiB at which it would evict pods.
 * https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
 */
export function allocatableOf(vcpus: number, memory: number, maxPods: number): Requests {
  const shares = [60, 10, 5, 5];
  let reserved = 0;
  for (let i = 0; i < vcpus; i++) reserved += shares[i] ?? 2.5;
  return { cpu: Math.floor(vcpus * 1000 - reserved), memory: Math.max(0, memory - 255 - 11 * maxPods - 100) };
}

/**
 * The most pods of a node in a managed group, whatever its network interfaces have addresses for.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
const managedMaxPods = (vcpus: number): number => (vcpus < 30 ? 110 : 250);

/** A node of an instance type as it begins; in a managed group, or not. */
export function templateOf(
  type: { readonly name: string; readonly vcpus: number; readonly memory: number },
  labels: ReadonlyMap<string, string> = new Map(),
  taints: PlannedNode['taints'] = [],
  managed = false,
): PlannedNode {
  const maxPods = Math.min(maxPodsOf(type.name), managed ? managedMaxPods(type.vcpus) : Infinity);
  const own = new Map([...labels, ['node.kubernetes.io/instance-type', type.name]]);
  return { name: type.name, allocatable: allocatableOf(type.vcpus, type.memory, maxPods), maxPods, labels: own, taints, pods: [] }; // prettier-ignore
}

/** The vCPUs and the GiB of memory that Fargate has, by what each vCPU may go with. */
const FARGATE: readonly (readonly [vcpu: number, gib: readonly number[]])[] = [
  [0.25, [0.5, 1, 2]],
  [0.5, steps(1, 4, 1)],
  [1, steps(2, 8, 1)],
  [2, steps(4, 16, 1)],
  [4, steps(8, 30, 1)],
  [8, steps(16, 60, 4)],
  [16, steps(32, 120, 8)],
];

/** MiB that Fargate adds to what a pod requests, for Kubernetes itself. */
export const FARGATE_EXTRA = 256;

/**
 * The size of Fargate that a pod gets: the smallest that holds its CPU, and its memory with 256 MB for Kubernetes itself.
 * Undefined where none does.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html
 */
export function fargateSize({ cpu, memory }: Requests): { vcpu: number; gib: number } | undefined {
  const needed = (memory + FARGATE_EXTRA) / 1024;
  for (const [vcpu, sizes] of FARGATE) {
    const gib = vcpu * 1000 >= cpu ? sizes.find((size) => size >= needed) : undefined;
    if (gib !== undefined) return { vcpu, gib };
  }
  return undefined;
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);
}
