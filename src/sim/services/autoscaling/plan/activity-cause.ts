import type { GroupSize } from './capacity.ts';

/**
 * AWS's sentences for why an activity began. A cause is one or more of them, joined by two spaces. Each says where
 * its wording was read: [guide] in AWS's documentation, [seen] in output that others have published; [unproven] is
 * as commonly quoted, without a source at hand.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html
 */
export function causeOf(sentences: readonly string[]): string {
  return sentences.join('  ').slice(0, 1023);
}

/** An instant in seconds since 1970 as AWS prints it in a cause: whole seconds of UTC. */
export function stamp(at: number): string {
  return `${new Date(Math.floor(at) * 1000).toISOString().slice(0, 19)}Z`;
}

const changing = (from: number, to: number) => `changing the desired capacity from ${from} to ${to}`;
const constraints = ({ min, max, desired }: GroupSize) => `min: ${min}, max: ${max}, desired: ${desired}`;

/** What changed the desired capacity. */
export const becauseOf = {
  /** [guide] */
  alarm: (at: number, alarm: string, state: string, policy: string, from: number, to: number) =>
    `At ${stamp(at)} a monitor alarm ${alarm} in state ${state} triggered policy ${policy} ${changing(from, to)}.`,
  /** [unproven] */
  executed: (at: number, policy: string, from: number, to: number) =>
    `At ${stamp(at)} a user request executed policy ${policy} ${changing(from, to)}.`,
  /** Ours: AWS's words were not found. */
  predicted: (at: number, policy: string, from: number, to: number) =>
    `At ${stamp(at)} predictive scaling policy ${policy} was executed ${changing(from, to)}.`,
  /** [guide] */
  created: (at: number, to: number) =>
    `At ${stamp(at)} a user request created an AutoScalingGroup ${changing(0, to)}.`,
  /** [guide] */
  update: (at: number, size: GroupSize, from: number) =>
    `At ${stamp(at)} a user request update of AutoScalingGroup constraints to ${constraints(size)} ` +
    `${changing(from, size.desired)}.`,
  /** [unproven] */
  setDesired: (at: number, from: number, to: number) =>
    `At ${stamp(at)} a user request explicitly set group desired capacity ${changing(from, to)}.`,
  /** [unproven] */
  scheduled: (at: number, size: GroupSize, from: number) =>
    `At ${stamp(at)} a scheduled action update of AutoScalingGroup constraints to ${constraints(size)} ` +
    `${changing(from, size.desired)}.`,
} as const;

/** What started an instance. */
export const startedFor = {
  /** [guide] */
  difference: (at: number, from: number, to: number) =>
    `At ${stamp(at)} an instance was started in response to a difference between desired and actual capacity, ` +
    `increasing the capacity from ${from} to ${to}.`,
  /** [seen] */
  unhealthy: (at: number) =>
    `At ${stamp(at)} an instance was launched in response to an unhealthy instance needing to be replaced.`,
  /** [seen] */
  instanceRefresh: (at: number) =>
    `At ${stamp(at)} an instance was launched in response to an instance refresh.`,
  /** Ours: AWS's words were not found. */
  lifetime: (at: number) =>
    `At ${stamp(at)} an instance was launched in response to an instance that reached its maximum instance lifetime.`,
  /** Ours: AWS's words were not found. */
  rebalanceRecommendation: (at: number) =>
    `At ${stamp(at)} an instance was launched in response to an EC2 instance rebalance recommendation.`,
  /** Ours: AWS's words were not found. */
  pool: (at: number) =>
    `At ${stamp(at)} an instance was started in response to a difference between desired and actual capacity of the warm pool.`,
  /** [unproven] */
  rebalance: (at: number, zones: readonly string[]) =>
    `At ${stamp(at)} instances were launched to balance instances in zones ${zones.join(' ')} with other zones ` +
    'resulting in more than desired number of instances in the group.',
} as const;

const takenOut = (at: number, why: string) =>
  `At ${stamp(at)} an instance was taken out of service in response to ${why}`;

/** What took one out of service. */
export const takenFor = {
  /** [guide] Followed by `selected`. */
  difference: (at: number, from: number, to: number) =>
    takenOut(
      at,
      `a difference between desired and actual capacity, shrinking the capacity from ${from} to ${to}.`,
    ),
  /** [guide] */
  selected: (at: number, instance: string) =>
    `At ${stamp(at)} instance ${instance} was selected for termination.`,
  /** [seen] */
  userTermination: (at: number) => takenOut(at, 'a user request.'),
  /** [seen] Follows a request that takes the desired capacity down too. */
  shrinking: (at: number, from: number, to: number) =>
    `At ${stamp(at)} the request ${changing(from, to)} was fulfilled.`,
  /** Ours: AWS's words were not found. */
  deleted: (at: number) => takenOut(at, 'the deletion of its AutoScalingGroup.'),
  /** [seen] */
  gone: (at: number) => takenOut(at, 'an EC2 health check indicating it has been terminated or stopped.'),
  /** [seen] */
  ec2: (at: number) => takenOut(at, 'an EC2 instance status check failure.'),
  /** [seen] */
  loadBalancer: (at: number) => takenOut(at, 'an ELB system health check failure.'),
  /** [guide] */
  volume: (at: number) => takenOut(at, 'EBS volume health check failure.'),
  /** [unproven] What SetInstanceHealth says. */
  user: (at: number) => takenOut(at, 'a user health-check.'),
  /** [seen] */
  instanceRefresh: (at: number) => takenOut(at, 'an instance refresh.'),
  /** Ours: AWS's words were not found. */
  lifetime: (at: number) => takenOut(at, 'its maximum instance lifetime.'),
  /** Ours: AWS's words were not found. */
  pool: (at: number) => takenOut(at, 'a difference between desired and actual capacity of the warm pool.'),
  /** Ours: AWS's words were not found. */
  rebalanceRecommendation: (at: number) => takenOut(at, 'an EC2 instance rebalance recommendation.'),
} as const;

/** What moved one aside and back. [guide] */
export const movedFor = {
  attached: (at: number, instance: string, from: number, to: number) =>
    `At ${stamp(at)} instance ${instance} was attached in response to a user request, ` +
    `increasing the capacity from ${from} to ${to}.`,
  detached: (at: number, instance: string, from: number, to: number) =>
    `At ${stamp(at)} instance ${instance} was detached in response to a user request, ` +
    (from === to ? 'keeping the desired capacity.' : `shrinking the capacity from ${from} to ${to}.`),
  standby: (at: number, instance: string, from: number, to: number) =>
    `At ${stamp(at)} instance ${instance} was moved to standby in response to a user request, ` +
    `shrinking the capacity from ${from} to ${to}.`,
  service: (at: number, instance: string, from: number, to: number) =>
    `At ${stamp(at)} instance ${instance} was moved out of standby in response to a user request, ` +
    `increasing the capacity from ${from} to ${to}.`,
} as const;
