import type { Cloud } from 'desired-capacity';

const allow = (...actions: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });

/** A role that may do all with queues, and a policy that leaves it the messages. */
export function setUp(cloud: Cloud): void {
  cloud.iam.createRole({
    roleName: 'app',
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    }),
  });
  cloud.iam.putRolePolicy({
    roleName: 'app',
    policyName: 'queues',
    policyDocument: allow('sqs:*'),
  });
  cloud.iam.createPolicy({
    policyName: 'most',
    policyDocument: allow('sqs:SendMessage', 'sqs:ReceiveMessage'),
  });
}
