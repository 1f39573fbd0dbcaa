import { pageOf } from '../../cloud/page.ts';
import { dateAt, Part } from './context.ts';
import { autoScalingError, notModelled, validationError } from './errors.ts';
import { badToken } from './pages.ts';
import { autoScalingLimits as limits } from './limits.ts';
import type { Input, Output } from './schema.ts';

/** A launch configuration: the settings of CreateLaunchConfiguration, which never change. */
export interface LaunchConfiguration {
  readonly given: Input<'CreateLaunchConfiguration'>;
  readonly arn: string;
  readonly createdAt: number;
}

const NOT_MODELLED = ['instanceId', 'spotPrice', 'classicLinkVPCId', 'kernelId', 'ramdiskId'] as const;

/** Launch configurations: what launch templates have replaced. New accounts cannot make them. */
export class LaunchConfigurations extends Part {
  createLaunchConfiguration(input: Input<'CreateLaunchConfiguration'>): Output<'CreateLaunchConfiguration'> {
    const { launchConfigurationName: name } = input;
    const { launchConfigurations: all } = this.asg;
    for (const member of NOT_MODELLED) if (input[member] !== undefined) throw notModelled(`${member} of a launch configuration`); // prettier-ignore
    if (all.has(name)) throw autoScalingError('AlreadyExistsFault', `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`); // prettier-ignore
    if (all.size >= this.asg.quota(limits.launchConfigurations)) throw autoScalingError('LimitExceededFault', 'The account has as many launch configurations as it can have.'); // prettier-ignore
    if (input.imageId === undefined || input.instanceType === undefined)
      throw validationError('Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.'); // prettier-ignore
    const arn = this.asg.arn(`launchConfiguration:${this.asg.uuid()}:launchConfigurationName/${name}`);
    all.add(name, { given: input, arn, createdAt: this.now });
    return {};
  }

  deleteLaunchConfiguration({ launchConfigurationName: name }: Input<'DeleteLaunchConfiguration'>): Output<'DeleteLaunchConfiguration'> {
    this.asg.launchConfigurations.get(name);
    if (this.asg.groups.list().some((group) => group.settings.launchConfigurationName === name))
      throw autoScalingError('ResourceInUseFault', `Cannot delete launch configuration ${name} because it is attached to an AutoScalingGroup`);
    this.asg.launchConfigurations.remove(name);
    return {};
  } // prettier-ignore

  describeLaunchConfigurations(input: Input<'DescribeLaunchConfigurations'> = {}): Output<'DescribeLaunchConfigurations'> {
    const { launchConfigurationNames: names = [], nextToken, maxRecords: size = 50 } = input;
    const all = this.asg.launchConfigurations.list().filter(({ given }) => names.length === 0 || names.includes(given.launchConfigurationName));
    const { page, ...more } = pageOf(all, { nextToken, size, badToken });
    const launchConfigurations = page.map(({ given, arn, createdAt }) => ({
      keyName: '', kernelId: '', ramdiskId: '', userData: '', securityGroups: [], blockDeviceMappings: [], classicLinkVPCSecurityGroups: [],
      instanceMonitoring: { enabled: true }, ebsOptimized: false,
      ...given,
      imageId: given.imageId!,
      instanceType: given.instanceType!,
      launchConfigurationARN: arn,
      createdTime: dateAt(createdAt),
    }));
    return { launchConfigurations, ...more };
  } // prettier-ignore
}
