/** What a waiter asks again and again, and what it waits for. */
export interface Waiter {
  readonly operation: string;
  /** What to look at in the answer; undefined: any answer will do. */
  readonly path?: string;
  /** What all values there must be. */
  readonly all?: string | number | boolean;
  /** Errors that mean: not yet. */
  readonly retry?: string;
  /** The error that means: done. */
  readonly until?: string;
  /** Seconds between two questions. */
  readonly every: number;
  readonly most: number;
}

/** Of a list of values, all are so. */
function all(
  operation: string,
  path: string,
  value: Waiter['all'],
  every: number,
  most: number,
  retry?: string,
): Waiter {
  return { operation, path, all: value, every, most, retry };
}

const state = (value: string) => all('DescribeInstances', 'Reservations[].Instances[].State.Name', value, 15, 40, 'InvalidInstanceID.NotFound'); // prettier-ignore
const there = (operation: string, most = 20): Waiter => ({
  operation,
  retry: 'NoSuchEntity',
  every: 1,
  most,
});

/** Waiters of the services here, by service and name, as botocore's data has them. Checked on 2026-11-28. */
export const WAITERS: Readonly<Record<string, Readonly<Record<string, Waiter>>>> = {
  // prettier-ignore
  ec2: {
    'image-available': all('DescribeImages', 'Images[].State', 'available', 15, 40),
    'instance-running': state('running'),
    'instance-stopped': state('stopped'),
    'instance-terminated': state('terminated'),
  },
  iam: {
    'user-exists': there('GetUser'),
    'role-exists': there('GetRole'),
    'policy-exists': there('GetPolicy'),
    'instance-profile-exists': there('GetInstanceProfile', 40),
  },
  // prettier-ignore
  dynamodb: {
    'table-exists': all('DescribeTable', '[Table.TableStatus]', 'ACTIVE', 20, 25, 'ResourceNotFoundException'),
    'table-not-exists': { operation: 'DescribeTable', until: 'ResourceNotFoundException', every: 20, most: 25 },
  },
  // prettier-ignore
  ecs: {
    'services-stable': all('DescribeServices', 'services[].[length(deployments) == `1` && runningCount == desiredCount][]', true, 15, 40),
    'tasks-running': all('DescribeTasks', 'tasks[].lastStatus', 'RUNNING', 6, 100),
  },
  // prettier-ignore
  eks: { 'cluster-active': all('DescribeCluster', '[cluster.status]', 'ACTIVE', 30, 40, 'ResourceNotFoundException') },
  // prettier-ignore
  elbv2: {
    'load-balancer-available': all('DescribeLoadBalancers', 'LoadBalancers[].State.Code', 'active', 15, 40, 'LoadBalancerNotFound'),
    'target-in-service': all('DescribeTargetHealth', 'TargetHealthDescriptions[].TargetHealth.State', 'healthy', 15, 40, 'InvalidInstance'),
  },
  // prettier-ignore
  kinesis: { 'stream-exists': all('DescribeStream', '[StreamDescription.StreamStatus]', 'ACTIVE', 10, 18, 'ResourceNotFoundException') },
  // prettier-ignore
  lambda: {
    'function-active-v2': all('GetFunction', '[Configuration.State]', 'Active', 1, 300),
    'function-updated': all('GetFunctionConfiguration', '[LastUpdateStatus]', 'Successful', 5, 60),
  },
  route53: { 'resource-record-sets-changed': all('GetChange', '[ChangeInfo.Status]', 'INSYNC', 30, 60) },
};
