import { AwsError, NotModelled, type Region } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import type { BeanstalkModel } from './model.ts';
import type { Settings } from './options.ts';
import { ask, ec2Of, queueCall, serverOf, type Steps } from './other-services.ts';
import type { Version } from './version.ts';

/** What a stack asks of its environment. */
export interface StackOwner {
  readonly region: Region;
  readonly model: BeanstalkModel;
  /** `e-…`. */
  readonly id: string;
  readonly tier: 'WebServer' | 'Worker';
  readonly settings: Settings;
  /** Twelve characters for the name of a resource, as CloudFormation makes them. */
  suffix(): string;
  /** Says what was made. */
  event(message: string): void;
}

/** A group of instances with a launch template of its own. */
export interface Fleet {
  readonly name: string;
  readonly templateId: string;
  /** What its new instances run. */
  version: Version;
}

/** An Auto Scaling group, as far as an environment looks at it. */
interface Group {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly instances: readonly { readonly id: string; readonly state: string }[];
}

/**
 * The resources of an environment: a load balancer with a target group, an Auto Scaling group, security groups, alarms; of a
 * single instance an Elastic IP address, of a worker environment a queue.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts.html
 */
export class Stack {
  /** The load balancer; undefined for a single instance or a worker environment. */
  balancer: { readonly arn: string; readonly name: string; readonly dnsName: string; readonly listenerArn: string } | undefined; // prettier-ignore
  /** The target group of its instances. */
  targetGroup: string | undefined;
  /** Another target group, while a deployment splits the traffic. */
  aside: string | undefined;
  /** Its instances. */
  fleet: Fleet | undefined;
  /** The queue of a worker environment. */
  queue: { readonly url: string; readonly own: boolean; readonly deadLetters: string | undefined } | undefined; // prettier-ignore
  /** The Elastic IP address of a single instance. */
  address: { readonly allocationId: string; readonly publicIp: string } | undefined;
  /** Names of its alarms. */
  readonly alarms: string[] = [];
  /** All its fleets by launch template: the permanent one, and a temporary one during some deployments. */
  readonly fleets = new Map<string, Fleet>();
  readonly #owner: StackOwner;
  readonly #groups: string[] = [];

  /** Makes nothing yet. */
  constructor(owner: StackOwner) {
    this.#owner = owner;
  }

