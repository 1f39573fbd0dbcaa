import { AwsError, NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { Cluster, type Context, type Profile } from './cluster.ts';
import { eksLimits as limits } from './limits.ts';
import { defaultModel, type EksModel } from './model.ts';
import { makeNodeGroup, planned } from './node-group-maker.ts';
import type { NodeGroup } from './node-group.ts';
import { ask, subnetsOf, type Subnet } from './other-services.ts';
import { eksPrices } from './prices.ts';
import { schema, type Cluster as ClusterRecord, type FargateProfile, type Input, type Methods, type Model, type Nodegroup, type NodegroupScalingConfig, type NodegroupUpdateConfig, type Output, type Update } from './schema.ts'; // prettier-ignore

const NAME = '[0-9A-Za-z][A-Za-z0-9-_]*';
/** The version of Kubernetes that a cluster has where none is named. */
const VERSION = '1.35';

/**
 * Amazon EKS in one Region: clusters with managed node groups and Fargate profiles.
 * https://docs.aws.amazon.com/eks/latest/userguide/what-is-eks.html
 */
export class Eks extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['ec2', 'autoscaling'];
  static override readonly rules = {
    'CreateClusterRequest.name': { ...limits.name, pattern: NAME },
    'CreateNodegroupRequest.nodegroupName': { ...limits.nodeGroupName, pattern: NAME },
    instanceTypes: limits.instanceTypes,
    maxUnavailable: limits.unavailable,
    maxUnavailablePercentage: limits.unavailable,
    'NodegroupScalingConfig.maxSize': { min: 1 },
    maxResults: limits.listed,
  };
  static override readonly refuse = (broken: readonly Violation[]): AwsError => {
    const [{ at, constraint }] = broken as [Violation];
    return failure('InvalidParameterException', `${at}: ${constraint}`);
  };
  /** What AWS does not tell. */
  readonly model: EksModel = defaultModel();
  readonly #clusters = new Registry<Cluster>((name) => failure('ResourceNotFoundException', `No cluster found for name: ${name}.`)); // prettier-ignore
  readonly #context: Context;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const random = this.random('scheduler');
    this.#context = {
      region,
      model: this.model,
      random: () => random.next(),
      createNodegroup: (input) => this.#makeNodegroup(input),
      createFargateProfile: (input) => this.#makeProfile(input),
    };
  }

  // ── Clusters ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The cluster of that name; made where there is none, in the default subnets. */
  cluster(name: string): Cluster {
    if (!this.#clusters.has(name)) {
      const subnetIds = subnetsOf(this.region).map(({ subnetId }) => subnetId);
      const roleArn = `arn:${this.region.partition}:iam::${this.region.account}:role/cluster`;
      this.createCluster({ name, roleArn, resourcesVpcConfig: { subnetIds } });
    }
    return this.#clusters.get(name);
  }

  createCluster(input: Input<'CreateCluster'>): Output<'CreateCluster'> {
    const { name, roleArn, resourcesVpcConfig, version = VERSION, tags = {}, upgradePolicy } = input;
    refuseNotModelled(input);
    if (this.#clusters.has(name)) throw failure('ResourceInUseException', `Cluster already exists with name: ${name}`); // prettier-ignore
    if (this.#clusters.size >= this.quota(limits.clusters)) throw failure('ResourceLimitExceededException', 'Cluster quota exceeded.'); // prettier-ignore
    const { subnetIds = [] } = resourcesVpcConfig;
    const subnets = subnetIds.length > 0 ? subnetsOf(this.region, subnetIds) : [];
    if (new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size < limits.zones.min) throw failure('InvalidParameterException', 'Subnets specified must be in at least two different AZs'); // prettier-ignore
    checkVpc(subnets, subnets[0]!.vpcId);
    const all = withTags(new Map(), Object.entries(tags), TAG_RULES);
    const record: Model<ClusterRecord> = {
      name,
      arn: this.arn(`cluster/${name}`),
      createdAt: this.date,
      version,
      endpoint: `https://${this.hexId('', 32).toUpperCase()}.gr7.${this.region.name}.eks.${this.region.domain}`,
      roleArn,
      resourcesVpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ['0.0.0.0/0'], ...resourcesVpcConfig, vpcId: subnets[0]!.vpcId, clusterSecurityGroupId: this.hexId('sg-') }, // prettier-ignore
      upgradePolicy: upgradePolicy ?? { supportType: 'EXTENDED' },
      health: { issues: [] },
      tags: Object.fromEntries(all),
    };
    const cluster = new Cluster(this.#context, record, subnets);
    cluster.state.to('ACTIVE', this.model.clusterCreation);
    cluster.bill.push(this.usage(eksPrices.cluster).start(1 / 3600));
    this.#clusters.add(name, cluster);
    return { cluster: describe(cluster) };
  }

  describeCluster({ name }: Input<'DescribeCluster'>): Output<'DescribeCluster'> {
    return { cluster: describe(this.#clusters.get(name)) };
  }

  listClusters(input: Input<'ListClusters'> = {}): Output<'ListClusters'> {
    const { page: clusters, ...more } = paged(this.#clusters.list().map(({ name }) => name), input); // prettier-ignore
    return { clusters, ...more };
  }

  deleteCluster({ name }: Input<'DeleteCluster'>): Output<'DeleteCluster'> {
    const cluster = this.#clusters.get(name);
    if (cluster.managed.size > 0) throw failure('ResourceInUseException', 'Cluster has nodegroups attached');
    if (cluster.profiles.size > 0) throw failure('ResourceInUseException', 'Cluster has Fargate profiles attached'); // prettier-ignore
    cluster.state.to('DELETING');
    for (const lasting of cluster.bill) lasting.stop();
    this.simulation.schedule(this.model.clusterDeletion, () => this.#clusters.remove(name));
    return { cluster: describe(cluster) };
  }

  // ── Node groups ───────────────────────────────────────────────────────────────────────────────────────────────

  createNodegroup(input: Input<'CreateNodegroup'>): Output<'CreateNodegroup'> {
    return {
      nodegroup: this.#describeGroup(this.#makeNodegroup(input), this.#clusters.get(input.clusterName)),
    };
  }

  describeNodegroup({ clusterName, nodegroupName }: Input<'DescribeNodegroup'>): Output<'DescribeNodegroup'> {
    const cluster = this.#clusters.get(clusterName);
    return { nodegroup: this.#describeGroup(this.#group(cluster, nodegroupName), cluster) };
  } // prettier-ignore

  listNodegroups(input: Input<'ListNodegroups'>): Output<'ListNodegroups'> {
    const { page: nodegroups, ...more } = paged([...this.#clusters.get(input.clusterName).managed.keys()], input); // prettier-ignore
    return { nodegroups, ...more };
  }

  updateNodegroupConfig(input: Input<'UpdateNodegroupConfig'>): Output<'UpdateNodegroupConfig'> {
    const { scalingConfig, labels, taints, updateConfig } = input;
    const cluster = this.#clusters.get(input.clusterName);
    const group = this.#group(cluster, input.nodegroupName);
    const record = group.record!;
    const before = this.#describeGroup(group, cluster).scalingConfig!;
    const { minSize, maxSize, desiredSize } = checkSizes({ ...before, ...scalingConfig });
    if (scalingConfig) ask(this.region, 'autoscaling', 'UpdateAutoScalingGroup', { autoScalingGroupName: group.autoScalingGroup, minSize, maxSize, desiredCapacity: desiredSize });
    if (updateConfig) record.updateConfig = checkUpdate(updateConfig);
    if (labels ?? taints) relabel(cluster, group, input);
    group.state!.to('UPDATING');
    const params = Object.entries(scalingConfig ?? {}).map(([name, value]) => ({ type: `${name[0]!.toUpperCase()}${name.slice(1)}` as 'MinSize', value: String(value) }));
    const update: Model<Update> = { id: this.uuid(), status: 'InProgress', type: 'ConfigUpdate', params, createdAt: this.date, errors: [] };
    cluster.updates.set(update.id!, update);
    return { update };
  } // prettier-ignore

  deleteNodegroup({ clusterName, nodegroupName }: Input<'DeleteNodegroup'>): Output<'DeleteNodegroup'> {
    const cluster = this.#clusters.get(clusterName);
    const group = this.#group(cluster, nodegroupName);
    group.state!.to('DELETING');
    // Pods leave their nodes before these end.
    for (const node of [...cluster.nodes.values()]) if (node.group === nodegroupName) cluster.drain(node);
    ask(this.region, 'autoscaling', 'DeleteAutoScalingGroup', { autoScalingGroupName: group.autoScalingGroup, forceDelete: true }); // prettier-ignore
    return { nodegroup: this.#describeGroup(group, cluster) };
  }

  describeUpdate({ name, updateId }: Input<'DescribeUpdate'>): Output<'DescribeUpdate'> {
    const update = this.#clusters.get(name).updates.get(updateId);
    if (!update) throw failure('ResourceNotFoundException', `No update found for ID: ${updateId}`);
    return { update };
  }

  listUpdates(input: Input<'ListUpdates'>): Output<'ListUpdates'> {
    const { page: updateIds, ...more } = paged([...this.#clusters.get(input.name).updates.keys()], input);
    return { updateIds, ...more };
  }

  // ── Fargate profiles ──────────────────────────────────────────────────────────────────────────────────────────

  createFargateProfile(input: Input<'CreateFargateProfile'>): Output<'CreateFargateProfile'> {
    return { fargateProfile: describeProfile(this.#makeProfile(input)) };
  }

  describeFargateProfile(input: Input<'DescribeFargateProfile'>): Output<'DescribeFargateProfile'> {
    const cluster = this.#clusters.get(input.clusterName);
    return { fargateProfile: describeProfile(this.#profile(cluster, input.fargateProfileName)) };
  }

  listFargateProfiles(input: Input<'ListFargateProfiles'>): Output<'ListFargateProfiles'> {
    const { page: fargateProfileNames, ...more } = paged([...this.#clusters.get(input.clusterName).profiles.keys()], input); // prettier-ignore
    return { fargateProfileNames, ...more };
  }

  deleteFargateProfile(input: Input<'DeleteFargateProfile'>): Output<'DeleteFargateProfile'> {
    const cluster = this.#clusters.get(input.clusterName);
    const profile = this.#profile(cluster, input.fargateProfileName);
    oneAtATime(cluster, 'delete', input.fargateProfileName, 'DELETING');
    profile.state.to('DELETING');
    cluster.leave(profile);
    const fargateProfile = describeProfile(profile);
    this.simulation.schedule(30, () => cluster.profiles.delete(input.fargateProfileName));
    return { fargateProfile };
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const { record } = this.#tagged(resourceArn);
    const before = new Map(Object.entries(record.tags ?? {}));
    record.tags = Object.fromEntries(withTags(before, Object.entries(tags), TAG_RULES));
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const { record } = this.#tagged(resourceArn);
    record.tags = Object.fromEntries(withoutTags(new Map(Object.entries(record.tags ?? {})), tagKeys));
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: this.#tagged(resourceArn).record.tags ?? {} };
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  #makeNodegroup(input: Input<'CreateNodegroup'>): NodeGroup {
    const { clusterName, nodegroupName: name } = input;
    const cluster = this.#active(clusterName);
    if (input.warmPoolConfig) throw new NotModelled(schema.title, 'warm pools of node groups');
    if (input.launchTemplate) throw new NotModelled(schema.title, 'launch templates of node groups');
    if (cluster.managed.has(name)) throw failure('ResourceInUseException', `NodeGroup already exists with name ${name} and cluster name ${clusterName}`); // prettier-ignore
    if (cluster.managed.size >= this.quota(limits.nodeGroups)) throw failure('ResourceLimitExceededException', 'Nodegroup quota exceeded.'); // prettier-ignore
    const { scalingConfig, updateConfig } = input;
    if (scalingConfig && Object.keys(scalingConfig).length < 3) throw failure('InvalidParameterException', 'scalingConfig has all of minSize, maxSize and desiredSize, or is not given.'); // prettier-ignore
    checkSizes(scalingConfig ?? { minSize: 1, maxSize: 2, desiredSize: 2 });
    if (updateConfig) checkUpdate(updateConfig);
    if (input.subnets.length === 0) throw failure('InvalidParameterException', 'Subnets are not specified'); // prettier-ignore
    const id = this.uuid();
    const arn = this.arn(`nodegroup/${clusterName}/${name}/${id}`);
    const subnets = subnetsOf(this.region, input.subnets);
    checkVpc(subnets, cluster.record.resourcesVpcConfig!.vpcId!);
    const group = makeNodeGroup(this.region, input, { arn, id, version: cluster.record.version!, subnets });
    cluster.managed.set(name, group);
    return group;
  }

  #makeProfile(input: Input<'CreateFargateProfile'>): Profile {
    const { clusterName, fargateProfileName: name, podExecutionRoleArn, selectors = [], tags = {} } = input;
    const cluster = this.#active(clusterName);
    if (cluster.profiles.has(name)) throw failure('ResourceInUseException', `A Fargate Profile already exists with this name in this cluster.`); // prettier-ignore
    if (cluster.profiles.size >= this.quota(limits.profiles)) throw failure('ResourceLimitExceededException', 'Fargate Profile quota exceeded.'); // prettier-ignore
    if (selectors.length === 0 || selectors.some(({ namespace }) => !namespace)) throw failure('InvalidParameterException', 'Fargate Profile must have at least one selector with at least one namespace'); // prettier-ignore
    if (selectors.length > limits.selectors.max) throw failure('InvalidParameterException', 'Fargate Profile selectors exceed the limit'); // prettier-ignore
    if (selectors.some(({ labels = {} }) => Object.keys(labels).length > limits.labelPairs.max)) throw failure('InvalidParameterException', 'Fargate Profile selector labels exceed the limit'); // prettier-ignore
    oneAtATime(cluster, 'create', name, 'CREATING', 'DELETING');
    const subnets = input.subnets?.length ? subnetsOf(this.region, input.subnets) : cluster.subnets;
    checkVpc(subnets, cluster.record.resourcesVpcConfig!.vpcId!);
    const record: Model<FargateProfile> = {
      fargateProfileName: name,
      fargateProfileArn: this.arn(`fargateprofile/${clusterName}/${name}/${this.uuid()}`),
      clusterName,
      createdAt: this.date,
      podExecutionRoleArn,
      subnets: subnets.map(({ subnetId }) => subnetId),
      selectors,
      tags,
    };
    const state: Profile['state'] = new Lifecycle<NonNullable<FargateProfile['status']>>(this.simulation, 'CREATING', () => cluster.wake()); // prettier-ignore
    state.to('ACTIVE', 30);
    const profile = { record, state, subnets };
    cluster.profiles.set(name, profile);
    return profile;
  }

  /** The cluster of that name, which has to be ready for more. */
  #active(name: string): Cluster {
    const cluster = this.#clusters.get(name);
    if (cluster.state.is('ACTIVE', 'UPDATING')) return cluster;
    throw failure('InvalidRequestException', `Cluster '${name}' is not in ACTIVE status`);
  }

  #group(cluster: Cluster, name: string): NodeGroup {
    const group = cluster.managed.get(name);
    if (!group) throw failure('ResourceNotFoundException', `No node group found for name: ${name}.`);
    return group;
  }

  #profile(cluster: Cluster, name: string): Profile {
    const profile = cluster.profiles.get(name);
    if (!profile) throw failure('ResourceNotFoundException', `No Fargate Profile found with name: ${name}.`);
    return profile;
  }

  #tagged(arn: string): { record: { tags?: Record<string, string> } } {
    const [kind, cluster = '', name = ''] = parseArn(arn)?.resource.split('/') ?? [];
    const found = this.#clusters.get(cluster);
    if (kind === 'nodegroup') return { record: this.#group(found, name).record! };
    return kind === 'fargateprofile' ? this.#profile(found, name) : found;
  }

  /** The desired size is that of the Auto Scaling group: whoever changes it there, changes it here. */
  #describeGroup(group: NodeGroup, cluster: Cluster): Model<Nodegroup> {
    const { record, state } = group;
    const size = cluster.sizeOf(group);
    const scalingConfig = size ? { minSize: size.minSize, maxSize: size.maxSize, desiredSize: size.desiredCapacity } : record!.scalingConfig!; // prettier-ignore
    return { ...record, scalingConfig, status: state!.state };
  }
}

/** Labels and taints of a group and of the nodes that it has. */
function relabel(cluster: Cluster, group: NodeGroup, { labels, taints }: Input<'UpdateNodegroupConfig'>): void {
  const record = group.record!;
  const all = new Map(Object.entries({ ...record.labels, ...labels?.addOrUpdateLabels }));
  for (const key of labels?.removeLabels ?? []) all.delete(key);
  record.labels = Object.fromEntries(all);
  const gone = [...(taints?.removeTaints ?? []), ...(taints?.addOrUpdateTaints ?? [])].map(({ key }) => key);
  record.taints = [...(record.taints ?? []).filter(({ key }) => !gone.includes(key)), ...(taints?.addOrUpdateTaints ?? [])];
  const own = [...group.template.labels].filter(([key]) => key.includes('/'));
  group.template = { ...group.template, labels: new Map([...own, ...all]), taints: planned(record.taints) };
  for (const node of cluster.nodes.values()) {
    if (node.group !== group.name) continue;
    for (const [key, value] of all) node.labels.set(key, value);
    for (const key of labels?.removeLabels ?? []) node.labels.delete(key);
    node.taints = group.template.taints;
  }
  cluster.wake();
} // prettier-ignore

function checkSizes({ minSize = 0, maxSize = 0, desiredSize = 0 }: Model<NodegroupScalingConfig>) {
  if (minSize > desiredSize) throw failure('InvalidParameterException', `Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`); // prettier-ignore
  if (desiredSize > maxSize) throw failure('InvalidParameterException', `desired capacity ${desiredSize} can't be greater than max size ${maxSize}`); // prettier-ignore
  if (maxSize > limits.nodes.max) throw failure('ResourceLimitExceededException', `A node group has ${limits.nodes.max} nodes at most.`); // prettier-ignore
  return { minSize, maxSize, desiredSize };
}

function checkVpc(subnets: readonly Subnet[], vpc: string): void {
  if (subnets.every(({ vpcId }) => vpcId === vpc)) return;
  throw failure('InvalidParameterException', 'Subnets specified must belong to the VPC of the cluster');
}

/** A number of nodes or a share of them; one of the two. */
function checkUpdate(config: Model<NodegroupUpdateConfig>): Model<NodegroupUpdateConfig> {
  const { maxUnavailable, maxUnavailablePercentage } = config;
  if ((maxUnavailable === undefined) !== (maxUnavailablePercentage === undefined)) return config;
  throw failure('InvalidParameterException', 'Either maxUnavailable or maxUnavailablePercentage is required');
}

/** Only one profile of a cluster is made or deleted at a time. */
function oneAtATime(
  cluster: Cluster,
  what: string,
  name: string,
  ...busy: ('CREATING' | 'DELETING')[]
): void {
  const other = [...cluster.profiles.values()].find(({ state }) => state.is(...busy));
  if (!other) return;
  const { record, state } = other;
  throw failure('ResourceInUseException', `Cannot ${what} Fargate Profile ${name} because cluster ${cluster.name} currently has Fargate profile ${record.fargateProfileName} in status ${state.state}`); // prettier-ignore
}

function refuseNotModelled(input: Input<'CreateCluster'>): void {
  const { computeConfig, outpostConfig, remoteNetworkConfig, controlPlaneScalingConfig } = input;
  if (computeConfig?.enabled) throw new NotModelled(schema.title, 'EKS Auto Mode');
  if (outpostConfig) throw new NotModelled(schema.title, 'clusters on AWS Outposts');
  if (remoteNetworkConfig) throw new NotModelled(schema.title, 'hybrid nodes');
  if (controlPlaneScalingConfig) throw new NotModelled(schema.title, 'provisioned control planes');
}

function describe({ record, status }: Cluster): Model<ClusterRecord> {
  return { ...record, status };
}

function describeProfile({ record, state }: Profile): Model<FargateProfile> {
  return { ...record, status: state.state };
}

function paged<T>(all: readonly T[], { nextToken, maxResults = limits.listed.default }: { nextToken?: string; maxResults?: number }) {
  return pageOf(all, { nextToken, size: maxResults, badToken: () => failure('InvalidParameterException', 'The nextToken is not valid.') });
} // prettier-ignore

const failure = (name: keyof typeof schema.errors & string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => failure('BadRequestException', `The tag key ${key} is not valid.`),
  badValue: (value, key) =>
    failure('BadRequestException', `The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => failure('BadRequestException', 'A resource can have 50 tags at most.'),
};
