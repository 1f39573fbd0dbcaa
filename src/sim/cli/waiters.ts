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

const state = (value: string): Waiter => ({ operation: 'DescribeInstances', path: 'Reservations[].Instances[].State.Name', all: value, retry: 'InvalidInstanceID.NotFound', every: 15, most: 40 }); // prettier-ignore
const there = (operation: string, retry: string, every = 1, most = 20): Waiter => ({
  operation,
  retry,
  every,
  most,
});

/** Waiters of the services here, by service and name, as botocore's data has them. Checked on 2026-11-28. */
export const WAITERS: Readonly<Record<string, Readonly<Record<string, Waiter>>>> = {
  ec2: {
    'instance-running': state('running'),
    'instance-stopped': state('stopped'),
    'instance-terminated': state('terminated'),
  },
  iam: {
    'user-exists': there('GetUser', 'NoSuchEntity'),
    'role-exists': there('GetRole', 'NoSuchEntity'),
    'policy-exists': there('GetPolicy', 'NoSuchEntity'),
    'instance-profile-exists': there('GetInstanceProfile', 'NoSuchEntity', 1, 40),
  },
  dynamodb: {
    'table-exists': { operation: 'DescribeTable', path: '[Table.TableStatus]', all: 'ACTIVE', retry: 'ResourceNotFoundException', every: 20, most: 25 }, // prettier-ignore
    'table-not-exists': {
      operation: 'DescribeTable',
      until: 'ResourceNotFoundException',
      every: 20,
      most: 25,
    },
  },
  ecs: {
    'services-stable': { operation: 'DescribeServices', path: 'services[].[length(deployments) == `1` && runningCount == desiredCount][]', all: true, every: 15, most: 40 }, // prettier-ignore
    'tasks-running': {
      operation: 'DescribeTasks',
      path: 'tasks[].lastStatus',
      all: 'RUNNING',
      every: 6,
      most: 100,
    },
    'tasks-stopped': {
      operation: 'DescribeTasks',
      path: 'tasks[].lastStatus',
      all: 'STOPPED',
      every: 6,
      most: 100,
    },
  },
  elbv2: {
    'load-balancer-available': { operation: 'DescribeLoadBalancers', path: 'LoadBalancers[].State.Code', all: 'active', retry: 'LoadBalancerNotFound', every: 15, most: 40 }, // prettier-ignore
    'target-in-service': { operation: 'DescribeTargetHealth', path: 'TargetHealthDescriptions[].TargetHealth.State', all: 'healthy', retry: 'InvalidInstance', every: 15, most: 40 }, // prettier-ignore
  },
  kinesis: {
    'stream-exists': { operation: 'DescribeStream', path: '[StreamDescription.StreamStatus]', all: 'ACTIVE', retry: 'ResourceNotFoundException', every: 10, most: 18 }, // prettier-ignore
  },
  lambda: {
    'function-active-v2': { operation: 'GetFunction', path: '[Configuration.State]', all: 'Active', retry: 'ResourceNotFoundException', every: 1, most: 300 }, // prettier-ignore
  },
  route53: {
    'resource-record-sets-changed': { operation: 'GetChange', path: '[ChangeInfo.Status]', all: 'INSYNC', every: 30, most: 60 }, // prettier-ignore
  },
};
