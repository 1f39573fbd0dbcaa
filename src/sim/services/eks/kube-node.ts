import type { PlannedNode, Requests, Taint } from './kubernetes/node.ts';
import { requested } from './kubernetes/node.ts';
import type { Pod } from './pod.ts';

/** A node of a cluster: an EC2 instance, or what Fargate gives to one pod. */
export class KubeNode implements PlannedNode {
  /** Its name: `i-0a1b…`, `fargate-…`. */
  readonly name: string;
  /** The instance behind it; undefined on Fargate. */
  readonly instanceId: string | undefined;
  /** Its instance type, or 'fargate'. */
  readonly instanceType: string;
  /** Its Availability Zone. */
  readonly zone: string;
  /** The group that it is of; undefined for Karpenter's and Fargate's. */
  readonly group: string | undefined;
  /** USD an hour On-Demand. */
  readonly pricePerHour: number;
  /** What pods may request in all: CPU in thousandths of a vCPU, memory in MiB. */
  readonly allocatable: Requests;
  /** The most pods. */
  readonly maxPods: number;
  /** Its labels. */
  readonly labels: Map<string, string>;
  /** Its taints. */
  taints: readonly Taint[];
  /** Whether it takes no more pods. */
  unschedulable = false;
  /** The pods on it. */
  readonly pods: Pod[] = [];

  /** Made as an instance joins. */
  constructor(
    template: PlannedNode,
    more: Pick<KubeNode, 'name' | 'instanceId' | 'instanceType' | 'zone' | 'group' | 'pricePerHour'>,
  ) {
    this.name = more.name;
    this.instanceId = more.instanceId;
    this.instanceType = more.instanceType;
    this.zone = more.zone;
    this.group = more.group;
    this.pricePerHour = more.pricePerHour;
    this.allocatable = template.allocatable;
    this.maxPods = template.maxPods;
    this.labels = new Map([...template.labels, ['topology.kubernetes.io/zone', more.zone]]);
    this.taints = template.taints;
  }

  /** What its pods request together. */
  get requested(): Requests {
    return requested(this.pods);
  }
}
