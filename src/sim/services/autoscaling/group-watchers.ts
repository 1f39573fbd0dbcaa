import { Part } from './context.ts';
import { setTarget } from './balancers.ts';
import { autoScalingError, notModelled, validationError } from './errors.ts';
import { groupMetrics, type GroupMetricName } from './group-metrics.ts';
import type { AutoScalingGroup } from './group.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { NOTIFICATION_TYPES, send } from './notifications.ts';
import { page } from './pages.ts';
import type { Input, Output } from './schema.ts';

/** Who watches a group, and whom it serves: metrics, topics, target groups. */
export class GroupWatchers extends Part {
  enableMetricsCollection({ autoScalingGroupName, metrics, granularity }: Input<'EnableMetricsCollection'>): Output<'EnableMetricsCollection'> {
    if (granularity !== '1Minute') throw validationError('The granularity must be 1Minute.');
    this.asg.groups.get(autoScalingGroupName).metrics.enable(namesOf(metrics));
    return {};
  } // prettier-ignore

  disableMetricsCollection({ autoScalingGroupName, metrics }: Input<'DisableMetricsCollection'>): Output<'DisableMetricsCollection'> {
    this.asg.groups.get(autoScalingGroupName).metrics.disable(namesOf(metrics));
    return {};
  } // prettier-ignore

  describeMetricCollectionTypes(): Output<'DescribeMetricCollectionTypes'> {
    return { metrics: Object.keys(groupMetrics).map((metric) => ({ metric })), granularities: [{ granularity: '1Minute' }] }; // prettier-ignore
  }

  putNotificationConfiguration({ autoScalingGroupName, topicARN, notificationTypes }: Input<'PutNotificationConfiguration'>): Output<'PutNotificationConfiguration'> {
    const group = this.asg.groups.get(autoScalingGroupName);
    const unknown = notificationTypes.find((type) => !(NOTIFICATION_TYPES as readonly string[]).includes(type));
    if (unknown !== undefined) throw validationError(`"${unknown.slice(0, 100)}" is not a valid Notification Type.`);
    if (!group.notifications.has(topicARN) && group.notifications.size >= limits.topics.max) throw autoScalingError('LimitExceededFault', `A group can have ${limits.topics.max} topics.`);
    group.notifications.set(topicARN, new Set(notificationTypes));
    send(this.asg, group, topicARN, `Auto Scaling: test notification for group "${group.name}"`, { Event: 'autoscaling:TEST_NOTIFICATION', Service: 'AWS Auto Scaling', AutoScalingGroupName: group.name, AutoScalingGroupARN: group.arn, AccountId: this.asg.region.account });
    return {};
  } // prettier-ignore

  deleteNotificationConfiguration({ autoScalingGroupName, topicARN }: Input<'DeleteNotificationConfiguration'>): Output<'DeleteNotificationConfiguration'> {
    this.asg.groups.get(autoScalingGroupName).notifications.delete(topicARN);
    return {};
  } // prettier-ignore

  describeNotificationConfigurations(input: Input<'DescribeNotificationConfigurations'> = {}): Output<'DescribeNotificationConfigurations'> {
    const { autoScalingGroupNames: names } = input;
    const groups = this.asg.groups.list().filter(({ name }) => !names?.length || names.includes(name));
    const all = groups.flatMap(({ name, notifications }) => [...notifications].flatMap(([topicARN, types]) => [...types].map((notificationType) => ({ autoScalingGroupName: name, topicARN, notificationType }))));
    const { page: notificationConfigurations, ...more } = page(all, input);
    return { notificationConfigurations, ...more };
  } // prettier-ignore

  describeAutoScalingNotificationTypes(): Output<'DescribeAutoScalingNotificationTypes'> {
    return { autoScalingNotificationTypes: [...NOTIFICATION_TYPES] };
  }

  attachLoadBalancerTargetGroups({ autoScalingGroupName, targetGroupARNs }: Input<'AttachLoadBalancerTargetGroups'>): Output<'AttachLoadBalancerTargetGroups'> {
    this.#attach(this.asg.groups.get(autoScalingGroupName), targetGroupARNs);
    return {};
  } // prettier-ignore

