import type { Delivery } from '../../cloud/target.ts';
import type { Region } from '../../cloud/index.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { Reply } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';
import { Service } from '../../tongue/service.ts';
import type { Context } from './context.ts';
import { validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import { GroupInstances } from './group-instances.ts';
import { GroupWatchers } from './group-watchers.ts';
import { Groups, missingGroup } from './groups.ts';
import { LaunchConfigurations, type LaunchConfiguration } from './launch-configurations.ts';
import { LifecycleHooks } from './lifecycle-hooks.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { defaultModel, type AutoScalingModel } from './model.ts';
import { Policies } from './policies.ts';
import { Refreshes } from './refreshes.ts';
import { Schedules } from './schedules.ts';
import { ask, ec2Of } from './other-services.ts';
import { schema, type Input, type Methods } from './schema.ts';
import { GroupTags } from './tags.ts';
import { WarmPools } from './warm-pools.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [Groups, GroupInstances, Policies, Schedules, LifecycleHooks, Refreshes, WarmPools, GroupTags, GroupWatchers, LaunchConfigurations]; // prettier-ignore
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** What `createGroup` takes: the members of CreateAutoScalingGroup, and what to launch where no template is named. */
export interface GroupOptions extends Omit<Input<'CreateAutoScalingGroup'>, 'autoScalingGroupName'> {
  /** `t3.micro` unless given. */
  readonly instanceType?: string;
  /** Whether instances publish their CPU each minute rather than every five. Default true. */
  readonly detailedMonitoring?: boolean;
}

/**
 * Amazon EC2 Auto Scaling in one Region. Its operations are those of its parts: whichever has a method of that name.
 *
 *     const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 10 });
 *     await cloud.waitUntil(() => web.inService.length === 2);
 */
export interface AutoScaling extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class AutoScaling extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['ec2', 'cloudwatch'];
  static override readonly rules = {
    AutoScalingGroupName: limits.name,
    PolicyName: { min: 1, max: 1600 },
    LaunchConfigurationName: limits.name,
    DesiredCapacityType: { min: 1, max: 255 },
    MaxRecords: { min: 1, max: limits.listed.max },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: AutoScalingModel = defaultModel();
  readonly #groups = new Registry<AutoScalingGroup>(missingGroup);
  readonly #policies: Policies;
  readonly #parts: Parts;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const asg: Context = {
      region,
      model: this.model,
      groups: this.#groups,
      launchConfigurations: new Registry<LaunchConfiguration>((name) => validationError(`Launch configuration name not found - Launch configuration ${name.slice(0, 255)} not found`)), // prettier-ignore
      uuid: () => this.uuid(),
      arn: (resource) => this.arn(resource),
      random: (purpose) => this.random(purpose),
      quota: (row) => this.quota(row),
    };
    const hooks = new LifecycleHooks(asg);
    const tags = new GroupTags(asg);
    const policies = new Policies(asg);
    this.#policies = policies;
    this.#parts = [new Groups(asg, { hooks, tags, policies }), new GroupInstances(asg), policies, new Schedules(asg), hooks, new Refreshes(asg), new WarmPools(asg), tags, new GroupWatchers(asg), new LaunchConfigurations(asg)]; // prettier-ignore
    region.events.listen(({ source, detailType, detail }) => {
      if (source === 'aws.ec2') this.#heard(detailType, String(detail['instance-id']));
    });
  }

  /**
   * Makes a group; answers its handle. Without subnets or zones: all default subnets; without something to launch: a launch
   * template of Amazon Linux on `instanceType`, which is t3.micro unless given, monitored every minute.
   */
  createGroup(
    name: string,
    { instanceType, detailedMonitoring, ...options }: GroupOptions,
  ): AutoScalingGroup {
    const { launchTemplate, launchConfigurationName, mixedInstancesPolicy: mixed, vpcZoneIdentifier, availabilityZones } = options; // prettier-ignore
    const given = { ...options };
    if (vpcZoneIdentifier === undefined && availabilityZones === undefined) given.availabilityZones = zonesOf(this.region.name, this.region.account).map((zone) => zone.name); // prettier-ignore
    if (
      launchConfigurationName === undefined &&
      !(launchTemplate ?? mixed?.launchTemplate?.launchTemplateSpecification)
    ) {
      // prettier-ignore
      const launchTemplateName = this.#template(name, instanceType ?? 't3.micro', detailedMonitoring ?? true);
      const specification = { launchTemplateName, version: '$Latest' };
      if (mixed)
        given.mixedInstancesPolicy = { ...mixed, launchTemplate: { ...mixed.launchTemplate, launchTemplateSpecification: specification } }; // prettier-ignore
      else given.launchTemplate = specification;
    }
    this.createAutoScalingGroup({ ...given, autoScalingGroupName: name });
    return this.group(name);
  }

  /** The group of that name. Throws ValidationError where there is none. */
  group(name: string): AutoScalingGroup {
    return this.#groups.get(name);
  }

  /** All groups, in the order in which they were made. */
  get groups(): AutoScalingGroup[] {
    return this.#groups.list();
  }

  /** @internal An alarm calls a scaling policy. */
  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    this.#policies.deliver(arn, delivery);
    return Reply.resolved(this.simulation, undefined);
  }

  /** @internal What an operation does: a part's method. */
  perform(operation: string, input: object): unknown {
    const name = camel(operation);
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    if (!/^(Describe|Get)/.test(operation) && !this.region.world.faults.isControlPlaneUp('autoscaling', this.region.name))
      throw this.error('ServiceUnavailable', 'Service is unavailable.'); // prettier-ignore
    return part[name]!(input);
  }

  /** A launch template for a group that was given none; answers its name. */
  #template(name: string, instanceType: string, enabled: boolean): string {
    const launchTemplateName = `${name}-${instanceType}`;
    const graviton = /^[a-z]+[0-9]+[a-z]*g/.test(instanceType) || instanceType.startsWith('t4g.');
    const imageId = ec2Of(this.region).image(graviton ? 'arm64' : 'x86_64');
    ask(this.region, 'ec2', 'CreateLaunchTemplate', { launchTemplateName, launchTemplateData: { imageId, instanceType, monitoring: { enabled } } }); // prettier-ignore
    return launchTemplateName;
  }

  /** EC2 says that something has happened to an instance. */
  #heard(detailType: string, id: string): void {
    for (const group of this.#groups) {
      const member = group.members.get(id);
      if (!member) continue;
      if (detailType === 'EC2 Instance Rebalance Recommendation') member.risk ??= 'recommended';
      else if (detailType === 'EC2 Spot Instance Interruption Warning') member.risk = 'noticed';
      if (member.risk !== undefined) group.wake(0);
      member.changed.fire();
      return;
    }
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(AutoScaling.prototype, camel(operation), {
        configurable: true,
        value(this: AutoScaling, input: object) {
          return this.perform(operation, input);
        },
      });
  }
}
