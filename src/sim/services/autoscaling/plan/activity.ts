/** The 16 of the API. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Activity.html */
export type ScalingActivityStatusCode =
  | 'PendingSpotBidPlacement'
  | 'WaitingForSpotInstanceRequestId'
  | 'WaitingForSpotInstanceId'
  | 'WaitingForInstanceId'
  | 'PreInService'
  | 'InProgress'
  | 'WaitingForELBConnectionDraining'
  | 'MidLifecycleAction'
  | 'WaitingForInstanceWarmup'
  | 'Successful'
  | 'Failed'
  | 'Cancelled'
  | 'WaitingForConnectionDraining'
  | 'WaitingForInPlaceUpdateToStart'
  | 'WaitingForInPlaceUpdateToFinalize'
  | 'InPlaceUpdateInProgress';

/** A scaling activity as DescribeScalingActivities tells it; times in seconds. */
export interface Activity {
  readonly activityId: string;
  readonly autoScalingGroupName: string;
  readonly description: string;
  readonly cause: string;
  readonly startTime: number;
  readonly endTime?: number;
  readonly statusCode: ScalingActivityStatusCode;
  readonly statusMessage?: string;
  /** 0 to 100; never falls. */
  readonly progress: number;
  /** JSON, with AWS's spaced keys. */
  readonly details: string;
}

/**
 * How far along an activity is in each status. AWS publishes no table: 50 for one in progress and 100 for one
 * that has ended are what its examples show.
 */
const progressOf: Record<ScalingActivityStatusCode, number> = {
  PendingSpotBidPlacement: 0,
  WaitingForSpotInstanceRequestId: 10,
  WaitingForSpotInstanceId: 20,
  WaitingForInstanceId: 20,
  PreInService: 30,
  InProgress: 50,
  WaitingForELBConnectionDraining: 50,
  WaitingForConnectionDraining: 50,
  MidLifecycleAction: 60,
  WaitingForInPlaceUpdateToStart: 20,
  InPlaceUpdateInProgress: 50,
  WaitingForInPlaceUpdateToFinalize: 80,
  WaitingForInstanceWarmup: 90,
  Successful: 100,
  Failed: 100,
  Cancelled: 100,
};

/** All statuses. */
export const scalingActivityStatusCodes = Object.keys(progressOf) as readonly ScalingActivityStatusCode[];

/** Whether it is over. */
export function hasEnded({ statusCode }: Activity): boolean {
  return statusCode === 'Successful' || statusCode === 'Failed' || statusCode === 'Cancelled';
}

/** What an activity does, in AWS's words. The last two are as commonly quoted, not documented. */
export const describing = {
  launch: (instance?: string) =>
    instance === undefined ? 'Launching a new EC2 instance' : `Launching a new EC2 instance: ${instance}`,
  terminate: (instance: string) => `Terminating EC2 instance: ${instance}`,
  enterStandby: (instance: string) => `Moving EC2 instance to Standby: ${instance}`,
  exitStandby: (instance: string) => `Moving EC2 instance out of Standby: ${instance}`,
  attach: (instance: string) => `Attaching an existing EC2 instance: ${instance}`,
  detach: (instance: string) => `Detaching EC2 instance: ${instance}`,
} as const;

/** Where an instance is, as JSON with AWS's keys. */
export function detailsOf(subnet: string | undefined, zone: string): string {
  return JSON.stringify({ 'Subnet ID': subnet, 'Availability Zone': zone });
}

/** An activity that begins. */
export function beginActivity(
  given: Omit<Activity, 'progress' | 'endTime' | 'statusCode'>,
  statusCode: ScalingActivityStatusCode,
): Activity {
  return { ...given, statusCode, progress: progressOf[statusCode] };
}

/**
 * The next status of an activity. One that has ended stays as it is; one that ends gets its end time; one that
 * fails gets its reason into the description too, as AWS prints it.
 */
export function advanceActivity(
  activity: Activity,
  statusCode: ScalingActivityStatusCode,
  now: number,
  statusMessage?: string,
): Activity {
  if (hasEnded(activity)) return activity;
  const next: Activity = {
    ...activity,
    statusCode,
    statusMessage: statusMessage?.slice(0, 255) ?? activity.statusMessage,
    progress: Math.max(activity.progress, progressOf[statusCode]),
  };
  if (!hasEnded(next)) return next;
  const endTime = Math.max(now, activity.startTime);
  if (statusCode !== 'Failed' || statusMessage === undefined) return { ...next, endTime };
  const { description } = activity;
  return { ...next, endTime, description: `${description}.  Status Reason: ${statusMessage}` };
}

/** As AWS lists them: those in progress first, then the latest. */
export function listActivities(activities: readonly Activity[]): Activity[] {
  return [...activities].sort(
    (a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || b.startTime - a.startTime,
  );
}