  get #region(): Region {
    return this.#owner.region;
  }

  /** Makes all of it. */
  *make(version: Version): Steps {
    const { settings, tier, model } = this.#owner;
    const single = settings.get('environment', 'EnvironmentType') === 'SingleInstance';
    if (tier === 'Worker') yield* this.#makeQueue();
    else if (single) this.#makeAddress();
    else this.#makeBalancer();
    yield model.pace;
    const fleet = this.makeFleet('stack', version, single ? 1 : settings.number('group', 'MinSize'));
    this.fleet = fleet;
    if (single) this.resize({ minSize: 1, maxSize: 1 });
    this.#owner.event(`Created Auto Scaling group named: ${fleet.name}`);
    if (!single) this.#makeTrigger();
  }

  /** A group of so many instances, with a launch template of its own. */
  makeFleet(kind: 'stack' | 'immutable-stack', version: Version, size: number): Fleet {
    const { id, settings, model } = this.#owner;
    const name = `awseb-${id}-${kind}-AWSEBAutoScalingGroup-${this.#owner.suffix()}`;
    const [first = ''] = settings.get('instances', 'InstanceTypes').split(',');
    const instanceType = first || settings.get('launch', 'InstanceType') || model.instanceType;
    const arm = /^[a-z]+\d+[a-z]*g[a-z]*\.|^t4g\./.test(instanceType);
    const { launchTemplate } = ask<{ launchTemplate: { launchTemplateId: string } }>(this.#region, 'ec2', 'CreateLaunchTemplate', {
      launchTemplateName: name.replace('AWSEBAutoScalingGroup', 'AWSEBEC2LaunchTemplate'),
      launchTemplateData: { imageId: ec2Of(this.#region).image(arm ? 'arm64' : 'x86_64'), instanceType, securityGroupIds: [this.#instanceGroup()], monitoring: { enabled: settings.get('launch', 'MonitoringInterval') === '1 minute' } },
    }); // prettier-ignore
    const fleet: Fleet = { name, templateId: launchTemplate.launchTemplateId, version };
    this.fleets.set(fleet.templateId, fleet);
    const permanent = kind === 'stack';
    const wanted = size;
    ask(this.#region, 'autoscaling', 'CreateAutoScalingGroup', {
      autoScalingGroupName: name,
      minSize: permanent ? wanted : 0,
      maxSize: Math.max(wanted, permanent ? settings.number('group', 'MaxSize') : 10_000),
      desiredCapacity: wanted,
      defaultCooldown: settings.number('group', 'Cooldown'),
      vpcZoneIdentifier: this.#subnets().join(','),
      launchTemplate: { launchTemplateId: fleet.templateId, version: '$Latest' },
      ...(permanent && this.targetGroup !== undefined && { targetGroupARNs: [this.targetGroup] }),
    });
    return fleet;
  }

  /** Takes a fleet away with all its instances. */
  dropFleet(fleet: Fleet): void {
    this.#quietly(() => ask(this.#region, 'autoscaling', 'DeleteAutoScalingGroup', { autoScalingGroupName: fleet.name, forceDelete: true })); // prettier-ignore
    this.#quietly(() => ask(this.#region, 'ec2', 'DeleteLaunchTemplate', { launchTemplateId: fleet.templateId })); // prettier-ignore
    this.fleets.delete(fleet.templateId);
  }

  /** Another target group with the settings of the environment. */
  makeTargetGroup(): string {
    const { settings } = this.#owner;
    const number = (name: string) => settings.number('process', name);
    const { targetGroups } = ask<{ targetGroups: { targetGroupArn: string }[] }>(this.#region, 'elasticloadbalancingv2', 'CreateTargetGroup', {
      name: `awseb-AWSEB-${this.#owner.suffix()}`,
      protocol: 'HTTP',
      port: number('Port'),
      vpcId: networkOf(this.#region).defaults().vpcId,
      healthCheckPath: settings.get('process', 'HealthCheckPath'),
      healthCheckIntervalSeconds: number('HealthCheckInterval'),
      healthCheckTimeoutSeconds: number('HealthCheckTimeout'),
      healthyThresholdCount: number('HealthyThresholdCount'),
      unhealthyThresholdCount: number('UnhealthyThresholdCount'),
      matcher: { httpCode: settings.get('process', 'MatcherHTTPCode') },
    }); // prettier-ignore
    const [{ targetGroupArn }] = targetGroups as [{ targetGroupArn: string }];
    this.#describeProcess(targetGroupArn);
    return targetGroupArn;
  }

  /** Takes a target group away. */
  dropTargetGroup(targetGroupArn: string): void {
    if (this.aside === targetGroupArn) this.aside = undefined;
    this.#quietly(() => ask(this.#region, 'elasticloadbalancingv2', 'DeleteTargetGroup', { targetGroupArn }));
  }

  /** Sends each of these target groups its share of the requests, in percent. */
  forward(shares: Readonly<Record<string, number>>): void {
    const targetGroups = Object.entries(shares).map(([targetGroupArn, weight]) => ({ targetGroupArn, weight })); // prettier-ignore
    ask(this.#region, 'elasticloadbalancingv2', 'ModifyListener', { listenerArn: this.balancer!.listenerArn, defaultActions: [{ type: 'forward', forwardConfig: { targetGroups } }] }); // prettier-ignore
  }

  /** Puts instances behind the balancer. */
  register(ids: readonly string[], targetGroupArn = this.targetGroup!): void {
    for (const id of ids) this.#quietly(() => ask(this.#region, 'elasticloadbalancingv2', 'RegisterTargets', { targetGroupArn, targets: [{ id }] })); // prettier-ignore
  }

  /** Takes instances from behind the balancer. */
  deregister(ids: readonly string[], targetGroupArn = this.targetGroup!): void {
    for (const id of ids) this.#quietly(() => ask(this.#region, 'elasticloadbalancingv2', 'DeregisterTargets', { targetGroupArn, targets: [{ id }] })); // prettier-ignore
  }

  /** What the balancer says of its targets, by instance: `healthy` and so on. */
  targets(targetGroupArn = this.targetGroup): Map<string, string> {
    if (targetGroupArn === undefined) return new Map();
    const { targetHealthDescriptions: all = [] } = ask<{ targetHealthDescriptions?: { target: { id: string }; targetHealth: { state: string } }[] }>(this.#region, 'elasticloadbalancingv2', 'DescribeTargetHealth', { targetGroupArn }); // prettier-ignore
    return new Map(all.map(({ target, targetHealth }) => [target.id, targetHealth.state]));
  }

  /** The instances of a fleet that are in service, in the order of their launches. */
  members(fleet = this.fleet): string[] {
    const all = this.#group(fleet)?.instances ?? [];
    return all.filter(({ state }) => state === 'InService').map(({ id }) => id);
  }

  /** All instances of a fleet, those that come and go too. */
  all(fleet = this.fleet): string[] {
    return (this.#group(fleet)?.instances ?? []).map(({ id }) => id);
  }

  /** The sizes of the group. */
  sizes(): { minSize: number; maxSize: number } {
    const { minSize = 0, maxSize = 0 } = this.#group(this.fleet) ?? {};
    return { minSize, maxSize };
  }

  /** Changes the sizes of a group. */
  resize(sizes: { minSize?: number; maxSize?: number; desiredCapacity?: number }, fleet = this.fleet!): void {
    ask(this.#region, 'autoscaling', 'UpdateAutoScalingGroup', { autoScalingGroupName: fleet.name, ...sizes }); // prettier-ignore
  }

  /** Moves instances from a temporary fleet to the permanent one. */
  *move(ids: readonly string[], from: Fleet): Steps {
    const to = this.fleet!;
    for (let i = 0; i < ids.length; i += 20) {
      const instanceIds = ids.slice(i, i + 20);
      ask(this.#region, 'autoscaling', 'DetachInstances', { autoScalingGroupName: from.name, instanceIds, shouldDecrementDesiredCapacity: true }); // prettier-ignore
      yield this.#owner.model.pace;
      ask(this.#region, 'autoscaling', 'AttachInstances', { autoScalingGroupName: to.name, instanceIds });
    }
  }

  /** Terminates instances of the permanent fleet, and wants fewer of them. */
  terminate(ids: readonly string[]): void {
    for (const instanceId of ids) this.#quietly(() => ask(this.#region, 'autoscaling', 'TerminateInstanceInAutoScalingGroup', { instanceId, shouldDecrementDesiredCapacity: true })); // prettier-ignore
  }

  /** Takes over what has changed in the settings. */
  refit(): void {
    const { settings } = this.#owner;
    const single = settings.get('environment', 'EnvironmentType') === 'SingleInstance';
    if (!single) this.resize({ minSize: settings.number('group', 'MinSize'), maxSize: settings.number('group', 'MaxSize') }); // prettier-ignore
    if (this.targetGroup !== undefined) this.#describeProcess(this.targetGroup);
    if (!single) this.#makeTrigger();
  }

  /** A single instance has the Elastic IP address. */
  follow(id: string): void {
    if (this.address) this.#quietly(() => ask(this.#region, 'ec2', 'AssociateAddress', { allocationId: this.address!.allocationId, instanceId: id, allowReassociation: true })); // prettier-ignore
  }

  /** Takes all of it away. */
  *drop(): Steps {
    const ids = this.all();
    if (this.alarms.length > 0) ask(this.#region, 'cloudwatch', 'DeleteAlarms', { alarmNames: this.alarms.splice(0) }); // prettier-ignore
    for (const fleet of [...this.fleets.values()]) this.dropFleet(fleet);
    while (ids.some((id) => !/^(terminated|undefined)$/.test(String(serverOf(this.#region, id)?.state)))) yield this.#owner.model.pace; // prettier-ignore
    yield this.#owner.model.pace;
    if (this.balancer) ask(this.#region, 'elasticloadbalancingv2', 'DeleteLoadBalancer', { loadBalancerArn: this.balancer.arn }); // prettier-ignore
    if (this.targetGroup !== undefined) this.dropTargetGroup(this.targetGroup);
    if (this.address) this.#quietly(() => ask(this.#region, 'ec2', 'ReleaseAddress', { allocationId: this.address!.allocationId })); // prettier-ignore
    for (const groupId of this.#groups.reverse()) this.#quietly(() => ask(this.#region, 'ec2', 'DeleteSecurityGroup', { groupId })); // prettier-ignore
    if (this.queue?.own) for (const QueueUrl of [this.queue.url, this.queue.deadLetters]) if (QueueUrl !== undefined) yield* queueCall(this.#region, 'DeleteQueue', { QueueUrl }); // prettier-ignore
  }

  #group(fleet: Fleet | undefined): Group | undefined {
    const { groups } = this.#region.service('autoscaling') as { readonly groups: readonly Group[] };
    return fleet && groups.find(({ name }) => name === fleet.name);
  }

  #makeBalancer(): void {
    const { settings, id } = this.#owner;
    const kind = settings.get('environment', 'LoadBalancerType');
    if (kind !== 'application') throw new NotModelled('AWS Elastic Beanstalk', `the load balancer type ${kind}, where the API takes classic by default: set LoadBalancerType to application, as the console and the EB CLI do`); // prettier-ignore
    this.targetGroup = this.makeTargetGroup();
    this.#owner.event(`Created target group named: ${this.targetGroup}`);
    const securityGroup = this.#makeGroup(`awseb-${id}-AWSEBLoadBalancerSecurityGroup`, { cidrIp: '0.0.0.0/0' }); // prettier-ignore
    const { loadBalancers } = ask<{ loadBalancers: { loadBalancerArn: string; loadBalancerName: string; dnsName: string }[] }>(this.#region, 'elasticloadbalancingv2', 'CreateLoadBalancer', { name: `awseb--AWSEB-${this.#owner.suffix()}`, subnets: this.#subnets(), securityGroups: [securityGroup] }); // prettier-ignore
    const [{ loadBalancerArn: arn, loadBalancerName: name, dnsName }] = loadBalancers as [{ loadBalancerArn: string; loadBalancerName: string; dnsName: string }]; // prettier-ignore
    const { listeners } = ask<{ listeners: { listenerArn: string }[] }>(this.#region, 'elasticloadbalancingv2', 'CreateListener', { loadBalancerArn: arn, protocol: 'HTTP', port: 80, defaultActions: [{ type: 'forward', targetGroupArn: this.targetGroup }] }); // prettier-ignore
    this.balancer = { arn, name, dnsName, listenerArn: listeners[0]!.listenerArn };
    this.#owner.event(`Created load balancer named: ${arn}`);
  }

  #makeAddress(): void {
    this.address = ask<{ allocationId: string; publicIp: string }>(this.#region, 'ec2', 'AllocateAddress', {}); // prettier-ignore
    this.#owner.event(`Created EIP: ${this.address.publicIp}`);
  }

  *#makeQueue(): Steps {
    const { settings, id } = this.#owner;
    const given = settings.get('sqsd', 'WorkerQueueURL');
    if (given !== '') {
      this.queue = { url: given, own: false, deadLetters: undefined };
      return;
    }
    const made = function* (region: Region, QueueName: string, Attributes: Record<string, string>): Steps<{ url: string; arn: string }> {
      const { QueueUrl: url } = yield* queueCall<{ QueueUrl: string }>(region, 'CreateQueue', { QueueName, Attributes });
      return { url, arn: region.arn('sqs', QueueName) };
    }; // prettier-ignore
    const retention = { MessageRetentionPeriod: settings.get('sqsd', 'RetentionPeriod') };
    const suffix = this.#owner.suffix();
    const dead = yield* made(this.#region, `awseb-${id}-stack-AWSEBWorkerDeadLetterQueue-${suffix}`, retention); // prettier-ignore
    const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: settings.number('sqsd', 'MaxRetries') }); // prettier-ignore
    const queue = yield* made(this.#region, `awseb-${id}-stack-AWSEBWorkerQueue-${suffix}`, { ...retention, VisibilityTimeout: settings.get('sqsd', 'VisibilityTimeout'), RedrivePolicy: redrive }); // prettier-ignore
    this.queue = { url: queue.url, own: true, deadLetters: dead.url };
    this.#owner.event(`Created SQS queue named: ${queue.url}`);
  }

  /** Two alarms on the metric of the trigger, and a policy each. */
  #makeTrigger(): void {
    const { settings, id } = this.#owner;
    const text = (name: string) => settings.get('trigger', name);
    const number = (name: string) => settings.number('trigger', name);
    const metricName = text('MeasureName');
    const ofBalancer = /^(Latency|RequestCount|HealthyHostCount|UnhealthyHostCount|TargetResponseTime)$/.test(metricName); // prettier-ignore
    const dimensions = ofBalancer ? [{ name: 'LoadBalancer', value: this.balancer?.arn.split('loadbalancer/')[1] ?? '' }] : [{ name: 'AutoScalingGroupName', value: this.fleet!.name }]; // prettier-ignore
    for (const [side, comparisonOperator] of [['Upper', 'GreaterThanThreshold'], ['Lower', 'LessThanThreshold']] as const) {
      const up = side === 'Upper';
      const { policyARN } = ask<{ policyARN: string }>(this.#region, 'autoscaling', 'PutScalingPolicy', {
        autoScalingGroupName: this.fleet!.name,
        policyName: `awseb-${id}-stack-AWSEBAutoScalingScale${up ? 'Up' : 'Down'}Policy`,
        adjustmentType: 'ChangeInCapacity',
        scalingAdjustment: number(`${side}BreachScaleIncrement`),
      });
      const alarmName = `awseb-${id}-stack-AWSEBCloudwatchAlarm${up ? 'High' : 'Low'}`;
      ask(this.#region, 'cloudwatch', 'PutMetricAlarm', {
        alarmName,
        namespace: ofBalancer ? 'AWS/ApplicationELB' : 'AWS/EC2',
        metricName,
        dimensions,
        statistic: text('Statistic'),
        period: number('Period') * 60,
        evaluationPeriods: number('EvaluationPeriods'),
        threshold: number(`${side}Threshold`),
        comparisonOperator,
        alarmActions: [policyARN],
      });
      if (!this.alarms.includes(alarmName)) {
        this.alarms.push(alarmName);
        this.#owner.event(`Created CloudWatch alarm named: ${alarmName}`);
      }
    }
  } // prettier-ignore

  #describeProcess(targetGroupArn: string): void {
    const { settings } = this.#owner;
    const value = (name: string) => settings.get('process', name);
    ask(this.#region, 'elasticloadbalancingv2', 'ModifyTargetGroupAttributes', {
      targetGroupArn,
      attributes: [
        { key: 'deregistration_delay.timeout_seconds', value: value('DeregistrationDelay') },
        { key: 'stickiness.enabled', value: value('StickinessEnabled') },
        { key: 'stickiness.lb_cookie.duration_seconds', value: value('StickinessLBCookieDuration') },
      ],
    });
  }

  /** The security group of the instances: it lets the load balancer in, or everybody where there is none. */
  #instanceGroup(): string {
    const { id, tier } = this.#owner;
    const name = `awseb-${id}-AWSEBSecurityGroup`;
    if (this.#instances === undefined) {
      const from = tier === 'Worker' ? undefined : this.balancer ? { groupId: this.#groups[0]! } : { cidrIp: '0.0.0.0/0' }; // prettier-ignore
      this.#instances = this.#makeGroup(name, from);
    }
    return this.#instances;
  }
  #instances: string | undefined;

  #makeGroup(groupName: string, from: { cidrIp: string } | { groupId: string } | undefined): string {
    const port = this.#owner.settings.number('process', 'Port');
    const { groupId } = ask<{ groupId: string }>(this.#region, 'ec2', 'CreateSecurityGroup', { groupName, description: 'Elastic Beanstalk created security group used when no security groups are specified' }); // prettier-ignore
    this.#groups.push(groupId);
    const source = from && ('cidrIp' in from ? { ipRanges: [from] } : { userIdGroupPairs: [from] });
    if (source) ask(this.#region, 'ec2', 'AuthorizeSecurityGroupIngress', { groupId, ipPermissions: [{ ipProtocol: 'tcp', fromPort: 'cidrIp' in from ? 80 : port, toPort: 'cidrIp' in from ? 80 : port, ...source }] }); // prettier-ignore
    this.#owner.event(`Created security group named: ${groupId}`);
    return groupId;
  }

  #subnets(): string[] {
    const named = this.#owner.settings.get('vpc', 'Subnets');
    return named === ''
      ? networkOf(this.#region).defaults().subnets
      : named.split(',').map((id) => id.trim());
  }

  /** What is gone already needs no call. */
  #quietly(call: () => unknown): void {
    try {
      call();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}
