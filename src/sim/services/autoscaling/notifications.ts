import { AwsError, type Region } from '../../cloud/index.ts';
import type { Entry } from './activities.ts';
import type { Context } from './context.ts';
import { dateAt } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import type { Member } from './member.ts';

/** What a topic can be told of. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_NotificationConfiguration.html */
export const NOTIFICATION_TYPES = ['autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR', 'autoscaling:TEST_NOTIFICATION'] as const; // prettier-ignore

/** The role by which Auto Scaling acts in an account. https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html */
export function serviceRole({ partition, account }: Region): string {
  return `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
}

/** Sends a message to a topic, a queue or a function. One that refuses it loses it. */
export function send(asg: Context, group: AutoScalingGroup, target: string, subject: string, message: object, principal = serviceRole(asg.region)): void {
  const { region } = asg;
  const delivery = { payload: JSON.stringify(message), subject: subject.slice(0, 100), principal, from: group.arn };
  region.world.simulation.process(function* notification() {
    try {
      yield* region.deliver(target, delivery);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  });
} // prettier-ignore

/** Tells topics and EventBridge how a launch or a termination ended. */
export function announce(asg: Context, group: AutoScalingGroup, what: 'launch' | 'terminate', entry: Entry, member?: Member): void {
  const { activity } = entry;
  const failed = activity.statusCode === 'Failed';
  const type = `autoscaling:EC2_INSTANCE_${what.toUpperCase()}${failed ? '_ERROR' : ''}`;
  const shared = () => ({
    StatusCode: failed ? 'Failed' : 'InProgress',
    Description: activity.description,
    AutoScalingGroupName: group.name,
    ActivityId: activity.activityId,
    Details: JSON.parse(activity.details) as object,
    RequestId: activity.activityId,
    StatusMessage: activity.statusMessage ?? '',
    EndTime: dateAt(activity.endTime ?? group.now).toISOString(),
    EC2InstanceId: member?.id ?? '',
    StartTime: dateAt(activity.startTime).toISOString(),
    Cause: activity.cause,
  });
  const [Origin, Destination] = what === 'launch' ? ['EC2', 'AutoScalingGroup'] : ['AutoScalingGroup', 'EC2'];
  const resources = member ? [group.arn, asg.region.arn('ec2', `instance/${member.id}`)] : [group.arn];
  asg.region.events.put('aws.autoscaling', `EC2 Instance ${what === 'launch' ? 'Launch' : 'Terminate'} ${failed ? 'Unsuccessful' : 'Successful'}`, resources, () => ({ ...shared(), Origin, Destination }));
  const verb = what === 'launch' ? 'launch' : 'termination';
  for (const [topic, types] of group.notifications) {
    if (!types.has(type)) continue;
    send(asg, group, topic, `Auto Scaling: ${failed ? `failed to ${what}` : verb} for group "${group.name}"`, {
      ...shared(), Service: 'AWS Auto Scaling', Time: dateAt(group.now).toISOString(), AccountId: asg.region.account, AutoScalingGroupARN: group.arn, Progress: 50, Event: type,
    });
  }
} // prettier-ignore
