import {
  CLUSTER_AUTOSCALER_DEFAULTS,
  planScaleDown,
  planScaleUp,
  type ClusterAutoscalerOptions,
} from './kubernetes/cluster-autoscaler.ts';
import { withPod, type PlannedNode } from './kubernetes/node.ts';
import { fitsOn } from './kubernetes/scheduler.ts';
import type { GroupSize, NodeGroup } from './node-group.ts';
import { ask } from './other-services.ts';
import type { Pod } from './pod.ts';
import type { ScaledCluster } from './scaled-cluster.ts';

/**
 * The Cluster Autoscaler: it changes the desired capacity of the Auto Scaling groups behind node groups. Up where pods found
 * no place, down where nodes are unneeded.
 * https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
 */
export class GroupScaler {
  readonly #cluster: ScaledCluster;
  readonly #options: ClusterAutoscalerOptions;
  #unneeded: ReadonlyMap<string, number> = new Map();
  #grewAt = -Infinity;
  #stopped = false;

  /** Made by `cluster.clusterAutoscaler`. */
  constructor(cluster: ScaledCluster, options: Partial<ClusterAutoscalerOptions>) {
    this.#cluster = cluster;
    this.#options = { ...CLUSTER_AUTOSCALER_DEFAULTS, ...options };
    this.#await();
  }

  /** Ends it. */
  stop(): void {
    this.#stopped = true;
  }

  #await(): void {
    this.#cluster.region.world.simulation.schedule(this.#options.scanInterval, () => {
      if (this.#stopped) return;
      this.#look();
      this.#await();
    });
  }

  #look(): void {
    const sized = this.#cluster.groups.flatMap((group) => {
      const size = this.#cluster.sizeOf(group);
      return size ? [{ group, size }] : [];
    });
    const homeless = this.#homeless(sized);
    if (homeless.length > 0) this.#grow(homeless, sized);
    this.#shrink(sized);
  }

  /** Pods that find no place on the nodes that are on their way either. */
  #homeless(sized: readonly { group: NodeGroup; size: GroupSize }[]): Pod[] {
    const coming: PlannedNode[] = sized.flatMap(({ group, size }) => {
      const there = [...this.#cluster.nodes.values()].filter((node) => node.group === group.name).length;
      return Array.from({ length: Math.max(0, size.desiredCapacity - there) }, () => group.template);
    });
    return this.#cluster.waiting.filter((pod) => {
      const index = coming.findIndex((node) => fitsOn(node, pod));
      if (index >= 0) coming[index] = withPod(coming[index]!, pod);
      return index < 0;
    });
  }

  #grow(pods: readonly Pod[], sized: readonly { group: NodeGroup; size: GroupSize }[]): void {
    const groups = sized.map(({ group, size }) => ({
      name: group.name,
      minSize: size.minSize,
      maxSize: size.maxSize,
      desiredSize: size.desiredCapacity,
      template: group.template,
    }));
    const plan = planScaleUp(pods, groups);
    if (!plan) return;
    const { group } = sized.find((one) => one.group.name === plan.group)!;
    const { region } = this.#cluster;
    ask(region, 'autoscaling', 'SetDesiredCapacity', { autoScalingGroupName: group.autoScalingGroup, desiredCapacity: plan.desiredSize }); // prettier-ignore
    this.#grewAt = region.world.simulation.now;
  }

  #shrink(sized: readonly { group: NodeGroup; size: GroupSize }[]): void {
    const { region, nodes } = this.#cluster;
    const owned = [...nodes.values()].filter(({ group }) => sized.some((one) => one.group.name === group));
    const spare = (name: string, gone: readonly string[]) => {
      const { group } = nodes.get(name)!;
      const { size } = sized.find((one) => one.group.name === group)!;
      const lost = gone.filter((one) => nodes.get(one)!.group === group).length;
      return size.desiredCapacity - lost > size.minSize;
    };
    const { now } = region.world.simulation;
    const { unneeded, remove } = planScaleDown(
      owned,
      this.#unneeded,
      now,
      this.#grewAt,
      spare,
      this.#options,
    );
    this.#unneeded = unneeded;
    for (const name of remove) {
      const node = nodes.get(name)!;
      this.#cluster.drain(node);
      ask(region, 'autoscaling', 'TerminateInstanceInAutoScalingGroup', { instanceId: node.instanceId, shouldDecrementDesiredCapacity: true }); // prettier-ignore
    }
  }
}
