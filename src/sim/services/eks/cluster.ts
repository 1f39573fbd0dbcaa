import { NotModelled, type Lasting, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { covers } from '../../cloud/policy/wildcard.ts';
import type { Reply } from '../../kernel/index.ts';
import { Deployment } from './deployment.ts';
import { GroupScaler } from './group-scaler.ts';
import { HorizontalAutoscaler, type AutoscaleOptions } from './horizontal-autoscaler.ts';
import { Karpenter, LABELS, type KarpenterOptions } from './karpenter.ts';
import { KubeNode } from './kube-node.ts';
import type { ClusterAutoscalerOptions } from './kubernetes/cluster-autoscaler.ts';
import { fargateSize, templateOf } from './kubernetes/node-size.ts';
import { sizesOf } from './node-group-maker.ts';
import type { PlannedNode } from './kubernetes/node.ts';
import { schedulePod } from './kubernetes/scheduler.ts';
import type { EksModel } from './model.ts';
import type { GroupSize, NodeGroup } from './node-group.ts';
import { ask, ec2Of, instanceOf, type Subnet } from './other-services.ts';
import type { Pod, PodSpec } from './pod.ts';
import { eksPrices as prices } from './prices.ts';
import type * as aws from './schema.ts';
import type { Input, Model } from './schema.ts';

/** What a deployment's pods are. */
export interface DeployOptions {
  /** How many. Default 1. */
  readonly replicas?: number;
  /** Thousandths of a vCPU that each requests. Default 250. */
  readonly cpu?: number;
  /** MiB that each requests. Default 256. */
  readonly memory?: number;
  /** Thousandths of a vCPU that each may use. Default: what it requests. */
  readonly cpuLimit?: number;
  /** Default 'default'. */
  readonly namespace?: string;
  /** Their labels, beside `app`, which is the deployment's name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels that their nodes must have. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Keys of taints that they tolerate; `*` stands for all. */
  readonly tolerations?: readonly string[];
  /** Whether they may be moved to other nodes to save some. Default true. */
  readonly evictable?: boolean;
  /** Seconds from the start of their containers until they are ready. Default 0. */
  readonly startup?: number;
}

/** What a managed node group is made with, where Amazon EKS asks for nothing else. */
export type NodeGroupOptions = Partial<Omit<Input<'CreateNodegroup'>, 'clusterName' | 'nodegroupName'>>;

/** @internal A Fargate profile. */
export interface Profile {
  readonly record: Model<aws.FargateProfile>;
  readonly subnets: readonly Subnet[];
  readonly state: Lifecycle<NonNullable<aws.FargateProfile['status']>>;
}

/** @internal What a cluster asks of the service. */
export interface Context {
  readonly region: Region;
  readonly model: EksModel;
  readonly random: () => number;
  createNodegroup(input: Input<'CreateNodegroup'>): unknown;
  createFargateProfile(input: Input<'CreateFargateProfile'>): unknown;
}

/**
 * A cluster: what Kubernetes' control plane in it does, and which nodes it has. `cloud.eks.cluster` gives it.
 *
 *     const shop = cloud.eks.cluster('shop');
 *     await shop.until('ACTIVE');
 *     shop.nodeGroup('workers', { instanceTypes: ['m5.large'], scalingConfig: { desiredSize: 2 } });
 *     const web = shop.deploy('web', { replicas: 6, cpu: 500 });
 */
export class Cluster {
  /** @internal What DescribeCluster tells besides its state. */
  readonly record: Model<aws.Cluster>;
  /** @internal */
  readonly state: Lifecycle<NonNullable<aws.Cluster['status']>>;
  /** The subnets that it was given. */
  readonly subnets: readonly Subnet[];
  /** Its nodes, by name. */
  readonly nodes = new Map<string, KubeNode>();
  /** @internal */
  readonly profiles = new Map<string, Profile>();
  /** @internal */
  readonly managed = new Map<string, NodeGroup>();
  /** @internal */
  readonly updates = new Map<string, Model<aws.Update>>();
  /** @internal */
  readonly bill: Lasting[] = [];
  readonly #eks: Context;
  readonly #own: NodeGroup[] = [];
  readonly #deployments = new Map<string, Deployment>();
  readonly #joining = new Set<string>();
  readonly #fargate = new Map<KubeNode, { readonly profile: Profile; readonly bill: readonly Lasting[] }>();
  #karpenter: Karpenter | undefined;
  #scaler: GroupScaler | undefined;
  #woken = false;
  #toFargateCount = 0;

  /** @internal Made by CreateCluster. */
  constructor(eks: Context, record: Model<aws.Cluster>, subnets: readonly Subnet[]) {
    this.#eks = eks;
    this.record = record;
    this.subnets = subnets;
    this.state = new Lifecycle<NonNullable<aws.Cluster['status']>>(this.#simulation, 'CREATING');
    this.#sync();
  }

  /** Its name. */
  get name(): string {
    return this.record.name!;
  }

  /** @internal The Region that it is in. */
  get region(): Region {
    return this.#eks.region;
  }

  /** CREATING, ACTIVE, DELETING and so on. */
  get status(): NonNullable<aws.Cluster['status']> {
    return this.state.state;
  }

  /** Settles when its status is that. */
  until(status: NonNullable<aws.Cluster['status']>): Reply<unknown> {
    return this.state.until(status);
  }

  /** Its groups of nodes, managed and self-managed. */
  get groups(): readonly NodeGroup[] {
    return [...this.managed.values(), ...this.#own];
  }

  /** All its pods. */
  get pods(): readonly Pod[] {
    return [...this.#deployments.values()].flatMap(({ pods }) => pods);
  }

  /** Pods that found no place on a node, those for Fargate apart. */
  get waiting(): readonly Pod[] {
    return this.pods.filter((pod) => pod.node === undefined && !this.#profileOf(pod));
  }

  /** Makes a managed node group: in all subnets of the cluster, unless others are named. */
  nodeGroup(name: string, options: NodeGroupOptions = {}): NodeGroup {
    const subnets = this.subnets.map(({ subnetId }) => subnetId);
    const nodeRole = this.region.arn('iam', 'role/nodes').replace(`:${this.region.name}:`, '::');
    const scalingConfig = sizesOf(options.scalingConfig);
    this.#eks.createNodegroup({ nodeRole, subnets, ...options, scalingConfig, clusterName: this.name, nodegroupName: name }); // prettier-ignore
    return this.managed.get(name)!;
  }

  /** Makes a Fargate profile: pods of these namespaces run there. */
  fargateProfile(name: string, ...namespaces: readonly string[]): void {
    const podExecutionRoleArn = this.region.arn('iam', 'role/pods').replace(`:${this.region.name}:`, '::');
    const selectors = namespaces.map((namespace) => ({ namespace }));
    this.#eks.createFargateProfile({ clusterName: this.name, fargateProfileName: name, podExecutionRoleArn, selectors }); // prettier-ignore
  }

  /** Lets the instances of an Auto Scaling group of yours join: self-managed nodes. Throws where there is no such group. */
  join(autoScalingGroup: string, labels: Readonly<Record<string, string>> = {}): NodeGroup {
    const group = ask<{ autoScalingGroups: { instances?: { instanceType?: string }[] }[] }>(this.region, 'autoscaling', 'DescribeAutoScalingGroups', { autoScalingGroupNames: [autoScalingGroup] }).autoScalingGroups[0]; // prettier-ignore
    if (!group) throw new RangeError(`There is no Auto Scaling group '${autoScalingGroup}'.`);
    const type = { name: group.instances?.[0]?.instanceType ?? 't3.micro', vcpus: 2, memory: 1024 };
    const own = { name: autoScalingGroup, autoScalingGroup, managed: false, template: templateOf(type, new Map(Object.entries(labels))) }; // prettier-ignore
    this.#own.push(own);
    return own;
  }

  /** Makes a deployment. Throws RangeError where there is one of that name. */
  deploy(name: string, options: DeployOptions = {}): Deployment {
    const {
      replicas = 1,
      cpu = 250,
      memory = 256,
      cpuLimit = cpu,
      namespace = 'default',
      labels = {},
    } = options;
    const { nodeSelector = {}, tolerations = [], evictable = true, startup = 0 } = options;
    if (this.#deployments.has(name)) throw new RangeError(`There is a deployment '${name}' already.`);
    const spec = {
      namespace,
      labels: { app: name, ...labels },
      requests: { cpu, memory },
      nodeSelector,
      tolerations,
      evictable,
      startup,
    };
    const { metricsEvery: every } = this.#eks.model;
    const keeper = { wake: () => this.wake(), release: (pod: Pod) => this.#release(pod) };
    const deployment = new Deployment(this.#simulation, keeper, {
      name,
      spec,
      replicas,
      limit: cpuLimit,
      every,
    });
    this.#deployments.set(name, deployment);
    return deployment;
  }

  /** Gives a deployment a horizontal pod autoscaler. */
  autoscale(deployment: Deployment, options: AutoscaleOptions): HorizontalAutoscaler {
    return new HorizontalAutoscaler(this.#simulation, deployment, options);
  }

  /** Installs the Cluster Autoscaler: from now on the groups grow and shrink. */
  clusterAutoscaler(options: Partial<ClusterAutoscalerOptions> = {}): GroupScaler {
    return (this.#scaler ??= new GroupScaler(this, options));
  }

  /** Installs Karpenter: from now on pods without a place get nodes of their own. Throws InvalidInstanceType. */
  karpenter(options: KarpenterOptions): Karpenter {
    return (this.#karpenter ??= new Karpenter(this, options));
  }

  /** Kubernetes' own API is not modelled. @throws NotModelled */
  apply(): never {
    throw new NotModelled('Amazon EKS', "Kubernetes' API");
  }

  /** @internal */
  sizeOf({ autoScalingGroup }: NodeGroup): GroupSize | undefined {
    const input = { autoScalingGroupNames: [autoScalingGroup] };
    return ask<{ autoScalingGroups: GroupSize[] }>(this.region, 'autoscaling', 'DescribeAutoScalingGroups', input)
      .autoScalingGroups[0]; // prettier-ignore
  }

  /** @internal Sends a node's pods elsewhere, and takes it out of the cluster. */
  drain(node: KubeNode): void {
    node.unschedulable = true;
    this.nodes.delete(node.name);
    for (const lasting of this.#fargate.get(node)?.bill ?? []) lasting.stop();
    this.#fargate.delete(node);
    for (const pod of node.pods.splice(0)) {
      Object.assign(pod, { phase: 'Failed', ready: false, cpu: 0 });
      this.#deployments.get(pod.spec.labels['app']!)?.replace(pod);
    }
    this.wake();
  }

  /** @internal A profile goes: its pods leave Fargate, and wait for another place. */
  leave(profile: Profile): void {
    for (const [node, { profile: own }] of [...this.#fargate]) if (own === profile) this.drain(node);
  }

  /** @internal The scheduler looks at the pods that have no place, at this instant. */
  wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    this.#simulation.schedule(0, () => {
      this.#woken = false;
      this.#schedule();
    });
  }

  get #simulation() {
    return this.#eks.region.world.simulation;
  }

  #schedule(): void {
    const nodes = [...this.nodes.values()].filter(({ instanceType }) => instanceType !== 'fargate');
    for (const pod of this.pods) {
      if (pod.node !== undefined || pod.message === ON_FARGATE) continue;
      const profile = this.#profileOf(pod);
      if (profile) {
        this.#toFargate(pod, profile);
        continue;
      }
      const found = schedulePod(pod, nodes, this.#eks.random);
      if ('node' in found) this.#bind(pod, found.node, this.#eks.model.podStart);
      else pod.message = found.message;
    }
    if (this.waiting.length > 0) this.#karpenter?.wake();
  }

  #bind(pod: Pod, node: KubeNode, start: number): void {
    pod.node = node;
    pod.message = undefined;
    node.pods.push(pod);
    this.#simulation.schedule(start, () => {
      if (pod.node !== node || pod.phase !== 'Pending') return;
      pod.phase = 'Running';
      this.#simulation.schedule(pod.spec.startup, () => {
        if (pod.phase !== 'Running') return;
        pod.ready = true;
        pod.readyAt = this.#simulation.now;
      });
    });
  }

  /** A pod that is too many: its place is free at once. */
  #release(pod: Pod): void {
    Object.assign(pod, { phase: 'Failed', ready: false, cpu: 0 });
    const node = pod.node && this.nodes.get(pod.node.name);
    if (!node) return;
    node.pods.splice(node.pods.indexOf(pod), 1);
    if (node.instanceType === 'fargate') this.drain(node);
  }

  /** The profile that sends a pod to Fargate: the one that the pod names, or the first by name that selects it. */
  #profileOf({ spec }: Pod): Profile | undefined {
    const named = spec.labels['eks.amazonaws.com/fargate-profile'];
    return [...this.profiles.keys()]
      .sort()
      .filter((name) => name === (named ?? name))
      .map((name) => this.profiles.get(name)!)
      .find(
        ({ state, record }) =>
          state.is('ACTIVE') && record.selectors?.some((selector) => selects(selector, spec)),
      );
  }

  /** A pod on Fargate gets a node of its own, of a size that fits it. */
  #toFargate(pod: Pod, profile: Profile): void {
    const size = fargateSize(pod.requests);
    pod.message = size ? ON_FARGATE : 'Pod is too large for Fargate';
    if (!size) return;
    const name = `fargate-${pod.name}`;
    const template: PlannedNode = {
      name,
      allocatable: { cpu: size.vcpu * 1000, memory: size.gib * 1024 },
      maxPods: 1,
      labels: new Map([['eks.amazonaws.com/compute-type', 'fargate']]),
      taints: [{ key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: 'NO_SCHEDULE' }],
      pods: [],
    };
    const { subnets } = profile;
    const zone = subnets[this.#toFargateCount++ % subnets.length]!.availabilityZone;
    this.#simulation.schedule(this.#eks.model.fargateStart, () => {
      if (pod.phase !== 'Pending' || !this.pods.includes(pod)) return;
      if (!profile.state.is('ACTIVE')) {
        pod.message = undefined;
        this.wake();
        return;
      }
      const node = new KubeNode(template, { name, instanceId: undefined, instanceType: 'fargate', zone, group: undefined, pricePerHour: size.vcpu * prices.vcpu.tiers[0].usd + size.gib * prices.memory.tiers[0].usd }); // prettier-ignore
      this.nodes.set(name, node);
      const { meter } = this.#eks.region.world;
      const bill = [meter.usage(prices.vcpu).start(size.vcpu / 3600), meter.usage(prices.memory).start(size.gib / 3600)]; // prettier-ignore
      this.#fargate.set(node, { profile, bill });
      this.#bind(pod, node, 0);
    });
  }

  /** Looks again and again at the instances behind the nodes: who joins, who is gone. */
  #sync(): void {
    if (this.state.is('DELETING')) return;
    for (const group of this.groups) {
      const size = this.sizeOf(group);
      const there = new Set<string>();
      for (const { instanceId, lifecycleState } of size?.instances ?? []) {
        if (lifecycleState !== 'InService') continue;
        there.add(instanceId);
        this.#expect(instanceId, group);
      }
      for (const node of [...this.nodes.values()])
        if (node.group === group.name && !there.has(node.instanceId!)) this.drain(node);
      this.#settle(group, size);
    }
    for (const instanceId of this.#karpenter?.launched.keys() ?? [])
      if (instanceOf(this.region, instanceId)?.state === 'running') this.#expect(instanceId, undefined);
    for (const node of [...this.nodes.values()]) {
      if (node.instanceId === undefined) continue;
      const instance = instanceOf(this.region, node.instanceId);
      if (instance?.state !== 'running') this.drain(node);
      else instance.cpu = Math.min(1, node.pods.reduce((sum, { cpu }) => sum + cpu, 0) / 1000 / instance.type.vcpus); // prettier-ignore
    }
    this.#simulation.schedule(this.#eks.model.sync, () => this.#sync());
  }

  /** An instance joins in a while. */
  #expect(instanceId: string, group: NodeGroup | undefined): void {
    if (this.nodes.has(instanceId) || this.#joining.has(instanceId)) return;
    this.#joining.add(instanceId);
    this.#simulation.schedule(this.#eks.model.nodeJoin, () => {
      this.#joining.delete(instanceId);
      const instance = instanceOf(this.region, instanceId);
      if (instance?.state !== 'running') return;
      const { type, zone } = instance;
      const labels = group ? group.template.labels : LABELS;
      const template = templateOf(type, labels, group?.template.taints, group?.managed);
      if (group) group.template = template;
      const pricePerHour = ec2Of(this.region).spotPool(type.name, zone.name).price.onDemand;
      this.nodes.set(instanceId, new KubeNode(template, { name: instanceId, instanceId, instanceType: type.name, zone: zone.name, group: group?.name, pricePerHour })); // prettier-ignore
      if (!group) this.#karpenter?.joined(instanceId);
      this.wake();
    });
  }

  /** The state of a managed group follows its nodes. */
  #settle({ name, state, record }: NodeGroup, size: GroupSize | undefined): void {
    const nodes = [...this.nodes.values()].filter(({ group }) => group === name).length;
    if (state?.is('DELETING') && !size) this.managed.delete(name);
    if (!size || !record || !state?.is('CREATING', 'UPDATING')) return;
    if (nodes < size.desiredCapacity) return;
    state.to('ACTIVE');
    for (const update of this.updates.values())
      if (update.status === 'InProgress') update.status = 'Successful';
  }
}

const ON_FARGATE = 'waits for Fargate';

/** Whether a selector of a profile selects a pod: its namespace and all labels, in which `*` and `?` stand for characters. */
function selects({ namespace, labels = {} }: Model<aws.FargateProfileSelector>, spec: PodSpec): boolean {
  const has = ([key, value]: [string, string]) =>
    Object.entries(spec.labels).some(([own, is]) => covers(key, own) && covers(value, is));
  return covers(namespace!, spec.namespace) && Object.entries(labels).every(has);
}
