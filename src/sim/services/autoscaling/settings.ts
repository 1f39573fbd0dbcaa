import { AwsError, type Region } from '../../cloud/index.ts';
import { notModelled, requireWhole, validationError } from './errors.ts';
import { ask } from './other-services.ts';
import { checkDistribution, type InstancesDistribution } from './plan/distribution.ts';
import { checkLifetime } from './plan/instance-lifetime.ts';
import { checkMaintenancePolicy, isCleared } from './plan/maintenance-policy.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';

/** A subnet that a group launches into. */
export interface GroupSubnet {
  readonly id: string;
  readonly zone: string;
  readonly zoneId: string;
}

/** What a group was told to be: the members of CreateAutoScalingGroup, with AWS's defaults where nothing was said. */
export interface Settings extends Omit<Input<'CreateAutoScalingGroup'>, 'tags' | 'lifecycleHookSpecificationList' | 'instanceId'> {
  desiredCapacity: number;
  defaultCooldown: number;
  healthCheckType: string;
  healthCheckGracePeriod: number;
  newInstancesProtectedFromScaleIn: boolean;
  terminationPolicies: string[];
  targetGroupARNs: string[];
  /** Where it launches, resolved. */
  subnets: readonly GroupSubnet[];
} // prettier-ignore

const NOT_MODELLED = 'instanceId loadBalancerNames placementGroup context operator capacityReservationSpecification instanceLifecyclePolicy availabilityZoneImpairmentPolicy availabilityZoneIds'; // prettier-ignore
const POLICIES = ['Default', 'AllocationStrategy', 'OldestInstance', 'NewestInstance', 'OldestLaunchTemplate', 'OldestLaunchConfiguration', 'ClosestToNextInstanceHour']; // prettier-ignore

/** All termination policies, by name. */
export const TERMINATION_POLICIES: readonly string[] = POLICIES;

/** A new group's settings, checked. Throws ValidationError where AWS would. */
export function newSettings(region: Region, input: Input<'CreateAutoScalingGroup'>): Settings {
  const { tags: _tags, lifecycleHookSpecificationList: _hooks, instanceId: _id, ...given } = input;
  refuseNotModelled(input);
  const settings: Settings = {
    ...given,
    desiredCapacity: input.desiredCapacity ?? input.minSize,
    defaultCooldown: input.defaultCooldown ?? 300,
    healthCheckType: input.healthCheckType ?? 'EC2',
    healthCheckGracePeriod: input.healthCheckGracePeriod ?? 0,
    newInstancesProtectedFromScaleIn: input.newInstancesProtectedFromScaleIn ?? false,
    terminationPolicies: input.terminationPolicies?.length ? input.terminationPolicies : ['Default'],
    targetGroupARNs: targetGroupsOf(input),
    subnets: subnetsOf(region, input),
  };
  check(region, settings);
  return settings;
}

/** The settings of a group with what UpdateAutoScalingGroup changes; the desired capacity is brought within new bounds. */
export function changedSettings(
  region: Region,
  before: Settings,
  input: Input<'UpdateAutoScalingGroup'>,
): Settings {
  refuseNotModelled(input);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const settings: Settings = { ...before, ...given };
  const sources = ['launchTemplate', 'launchConfigurationName', 'mixedInstancesPolicy'] as const;
  const named = sources.find((source) => input[source] !== undefined);
  for (const source of sources) if (named && source !== named) delete settings[source];
  if (input.vpcZoneIdentifier !== undefined || input.availabilityZones !== undefined) {
    if (input.vpcZoneIdentifier === undefined) delete settings.vpcZoneIdentifier;
    settings.subnets = subnetsOf(region, input.vpcZoneIdentifier === undefined ? { availabilityZones: input.availabilityZones } : settings); // prettier-ignore
  }
  if (input.terminationPolicies?.length === 0) settings.terminationPolicies = ['Default'];
  if (input.instanceMaintenancePolicy && isCleared(percentages(input.instanceMaintenancePolicy)))
    delete settings.instanceMaintenancePolicy;
  if (input.defaultInstanceWarmup === -1) delete settings.defaultInstanceWarmup;
  const { minSize, maxSize } = settings;
  if (input.desiredCapacity === undefined)
    settings.desiredCapacity = Math.max(minSize, Math.min(maxSize, before.desiredCapacity));
  check(region, settings);
  return settings;
}

function refuseNotModelled(input: object): void {
  const { placementGroup, loadBalancerNames } = input as Input<'CreateAutoScalingGroup'>;
  for (const name of NOT_MODELLED.split(' ')) {
    const value = (input as Record<string, unknown>)[name];
    if (value === undefined || (name === 'placementGroup' && placementGroup === '')) continue;
    if (name === 'loadBalancerNames' && loadBalancerNames?.length === 0) continue;
    throw notModelled(name.charAt(0).toUpperCase() + name.slice(1));
  }
}

