import { AwsError } from '../../cloud/index.ts';
import type { Context } from './context.ts';
import { validationError } from './errors.ts';
import { ask } from './other-services.ts';
import type { InstancesDistribution } from './plan/distribution.ts';
import type { LaunchSource, PurchaseOption } from './plan/instance.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import { distributionOf, type Settings } from './settings.ts';

/** What of a launch template a group looks at. */
interface TemplateVersion {
  readonly launchTemplateId: string;
  readonly launchTemplateName: string;
  readonly versionNumber: number;
  readonly launchTemplateData: {
    readonly instanceType?: string;
    readonly imageId?: string;
    readonly monitoring?: { readonly enabled?: boolean };
    readonly instanceMarketOptions?: { readonly marketType?: string };
    readonly networkInterfaces?: readonly object[];
  };
}

/** An instance type that a group may launch. */
export interface LaunchType {
  readonly type: string;
  readonly weight: number;
  /** The weight as it was given; undefined in a group without weights. */
  readonly weighted: string | undefined;
  readonly template: TemplateVersion | undefined;
}

/** What a group launches from, resolved at this moment: `$Latest` is a number here. */
export interface LaunchPlan {
  readonly source: LaunchSource;
  /** In order of priority; one in a group that is not mixed. */
  readonly types: readonly LaunchType[];
  /** How a mixed group divides; undefined in any other. */
  readonly distribution: InstancesDistribution | undefined;
  /** Whether a group that is not mixed launches Spot Instances. */
  readonly spot: boolean;
  readonly detailedMonitoring: boolean;
  /** The input of RunInstances. */
  request(type: LaunchType, option: PurchaseOption, subnet: string, tags: readonly aws.Tag[] | readonly Model<aws.Tag>[]): object;
} // prettier-ignore

/** What a group with these settings launches. Throws ValidationError where its launch template is not there. */
export function launchPlanOf(asg: Context, settings: Settings): LaunchPlan {
  const { launchTemplate, launchConfigurationName: name, mixedInstancesPolicy: mixed } = settings;
  if (name !== undefined) return fromConfiguration(asg, name);
  const specification = mixed?.launchTemplate?.launchTemplateSpecification ?? launchTemplate!;
  const version = templateVersion(asg, specification);
  const { launchTemplateData: data } = version;
  const overrides = mixed?.launchTemplate?.overrides ?? [];
  const types = overrides.map(({ instanceType, weightedCapacity, launchTemplateSpecification }): LaunchType => ({
    type: instanceType ?? data.instanceType!,
    weight: Number(weightedCapacity ?? 1),
    weighted: weightedCapacity,
    template: launchTemplateSpecification ? templateVersion(asg, launchTemplateSpecification) : version,
  })); // prettier-ignore
  if (types.length === 0) types.push({ type: data.instanceType!, weight: 1, weighted: undefined, template: version }); // prettier-ignore
  if (types.some(({ type }) => type === undefined)) throw validationError('You must use a valid fully-formed launch template. The request must contain the parameter InstanceType'); // prettier-ignore
  const distribution = mixed && distributionOf(mixed.instancesDistribution);
  return {
    source: { kind: 'template', id: version.launchTemplateId, version: version.versionNumber },
    types,
    distribution,
    spot: data.instanceMarketOptions?.marketType === 'spot',
    detailedMonitoring: data.monitoring?.enabled ?? false,
    request(type, option, subnet, tags) {
      const { launchTemplateId, versionNumber, launchTemplateData } = type.template!;
      const [own] = launchTemplateData.networkInterfaces ?? [];
      const { spotMaxPrice } = distribution ?? {};
      const spotOptions = { spotInstanceType: 'one-time', ...(spotMaxPrice !== undefined && { maxPrice: String(spotMaxPrice * type.weight) }) }; // prettier-ignore
      return {
        minCount: 1,
        maxCount: 1,
        launchTemplate: { launchTemplateId, version: String(versionNumber) },
        instanceType: type.type,
        ...(own ? { networkInterfaces: [{ ...own, subnetId: subnet }] } : { subnetId: subnet }),
        ...(distribution && option === 'spot' && { instanceMarketOptions: { marketType: 'spot', spotOptions } }), // prettier-ignore
        ...tagged(tags),
      };
    },
  };
}

/** The version that a specification names; the default one where it names none. */
export function templateVersion(
  { region }: Context,
  { launchTemplateId, launchTemplateName, version = '$Default' }: Model<aws.LaunchTemplateSpecification>,
): TemplateVersion {
  try {
    const named = launchTemplateId === undefined ? { launchTemplateName } : { launchTemplateId };
    const { launchTemplateVersions } = ask<{ launchTemplateVersions: TemplateVersion[] }>(region, 'ec2', 'DescribeLaunchTemplateVersions', { ...named, versions: [version === '' ? '$Default' : version] }); // prettier-ignore
    return launchTemplateVersions[0]!;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`You must use a valid fully-formed launch template. ${error.message}`);
  }
}

function fromConfiguration({ launchConfigurations }: Context, name: string): LaunchPlan {
  const found = launchConfigurations.find(name);
  if (!found) throw validationError(`Launch configuration name not found - Launch configuration ${name.slice(0, 255)} not found`); // prettier-ignore
  const { given, createdAt } = found;
  const { imageId, keyName, userData, ebsOptimized, associatePublicIpAddress: isPublic, iamInstanceProfile: profile } = given; // prettier-ignore
  // A launch configuration monitors in detail unless it says otherwise.
  const detailedMonitoring = given.instanceMonitoring?.enabled ?? true;
  const type = { type: given.instanceType!, weight: 1, weighted: undefined, template: undefined };
  return {
    source: { kind: 'configuration', name, createdAt },
    types: [type],
    distribution: undefined,
    spot: false,
    detailedMonitoring,
    request: (_type, _option, subnet, tags) => ({
      minCount: 1,
      maxCount: 1,
      imageId,
      instanceType: type.type,
      ...(keyName !== undefined && keyName !== '' && { keyName }),
      ...(userData !== undefined && userData !== '' && { userData }),
      ...(ebsOptimized && { ebsOptimized }),
      ...(profile !== undefined && { iamInstanceProfile: profile.startsWith('arn:') ? { arn: profile } : { name: profile } }), // prettier-ignore
      monitoring: { enabled: detailedMonitoring },
      ...(isPublic === undefined
        ? { subnetId: subnet, ...(given.securityGroups?.length && { securityGroupIds: given.securityGroups }) }
        : { networkInterfaces: [{ deviceIndex: 0, subnetId: subnet, associatePublicIpAddress: isPublic, ...(given.securityGroups?.length && { groups: given.securityGroups }) }] }), // prettier-ignore
      ...tagged(tags),
    }),
  };
}

function tagged(tags: readonly object[]): object {
  return tags.length > 0 ? { tagSpecifications: [{ resourceType: 'instance', tags }] } : {};
}
