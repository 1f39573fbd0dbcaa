import type { Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { templateOf } from './kubernetes/node-size.ts';
import type { NodeGroup } from './node-group.ts';
import { ask, ec2Of, typeFacts, type Subnet } from './other-services.ts';
import type { Input, Model, Nodegroup } from './schema.ts';

/** What Amazon EKS takes where nothing is said. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULTS = { instanceTypes: ['t3.medium'], diskSize: 20, capacityType: 'ON_DEMAND' as const };

/**
 * Makes a managed node group: a launch template, and an Auto Scaling group with it, either all On-Demand or all Spot.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export function makeNodeGroup(
  region: Region,
  input: Input<'CreateNodegroup'>,
  own: {
    readonly arn: string;
    readonly id: string;
    readonly version: string;
    readonly subnets: readonly Subnet[];
  },
): NodeGroup {
  const { nodegroupName: name, clusterName, labels = {}, taints = [], tags = {}, nodeRole } = input;
  const { instanceTypes = DEFAULTS.instanceTypes, capacityType = DEFAULTS.capacityType } = input;
  const scalingConfig = sizesOf(input.scalingConfig);
  const facts = instanceTypes.map((type) => typeFacts(region, type, own.subnets[0]!.availabilityZone));
  const autoScalingGroup = `eks-${name}-${own.id}`;
  makeGroup(region, autoScalingGroup, { ...input, instanceTypes, capacityType, scalingConfig }, facts[0]!.architecture); // prettier-ignore
  const record: Model<Nodegroup> = {
    nodegroupName: name,
    nodegroupArn: own.arn,
    clusterName,
    version: own.version,
    createdAt: new Date(region.world.simulation.epochMillis),
    modifiedAt: new Date(region.world.simulation.epochMillis),
    capacityType,
    scalingConfig,
    instanceTypes,
    subnets: own.subnets.map(({ subnetId }) => subnetId),
    amiType: input.amiType ?? (facts[0]!.architecture === 'arm64' ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD'), // prettier-ignore
    nodeRole,
    labels,
    taints,
    resources: { autoScalingGroups: [{ name: autoScalingGroup }] },
    diskSize: input.diskSize ?? DEFAULTS.diskSize,
    health: { issues: [] },
    updateConfig: input.updateConfig ?? { maxUnavailable: 1 },
    tags,
  };
  const all = new Map([...Object.entries(labels), ['eks.amazonaws.com/nodegroup', name], ['eks.amazonaws.com/capacityType', capacityType]]); // prettier-ignore
  const state = new Lifecycle<NonNullable<Nodegroup['status']>>(region.world.simulation, 'CREATING');
  return { name, autoScalingGroup, managed: true, template: templateOf(facts[0]!, all, planned(taints), true), record, state }; // prettier-ignore
}

/** The sizes of a group: what is not said is 2, or within what is. */
export function sizesOf({ minSize, maxSize, desiredSize }: Partial<Record<'minSize' | 'maxSize' | 'desiredSize', number>> = {}) {
  const desired = desiredSize ?? Math.max(minSize ?? 1, Math.min(2, maxSize ?? 2));
  return { minSize: minSize ?? Math.min(1, desired), maxSize: maxSize ?? Math.max(2, desired), desiredSize: desired };
} // prettier-ignore

/** Taints as the scheduler has them. */
export const planned = (taints: Input<'CreateNodegroup'>['taints'] = []) =>
  taints.map(({ key = '', value, effect = 'NO_SCHEDULE' }) => ({ key, value, effect }));

function makeGroup(
  region: Region,
  name: string,
  input: Input<'CreateNodegroup'> & Required<Pick<Input<'CreateNodegroup'>, 'instanceTypes' | 'capacityType' | 'scalingConfig'>>,
  architecture: 'x86_64' | 'arm64',
): void {
  const { scalingConfig: size, capacityType, instanceTypes } = input;
  const launchTemplateData = { imageId: ec2Of(region).image(architecture), instanceType: instanceTypes[0] };
  ask(region, 'ec2', 'CreateLaunchTemplate', { launchTemplateName: name, launchTemplateData });
  const spot = capacityType === 'SPOT';
  ask(region, 'autoscaling', 'CreateAutoScalingGroup', {
    autoScalingGroupName: name,
    minSize: size.minSize,
    maxSize: size.maxSize,
    desiredCapacity: size.desiredSize,
    vpcZoneIdentifier: input.subnets.join(','),
    capacityRebalance: spot,
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateName: name, version: '$Latest' },
        overrides: instanceTypes.map((instanceType) => ({ instanceType })),
      },
      instancesDistribution: {
        onDemandAllocationStrategy: 'prioritized',
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: spot ? 0 : 100,
        spotAllocationStrategy: 'price-capacity-optimized',
      },
    },
    tags: ['k8s.io/cluster-autoscaler/enabled', `k8s.io/cluster-autoscaler/${input.clusterName}`].map((key) => ({ key, value: 'true', propagateAtLaunch: true })),
  });
} // prettier-ignore