function check(region: Region, settings: Settings): void {
  const { minSize, maxSize, desiredCapacity, mixedInstancesPolicy: mixed, instanceMaintenancePolicy: maintenance } = settings; // prettier-ignore
  for (const [name, value] of Object.entries({ MinSize: minSize, MaxSize: maxSize, DesiredCapacity: desiredCapacity, DefaultCooldown: settings.defaultCooldown, HealthCheckGracePeriod: settings.healthCheckGracePeriod })) requireWhole(name, value, 0); // prettier-ignore
  if (minSize > maxSize) throw validationError(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`); // prettier-ignore
  if (desiredCapacity < minSize || desiredCapacity > maxSize) throw validationError(`Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`); // prettier-ignore
  const sources = [settings.launchTemplate, settings.launchConfigurationName, mixed];
  if (sources.filter((one) => one !== undefined).length !== 1) throw validationError('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.'); // prettier-ignore
  if (!/^(EC2|ELB|EBS|VPC_LATTICE)(,(EC2|ELB|EBS|VPC_LATTICE))*$/.test(settings.healthCheckType)) throw validationError(`Health check type ${settings.healthCheckType} is not valid.`); // prettier-ignore
  if (settings.healthCheckType.includes('VPC_LATTICE')) throw notModelled('HealthCheckType VPC_LATTICE');
  if (settings.maxInstanceLifetime !== undefined) checkLifetime(settings.maxInstanceLifetime);
  if (settings.defaultInstanceWarmup !== undefined) requireWhole('DefaultInstanceWarmup', settings.defaultInstanceWarmup, -1); // prettier-ignore
  if (settings.desiredCapacityType !== undefined && settings.desiredCapacityType !== 'units') throw notModelled(`DesiredCapacityType ${settings.desiredCapacityType}`); // prettier-ignore
  if (maintenance) checkMaintenancePolicy(percentages(maintenance));
  for (const policy of settings.terminationPolicies) {
    if (policy.startsWith('arn:')) throw notModelled('custom termination policies');
    if (!POLICIES.includes(policy)) throw validationError(`Termination policy ${policy.slice(0, 100)} is not valid.`); // prettier-ignore
  }
  if (settings.targetGroupARNs.length > 0) {
    try {
      region.service('elasticloadbalancingv2');
    } catch {
      throw notModelled('TargetGroupARNs: Elastic Load Balancing is not there');
    }
  }
  if (mixed) checkMixed(mixed);
}

function checkMixed({ launchTemplate, instancesDistribution }: Model<aws.MixedInstancesPolicy>): void {
  if (!launchTemplate?.launchTemplateSpecification)
    throw validationError('A mixed instances policy needs a launch template.');
  const { overrides = [] } = launchTemplate;
  const weighted = overrides.filter(({ weightedCapacity }) => weightedCapacity !== undefined);
  if (weighted.length > 0 && weighted.length < overrides.length)
    throw validationError('You cannot mix weighted and unweighted instance types.');
  for (const { weightedCapacity, instanceRequirements, imageId } of overrides) {
    if (instanceRequirements) throw notModelled('InstanceRequirements: attribute-based selection');
    if (imageId !== undefined) throw notModelled('ImageId of an override');
    if (weightedCapacity !== undefined) requireWhole('WeightedCapacity', Number(weightedCapacity), 1, 999);
  }
  if (instancesDistribution?.distributionSegments) throw notModelled('DistributionSegments');
  if (instancesDistribution) checkDistribution(distributionOf(instancesDistribution));
}

/** A distribution as the planners take it. */
export function distributionOf(given: Model<aws.InstancesDistribution> = {}): InstancesDistribution {
  const { spotMaxPrice, ...rest } = given;
  return {
    ...(rest as InstancesDistribution),
    ...(spotMaxPrice !== undefined && spotMaxPrice !== '' && { spotMaxPrice: Number(spotMaxPrice) }),
  };
}

/** The two numbers of a maintenance policy. */
export function percentages({ minHealthyPercentage = -1, maxHealthyPercentage = -1 }: Model<aws.InstanceMaintenancePolicy>) {
  return { minHealthyPercentage, maxHealthyPercentage };
} // prettier-ignore

function targetGroupsOf({ targetGroupARNs = [], trafficSources = [] }: Input<'CreateAutoScalingGroup'>): string[] {
  for (const { type, identifier } of trafficSources)
    if (type !== undefined && type !== 'elbv2') throw notModelled(`traffic sources of type ${type}`);
    else if (!identifier.includes(':targetgroup/')) throw notModelled(`the traffic source ${identifier}`);
  return [...new Set([...targetGroupARNs, ...trafficSources.map(({ identifier }) => identifier)])];
} // prettier-ignore

interface Subnet {
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly availabilityZoneId: string;
}

/** The subnets named, or the default ones of the zones named. */
function subnetsOf(region: Region, { vpcZoneIdentifier = '', availabilityZones = [] }: { vpcZoneIdentifier?: string; availabilityZones?: string[] }): GroupSubnet[] {
  const ids = vpcZoneIdentifier.split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (ids.length === 0 && availabilityZones.length === 0) throw validationError('At least one Availability Zone or VPC Subnet is required.');
  let found: Subnet[];
  try {
    ({ subnets: found } = ask<{ subnets: Subnet[] }>(region, 'ec2', 'DescribeSubnets', ids.length > 0 ? { subnetIds: ids } : { filters: [{ name: 'default-for-az', values: ['true'] }] }));
  } catch (error) {
    if (error instanceof AwsError) throw validationError(`The subnet ID '${ids.join(',')}' does not exist`.slice(0, 300));
    throw error;
  }
  const all = ids.length > 0 ? found : found.filter(({ availabilityZone }) => availabilityZones.includes(availabilityZone));
  const missing = ids.length > 0 ? undefined : availabilityZones.find((zone) => !all.some(({ availabilityZone }) => availabilityZone === zone));
  if (missing !== undefined) throw validationError(`Invalid Availability Zones: [${missing.slice(0, 50)}]`);
  const mixed = ids.length > 0 ? availabilityZones.find((zone) => !all.some(({ availabilityZone }) => availabilityZone === zone)) : undefined;
  if (mixed !== undefined) throw validationError('The availability zones of the specified subnets and the AutoScalingGroup do not match');
  return all.map(({ subnetId, availabilityZone, availabilityZoneId }) => ({ id: subnetId, zone: availabilityZone, zoneId: availabilityZoneId }));
} // prettier-ignore
