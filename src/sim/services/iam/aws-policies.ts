/**
 * The managed policies of AWS's own that the course uses, word for word: by path and name, the number of the version that
 * counts, and its statements. AWS has more than a thousand. Each was held against its page below
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html, and against a record of all versions,
 * https://github.com/zoph-io/MAMIP (2026-11-28).
 */
export const AWS_POLICIES: Readonly<
  Record<string, readonly [version: number, statements: readonly object[]]>
> = {
  '/AdministratorAccess': [1, [allow('*')]],
  '/AmazonEC2ReadOnlyAccess': [
    5,
    [
      allow(['ec2:Describe*', 'ec2:GetSecurityGroupsForVpc']),
      allow('elasticloadbalancing:Describe*'),
      allow(['cloudwatch:ListMetrics', 'cloudwatch:GetMetricStatistics', 'cloudwatch:Describe*']),
      allow('autoscaling:Describe*'),
    ],
  ],
  '/AmazonS3FullAccess': [2, [allow(['s3:*', 's3-object-lambda:*'])]],
  '/AmazonS3ReadOnlyAccess': [
    3,
    [allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'])],
  ],
  '/AmazonSQSFullAccess': [1, [allow(['sqs:*'])]],
  '/AmazonSQSReadOnlyAccess': [
    4,
    [
      {
        Sid: 'AmazonSQSReadOnlyAccess',
        ...allow([
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
          'sqs:ListDeadLetterSourceQueues',
          'sqs:ListQueues',
          'sqs:ListMessageMoveTasks',
          'sqs:ListQueueTags',
        ]),
      },
    ],
  ],
  '/IAMReadOnlyAccess': [
    4,
    [
      allow([
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ]),
    ],
  ],
  '/IAMUserChangePassword': [
    5,
    [
      {
        Effect: 'Allow',
        Action: ['iam:ChangePassword'],
        Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'],
      },
      allow(['iam:GetAccountPasswordPolicy']),
    ],
  ],
  '/PowerUserAccess': [
    12,
    [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ]),
    ],
  ],
  '/service-role/AmazonECSTaskExecutionRolePolicy': [
    1,
    [
      allow([
        'ecr:GetAuthorizationToken',
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchGetImage',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ]),
    ],
  ],
  '/service-role/AWSLambdaBasicExecutionRole': [
    1,
    [allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])],
  ],
  '/service-role/AWSLambdaSQSQueueExecutionRole': [
    1,
    [
      allow([
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ]),
    ],
  ],
};

function allow(Action: string | readonly string[]): object {
  return { Effect: 'Allow', Action, Resource: '*' };
}
