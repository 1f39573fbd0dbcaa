/**
 * The managed policies of AWS's own that the course uses, word for word: paths and names, and what they allow. AWS has more
 * than a thousand. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (2026-11-28)
 */
export const AWS_POLICIES: Readonly<Record<string, object | readonly object[]>> = {
  '/AdministratorAccess': allow('*'),
  '/IAMUserChangePassword': [
    { Effect: 'Allow', Action: ['iam:ChangePassword'], Resource: ['arn:aws:iam::*:user/${aws:username}'] },
    { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
  ],
  '/AmazonSQSFullAccess': allow(['sqs:*']),
  '/AmazonSQSReadOnlyAccess': allow([
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListDeadLetterSourceQueues',
    'sqs:ListQueues',
    'sqs:ListMessageMoveTasks',
    'sqs:ListQueueTags',
  ]),
  '/AmazonS3FullAccess': allow(['s3:*', 's3-object-lambda:*']),
  '/AmazonEC2ReadOnlyAccess': allow(['ec2:Describe*', 'ec2:GetSecurityGroupsForVpc']),
  '/service-role/AWSLambdaBasicExecutionRole': allow([
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]),
  '/service-role/AWSLambdaSQSQueueExecutionRole': allow([
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]),
};

function allow(Action: string | readonly string[]): object {
  return { Effect: 'Allow', Action, Resource: '*' };
}
