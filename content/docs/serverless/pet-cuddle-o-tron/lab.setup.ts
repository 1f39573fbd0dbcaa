import { type Cloud, minutes, type Shell } from 'desired-capacity';

/** Functions with their logs, a machine, an API, an address and a role. */
export async function setUp(
  cloud: Cloud,
  { variables }: Shell,
): Promise<void> {
  cloud.cloudwatchlogs.describeLogGroups({});
  for (const functionName of ['email_reminder_lambda', 'api_lambda']) {
    cloud.lambda.createFunction({
      functionName,
      code: () => () => 'Success',
    });
    await cloud.lambda.run(functionName, {});
  }
  await cloud.run(minutes(1));
  cloud.ses.verifyEmailIdentity({ emailAddress: 'owner@example.com' });
  cloud.iam.createRole({
    roleName: 'LambdaRole',
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    }),
  });
  cloud.iam.putRolePolicy({
    roleName: 'LambdaRole',
    policyName: 'lab',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' },
    }),
  });
  const machine = cloud.sfn.machine('PetCuddleOTron', {
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 30, End: true } },
  });
  variables.set('machine_arn', machine.arn);
  const { id = '' } = cloud.apigateway.createRestApi({
    name: 'petcuddleotron',
  });
  variables.set('api', id);
}