  detachLoadBalancerTargetGroups({ autoScalingGroupName, targetGroupARNs }: Input<'DetachLoadBalancerTargetGroups'>): Output<'DetachLoadBalancerTargetGroups'> {
    this.#detach(this.asg.groups.get(autoScalingGroupName), targetGroupARNs);
    return {};
  } // prettier-ignore

  describeLoadBalancerTargetGroups(input: Input<'DescribeLoadBalancerTargetGroups'>): Output<'DescribeLoadBalancerTargetGroups'> {
    const { page: found, ...more } = page(this.asg.groups.get(input.autoScalingGroupName).settings.targetGroupARNs, input);
    return { loadBalancerTargetGroups: found.map((loadBalancerTargetGroupARN) => ({ loadBalancerTargetGroupARN, state: 'InService' })), ...more };
  } // prettier-ignore

  attachTrafficSources({ autoScalingGroupName, trafficSources }: Input<'AttachTrafficSources'>): Output<'AttachTrafficSources'> {
    this.#attach(this.asg.groups.get(autoScalingGroupName), trafficSources.map(targetGroupOf));
    return {};
  } // prettier-ignore

  detachTrafficSources({ autoScalingGroupName, trafficSources }: Input<'DetachTrafficSources'>): Output<'DetachTrafficSources'> {
    this.#detach(this.asg.groups.get(autoScalingGroupName), trafficSources.map(targetGroupOf));
    return {};
  } // prettier-ignore

  describeTrafficSources(input: Input<'DescribeTrafficSources'>): Output<'DescribeTrafficSources'> {
    const { page: found, ...more } = page(this.asg.groups.get(input.autoScalingGroupName).settings.targetGroupARNs, input); // prettier-ignore
    return { trafficSources: found.map((identifier) => ({ identifier, type: 'elbv2', state: 'InService' })), ...more }; // prettier-ignore
  }

  #attach(group: AutoScalingGroup, arns: readonly string[]): void {
    if (arns.length > limits.attachedTargetGroups.max) throw validationError(`At most ${limits.attachedTargetGroups.max} target groups can be named at once.`); // prettier-ignore
    const { targetGroupARNs } = group.settings;
    const fresh = arns.filter((arn) => !targetGroupARNs.includes(arn));
    if (targetGroupARNs.length + fresh.length > limits.targetGroups.max) throw autoScalingError('LimitExceededFault', `A group can have ${limits.targetGroups.max} target groups.`); // prettier-ignore
    for (const { id } of group.within('InService')) setTarget(this.asg.region, 'RegisterTargets', fresh, id);
    group.settings = { ...group.settings, targetGroupARNs: [...targetGroupARNs, ...fresh] };
  }

  #detach(group: AutoScalingGroup, arns: readonly string[]): void {
    const { targetGroupARNs } = group.settings;
    const missing = arns.find((arn) => !targetGroupARNs.includes(arn));
    if (missing !== undefined) throw validationError(`Trying to remove Target Groups that are not part of the group: ${missing.slice(0, 300)}`); // prettier-ignore
    for (const { id } of group.within('InService')) setTarget(this.asg.region, 'DeregisterTargets', arns, id);
    group.settings = {
      ...group.settings,
      targetGroupARNs: targetGroupARNs.filter((arn) => !arns.includes(arn)),
    };
  }
}

function namesOf(names: readonly string[] | undefined): readonly GroupMetricName[] | undefined {
  const unknown = names?.find((name) => !Object.hasOwn(groupMetrics, name));
  if (unknown !== undefined) throw validationError(`${unknown.slice(0, 100)} is not a valid metric.`);
  return names?.length ? (names as GroupMetricName[]) : undefined;
}

function targetGroupOf({ identifier, type = 'elbv2' }: { identifier: string; type?: string }): string {
  if (type !== 'elbv2') throw notModelled(`traffic sources of type ${type}`);
  return identifier;
}
