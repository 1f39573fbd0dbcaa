import type { Lifecycle } from '../../cloud/lifecycle.ts';
import type { PlannedNode } from './kubernetes/node.ts';
import type { Nodegroup, Model } from './schema.ts';

/** A group of nodes: an Auto Scaling group whose instances join a cluster. */
export interface NodeGroup {
  /** Its name. */
  readonly name: string;
  /** The Auto Scaling group behind it. */
  readonly autoScalingGroup: string;
  /** Whether Amazon EKS has made it and looks after it; otherwise somebody who did that by hand. */
  readonly managed: boolean;
  /** @internal A node as one of it begins. */
  template: PlannedNode;
  /** @internal What DescribeNodegroup tells besides its state. */
  readonly record?: Model<Nodegroup>;
  /** @internal */
  readonly state?: Lifecycle<NonNullable<Nodegroup['status']>>;
}

/** The size of an Auto Scaling group. */
export interface GroupSize {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly instances: readonly { readonly instanceId: string; readonly lifecycleState: string }[];
}
