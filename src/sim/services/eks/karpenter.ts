import { consolidate, planLaunches, type NodeType } from './kubernetes/karpenter.ts';
import { templateOf } from './kubernetes/node-size.ts';
import type { KubeNode } from './kube-node.ts';
import { ask, ec2Of, instanceOf, typeFacts, type InstanceTypeFacts } from './other-services.ts';
import type { ScaledCluster } from './scaled-cluster.ts';

/** How Karpenter is run: one node pool. */
export interface KarpenterOptions {
  /** The instance types that it may launch. */
  readonly instanceTypes: readonly string[];
  /** Whether it moves pods together and removes nodes that are then not needed. Default true. */
  readonly consolidation?: boolean;
  /** Seconds from the first pod without a place to a launch: more may come. Default 1, as Karpenter's. */
  readonly batchIdleDuration?: number;
  /** Seconds between two looks at what could be consolidated. Default 15. */
  readonly consolidateEvery?: number;
}

/** @internal A node that is launched. */
export interface Launched {
  readonly instanceId: string;
  readonly pods: ReadonlySet<string>;
  /** The node that goes when this one is there. */
  readonly replaces: KubeNode | undefined;
}

/**
 * Karpenter: launches instances of EC2 by itself, without groups, of the type that the waiting pods need; and removes or
 * replaces those that are not needed.
 * https://karpenter.sh/docs/
 */
export class Karpenter {
  /** @internal Instances on their way, by id. */
  readonly launched = new Map<string, Launched>();
  readonly #cluster: ScaledCluster;
  readonly #options: KarpenterOptions;
  readonly #facts: readonly InstanceTypeFacts[];
  readonly #types: readonly NodeType[];
  #batching = false;
  #stopped = false;
  #count = 0;

  /** Made by `cluster.karpenter`. */
  constructor(cluster: ScaledCluster, options: KarpenterOptions) {
    this.#cluster = cluster;
    this.#options = options;
    const { availabilityZone } = cluster.subnets[0]!;
    this.#facts = options.instanceTypes.map((name) => typeFacts(cluster.region, name, availabilityZone));
    this.#types = this.#facts.map((facts) => ({
      type: facts.name,
      pricePerHour: facts.pricePerHour,
      template: templateOf(facts, LABELS),
    }));
    if (options.consolidation ?? true) this.#await();
    this.wake();
  }

  /** Ends it: its nodes stay. */
  stop(): void {
    this.#stopped = true;
  }

  /** @internal A pod has found no place. */
  wake(): void {
    if (this.#batching || this.#stopped) return;
    this.#batching = true;
    this.#simulation.schedule(this.#options.batchIdleDuration ?? 1, () => {
      this.#batching = false;
      if (this.#stopped) return;
      const expected = new Set([...this.launched.values()].flatMap(({ pods }) => [...pods]));
      const pods = this.#cluster.waiting.filter(({ name }) => !expected.has(name));
      for (const launch of planLaunches(pods, this.#types)) this.#launch(launch.type, new Set(launch.pods));
    });
  }

  /** @internal An instance of Karpenter's has become a node. */
  joined(instanceId: string): void {
    const { replaces } = this.launched.get(instanceId) ?? {};
    this.launched.delete(instanceId);
    if (replaces && this.#cluster.nodes.has(replaces.name)) this.#remove(replaces);
  }

  get #simulation() {
    return this.#cluster.region.world.simulation;
  }

  #launch(type: string, pods: ReadonlySet<string>, replaces?: KubeNode): void {
    const { region, subnets } = this.#cluster;
    const { architecture } = this.#facts.find(({ name }) => name === type)!;
    const { subnetId } = subnets[this.#count++ % subnets.length]!;
    const { instances } = ask<{ instances: { instanceId: string }[] }>(region, 'ec2', 'RunInstances', {
      imageId: ec2Of(region).image(architecture),
      instanceType: type,
      subnetId,
      minCount: 1,
      maxCount: 1,
    });
    const [{ instanceId }] = instances as [{ instanceId: string }];
    this.launched.set(instanceId, { instanceId, pods, replaces });
  }

  #await(): void {
    this.#simulation.schedule(this.#options.consolidateEvery ?? 15, () => {
      if (this.#stopped) return;
      this.#consolidate();
      this.#await();
    });
  }

  #consolidate(): void {
    const { nodes, waiting } = this.#cluster;
    if (waiting.length > 0 || this.launched.size > 0) return;
    const own = [...nodes.values()].filter((node) => node.labels.has(POOL));
    const step = consolidate(own, this.#types);
    if (!step) return;
    const node = nodes.get(step.node)!;
    if (step.replacement === undefined) this.#remove(node);
    else this.#launch(step.replacement, new Set(), node);
  }

  #remove(node: KubeNode): void {
    this.#cluster.drain(node);
    if (instanceOf(this.#cluster.region, node.instanceId!))
      ask(this.#cluster.region, 'ec2', 'TerminateInstances', { instanceIds: [node.instanceId] });
  }
}

const POOL = 'karpenter.sh/nodepool';

/** @internal The labels of Karpenter's nodes. */
export const LABELS: ReadonlyMap<string, string> = new Map([[POOL, 'default']]);
