import type { PlannedPod, Requests } from './kubernetes/node.ts';

/** Where a pod runs, as the pod sees it. */
export interface PodNode {
  /** Its name. */
  readonly name: string;
  /** The instance behind it; undefined on Fargate. */
  readonly instanceId: string | undefined;
  /** Its instance type, or 'fargate'. */
  readonly instanceType: string;
  /** Its Availability Zone. */
  readonly zone: string;
  /** The group that it is of; undefined for Karpenter's and Fargate's. */
  readonly group: string | undefined;
}

/** @internal What a pod is made with. */
export interface PodSpec {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly requests: Requests;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly string[];
  readonly evictable: boolean;
  /** Seconds from the start of its containers until it is ready. */
  readonly startup: number;
}

/** A pod: Kubernetes' smallest unit, one or more containers that run together on one node. */
export class Pod implements PlannedPod {
  /** Its name. */
  readonly name: string;
  /** @internal */
  readonly spec: PodSpec;
  /** When it was made, in seconds since the run began. */
  readonly createdAt: number;
  /** 'Pending' until its containers run; 'Failed' once it has lost its node. */
  phase: 'Pending' | 'Running' | 'Failed' = 'Pending';
  /** Whether it answers requests. */
  ready = false;
  /** When it became ready, in seconds since the run began. */
  readyAt: number | undefined;
  /** Where it runs; undefined as long as it has no place. */
  node: PodNode | undefined;
  /** Why it has no place, in the scheduler's words. */
  message: string | undefined;
  /** Thousandths of a vCPU that it uses. */
  cpu = 0;

  /** @internal Made by a deployment. */
  constructor(name: string, spec: PodSpec, createdAt: number) {
    this.name = name;
    this.spec = spec;
    this.createdAt = createdAt;
  }

  /** Its namespace. */
  get namespace(): string {
    return this.spec.namespace;
  }

  /** What it asks for: CPU in thousandths of a vCPU, memory in MiB. */
  get requests(): Requests {
    return this.spec.requests;
  }

  /** Labels that its node must have. */
  get nodeSelector(): Readonly<Record<string, string>> {
    return this.spec.nodeSelector;
  }

  /** Keys of taints that it tolerates. */
  get tolerations(): readonly string[] {
    return this.spec.tolerations;
  }

  /** Whether it may be moved to another node. */
  get evictable(): boolean {
    return this.spec.evictable;
  }
}
