import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import { Shell } from './index.ts';

/**
 * Command lines as AWS's guides have them, with names of ours, in one session on one cloud. What they answer is held
 * against a pattern: the shape that the guides show.
 */
const files = {
  'trust.json': JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] }), // prettier-ignore
  'send.json': JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] }), // prettier-ignore
  'attributes.json': JSON.stringify({ VisibilityTimeout: '45', MessageRetentionPeriod: '86400' }),
  'entries.json': JSON.stringify([{ Id: 'a', MessageBody: 'one' }, { Id: 'b', MessageBody: 'two', DelaySeconds: 10 }]), // prettier-ignore
  'events.json': JSON.stringify([{ Source: 'shop', DetailType: 'order', Detail: '{"total": 12}' }]),
};

const NOTHING = /^$/;
const LINES: readonly (readonly [line: string, answer: RegExp])[] = [
  // Amazon SQS
  ['aws sqs create-queue --queue-name jobs --attributes file://attributes.json', /"QueueUrl": ".*\/jobs"/],
  [
    'aws sqs create-queue --queue-name orders.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true',
    /orders\.fifo/,
  ],
  ['JOBS=$(aws sqs get-queue-url --queue-name jobs --query QueueUrl --output text)', NOTHING],
  ['aws sqs get-queue-attributes --queue-url $JOBS --attribute-names All', /"VisibilityTimeout": "45"/],
  [
    'aws sqs get-queue-attributes --queue-url $JOBS --attribute-names QueueArn --query Attributes.QueueArn --output text',
    /^arn:aws:sqs:us-east-1:\d{12}:jobs$/,
  ],
  [
    'aws sqs set-queue-attributes --queue-url $JOBS --attributes DelaySeconds=0,ReceiveMessageWaitTimeSeconds=1',
    NOTHING,
  ],
  [
    'aws sqs send-message --queue-url $JOBS --message-body "Information about the largest city."',
    /"MD5OfMessageBody": "[0-9a-f]{32}"/,
  ],
  [
    `aws sqs send-message --queue-url $JOBS --message-body x --message-attributes '{"City":{"DataType":"String","StringValue":"Any City"}}'`,
    /"MD5OfMessageAttributes"/,
  ],
  [
    'aws sqs send-message-batch --queue-url $JOBS --entries file://entries.json --query "Successful[].Id" --output text',
    /^a\tb$/,
  ],
  [
    'aws sqs receive-message --queue-url $JOBS --attribute-names All --message-attribute-names All --max-number-of-messages 10',
    /"ReceiptHandle"/,
  ],
  ['aws sqs list-queues --queue-name-prefix job', /"QueueUrls": \[\n/],
  ['aws sqs tag-queue --queue-url $JOBS --tags Priority=Highest,Team=red', NOTHING],
  ['aws sqs list-queue-tags --queue-url $JOBS --output text', /^TAGS\tHighest\tred$/],
  ['aws sqs purge-queue --queue-url $JOBS', NOTHING],
  // Amazon SNS
  ['TOPIC=$(aws sns create-topic --name alerts --query TopicArn --output text)', NOTHING],
  [
    'aws sns subscribe --topic-arn $TOPIC --protocol email --notification-endpoint ops@example.com',
    /"SubscriptionArn": "pending confirmation"/,
  ],
  [
    'aws sns publish --topic-arn $TOPIC --message "Hello World!" --subject greeting',
    /"MessageId": "[0-9a-f-]{36}"/,
  ],
  ['aws sns list-topics --query "Topics[].TopicArn" --output text', /:alerts$/],
  [
    'aws sns set-topic-attributes --topic-arn $TOPIC --attribute-name DisplayName --attribute-value Alerts',
    NOTHING,
  ],
  [
    'aws sns get-topic-attributes --topic-arn $TOPIC --query Attributes.DisplayName --output text',
    /^Alerts$/,
  ],
  ['aws sns list-subscriptions-by-topic --topic-arn $TOPIC', /"Endpoint": "ops@example.com"/],
  ['aws sns tag-resource --resource-arn $TOPIC --tags Key=Department,Value=Finance', NOTHING],
  ['aws sns list-tags-for-resource --resource-arn $TOPIC --output text', /^TAGS\tDepartment\tFinance$/],
  // IAM and STS
  ['aws sts get-caller-identity', /"Arn": "arn:aws:iam::\d{12}:root"/],
  ['aws iam create-group --group-name Admins', /"GroupId": "AGPA/],
  ['aws iam create-user --user-name bob --tags Key=Department,Value=Accounting', /"UserId": "AIDA/],
  ['aws iam add-user-to-group --user-name bob --group-name Admins', NOTHING],
  [
    'aws iam attach-group-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess --group-name Admins',
    NOTHING,
  ],
  ['aws iam list-attached-group-policies --group-name Admins', /"PolicyName": "AdministratorAccess"/],
  [
    'aws iam create-role --role-name ec2-role --assume-role-policy-document file://trust.json',
    /"Service": "ec2.amazonaws.com"/,
  ],
  [
    'aws iam put-role-policy --role-name ec2-role --policy-name send --policy-document file://send.json',
    NOTHING,
  ],
  [
    'aws iam get-role-policy --role-name ec2-role --policy-name send --query "PolicyDocument.Statement[0].Action"',
    /^"sqs:SendMessage"$/,
  ],
  ['aws iam create-instance-profile --instance-profile-name web', /"InstanceProfileId": "AIPA/],
  ['aws iam add-role-to-instance-profile --role-name ec2-role --instance-profile-name web', NOTHING],
  ['aws iam wait instance-profile-exists --instance-profile-name web', NOTHING],
  ['aws iam create-access-key --user-name bob --query AccessKey.Status --output text', /^Active$/],
  ['aws iam list-access-keys --user-name bob', /"AccessKeyMetadata"/],
  [
    'aws iam create-login-profile --user-name bob --password "My!User1Login8P@ssword" --password-reset-required',
    /"PasswordResetRequired": true/,
  ],
  ['aws iam update-account-password-policy --minimum-password-length 8 --require-numbers', NOTHING],
  ['aws iam get-account-password-policy --query PasswordPolicy.RequireNumbers', /^true$/],
  ['aws iam get-account-summary --query SummaryMap.Users', /^1$/],
  ['aws iam list-users --query "Users[?UserName==\'bob\'].Arn" --output text', /:user\/bob$/],
  [
    'aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/bob --action-names codecommit:ListRepositories --query "EvaluationResults[].EvalDecision" --output text',
    /^allowed$/,
  ],
  // Amazon EC2
  ['aws ec2 describe-availability-zones --query "AvailabilityZones[].ZoneName" --output text', /us-east-1a/],
  ['VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)', NOTHING],
  ['aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24', /"SubnetId": "subnet-/],
  [
    'SG=$(aws ec2 create-security-group --group-name web --description "web servers" --vpc-id $VPC --query GroupId --output text)',
    NOTHING,
  ],
  [
    'aws ec2 authorize-security-group-ingress --group-id $SG --protocol tcp --port 443 --cidr 0.0.0.0/0',
    /"Return": true/,
  ],
  [
    'aws ec2 describe-security-groups --group-ids $SG --query "SecurityGroups[].GroupName" --output text',
    /^web$/,
  ],
  ['aws ec2 create-tags --resources $SG --tags Key=Stack,Value=production', NOTHING],
  ['aws ec2 describe-vpcs --filters Name=is-default,Values=true --query "length(Vpcs)"', /^1$/],
  [
    'aws ec2 describe-instance-types --instance-types t3.micro --query "InstanceTypes[].VCpuInfo.DefaultVCpus"',
    /\b2\b/,
  ],
  // Amazon EventBridge, Scheduler, CloudWatch, Service Quotas
  [`aws events put-rule --name orders --event-pattern '{"source": ["shop"]}'`, /"RuleArn": ".*rule\/orders"/],
  [
    'aws events put-targets --rule orders --targets Id=1,Arn=arn:aws:sqs:us-east-1:123456789012:jobs',
    /"FailedEntryCount": 0/,
  ],
  ['aws events put-events --entries file://events.json', /"FailedEntryCount": 0/],
  ['aws events list-rules --query "Rules[].Name" --output text', /^orders$/],
  ['aws events disable-rule --name orders', NOTHING],
  [
    `aws scheduler create-schedule --name nightly --schedule-expression "cron(0 2 * * ? *)" --flexible-time-window Mode=OFF --target '{"Arn":"arn:aws:sqs:us-east-1:123456789012:jobs","RoleArn":"arn:aws:iam::123456789012:role/ec2-role"}'`,
    /"ScheduleArn"/,
  ],
  ['aws scheduler list-schedules --name-prefix night --query "Schedules[].State" --output text', /^ENABLED$/],
  ['aws cloudwatch put-metric-data --namespace Shop --metric-name Orders --value 3 --unit Count', NOTHING],
  [
    'aws cloudwatch put-metric-alarm --alarm-name many --metric-name Orders --namespace Shop --statistic Sum --period 60 --threshold 5 --comparison-operator GreaterThanThreshold --evaluation-periods 1',
    NOTHING,
  ],
  [
    'aws cloudwatch describe-alarms --alarm-names many --query "MetricAlarms[].StateValue" --output text',
    /^(INSUFFICIENT_DATA|OK)$/,
  ],
  ['aws service-quotas list-services --query "length(Services) > `0`"', /^true$/],
  ['date', /^2026-01-01T/],
];

test('command lines of AWS’s guides answer as the guides show', async () => {
  expect(LINES.length).toBeGreaterThanOrEqual(60);
  const cloud = new Cloud({ seed: 1 });
  const shell = new Shell(cloud, { files });
  const wrong: string[] = [];
  for (const [line, answer] of LINES) {
    const { out, err, code } = await shell.run(line);
    if (code !== 0 || !answer.test(out)) wrong.push(`${line}\n  ${code} ${err} ${out.slice(0, 300)}`);
  }
  expect(wrong).toEqual([]);
});
