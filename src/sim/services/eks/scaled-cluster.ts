import type { Region } from '../../cloud/index.ts';
import type { KubeNode } from './kube-node.ts';
import type { GroupSize, NodeGroup } from './node-group.ts';
import type { Subnet } from './other-services.ts';
import type { Pod } from './pod.ts';

/** What whoever adds and removes nodes sees of a cluster. */
export interface ScaledCluster {
  readonly region: Region;
  readonly name: string;
  readonly subnets: readonly Subnet[];
  /** Its nodes, by name. */
  readonly nodes: ReadonlyMap<string, KubeNode>;
  readonly groups: readonly NodeGroup[];
  /** Pods that found no place on a node. */
  readonly waiting: readonly Pod[];
  /** The Auto Scaling group behind a group; undefined where it is gone. */
  sizeOf(group: NodeGroup): GroupSize | undefined;
  /** Sends a node's pods elsewhere, and takes it out of the cluster. */
  drain(node: KubeNode): void;
}
