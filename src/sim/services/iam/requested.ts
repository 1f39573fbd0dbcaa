import { parseArn, type Region } from '../../cloud/index.ts';
import type { ContextKeys } from '../../cloud/policy/index.ts';

/** Operations whose permission has another name than theirs. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'SendMessage',
  'sqs:DeleteMessageBatch': 'DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'ChangeMessageVisibility',
  'sns:PublishBatch': 'Publish',
  'lambda:Invoke': 'InvokeFunction',
  's3:ListObjectsV2': 'ListBucket',
  's3:HeadObject': 'GetObject',
  's3:HeadBucket': 'ListBucket',
  's3:ListBuckets': 'ListAllMyBuckets',
};

/** The permission that an operation needs: `sqs:SendMessage`. `prefix` is the service's name in policies. */
export function actionOf(prefix: string, operation: string): string {
  return `${prefix}:${ACTIONS[`${prefix}:${operation}`] ?? operation}`;
}

/**
 * Parameters that name what an operation is about, the most telling first, and the rest of its ARN with `$` for the value:
 * a line a service, by its name in policies. A parameter whose value is an ARN needs no line.
 */
const RESOURCES: Readonly<Record<string, string>> = {
  autoscaling: 'AutoScalingGroupName=autoScalingGroup:*:autoScalingGroupName/$',
  cloudwatch: 'AlarmName=alarm:$ AlarmNames=alarm:$',
  dynamodb: 'TableName=table/$',
  ec2: 'InstanceIds=instance/$ InstanceId=instance/$ VolumeId=volume/$ GroupId=security-group/$ VpcId=vpc/$ SubnetId=subnet/$ ImageId=image/$ Resources=*/$',
  ecr: 'repositoryName=repository/$ repositoryNames=repository/$',
  ecs: 'taskDefinition=task-definition/$ cluster=cluster/$',
  eks: 'clusterName=cluster/$ name=cluster/$',
  events: 'EventBusName=event-bus/$ Rule=rule/$ Name=rule/$',
  firehose: 'DeliveryStreamName=deliverystream/$',
  kinesis: 'StreamName=stream/$',
  lambda: 'FunctionName=function:$',
  logs: 'logGroupName=log-group:$',
  scheduler: 'Name=schedule/*/$ GroupName=schedule-group/$',
  sns: 'Name=$',
  sqs: 'QueueUrl=$ QueueName=$',
  states: 'name=stateMachine:$',
};

/** The ARNs that an operation is about; `*` for none in particular, as lists and most of EC2's Describe have it. */
export function resourcesOf(prefix: string, operation: string, input: object, region: Region): string[] {
  const given = input as Readonly<Record<string, unknown>>;
  if (prefix === 's3') return [bucket(given, region)];
  if (prefix === 'ec2' && operation.startsWith('Describe')) return ['*'];
  for (const line of RESOURCES[prefix]?.split(' ') ?? []) {
    const [name, rest] = line.split('=') as [string, string];
    const values = [given[name]].flat().filter((value): value is string => typeof value === 'string');
    if (values.length > 0) return values.map((value) => arnOf(prefix, value, rest, region));
  }
  for (const [name, value] of Object.entries(given))
    if (/arn$/i.test(name) && !/role-?arn$/i.test(name) && typeof value === 'string' && parseArn(value)) return [value]; // prettier-ignore
  return ['*'];
}

function arnOf(prefix: string, value: string, rest: string, region: Region): string {
  if (value.startsWith('arn:')) return value;
  // A queue's URL ends with its account and name.
  const [, account = region.account, name = value] = /^https?:\/\/[^/]+\/(\d{12})\/(.+)$/.exec(value) ?? [];
  return `arn:${region.partition}:${prefix}:${region.name}:${account}:${rest.replace('$', name)}`;
}

function bucket(
  { Bucket: name, Key: key }: Readonly<Record<string, unknown>>,
  { partition }: Region,
): string {
  if (typeof name !== 'string') return '*';
  return `arn:${partition}:s3:::${name}${typeof key === 'string' ? `/${key}` : ''}`;
}

/** Roles that a request hands to a service: whoever does needs `iam:PassRole` for each. */
export function rolesPassed(service: string, input: object): string[] {
  if (service === 'iam' || service === 'sts') return [];
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (/role(_?arn)?$/i.test(name) && typeof inner === 'string' && inner.includes(':role/'))
        found.push(inner);
      else look(inner);
    }
  };
  look(input);
  return [...new Set(found)];
}

/** What AWS reads from the request itself, by condition key. */
export function requestKeys(prefix: string, input: object): ContextKeys {
  const keys: Record<string, string | string[]> = {};
  const given = input as Readonly<Record<string, unknown>>;
  const tags = tagsIn(given.Tags ?? given.tags ?? given.TagSpecifications);
  for (const [key, value] of tags) keys[`aws:RequestTag/${key}`] = value;
  const tagKeys = tags.length > 0 ? tags.map(([key]) => key) : given.TagKeys;
  if (Array.isArray(tagKeys)) keys['aws:TagKeys'] = tagKeys as string[];
  for (const [parameter, key] of KEYS[prefix] ?? []) {
    const value = given[parameter];
    if (typeof value === 'string' || Array.isArray(value)) keys[key] = value as string | string[];
  }
  return keys;
}

const KEYS: Readonly<Record<string, readonly [parameter: string, key: string][]>> = {
  ec2: [['InstanceType', 'ec2:InstanceType']],
  iam: [
    ['PolicyArn', 'iam:PolicyARN'],
    ['PermissionsBoundary', 'iam:PermissionsBoundary'],
    ['AWSServiceName', 'iam:AWSServiceName'],
  ],
  sns: [
    ['Protocol', 'sns:Protocol'],
    ['Endpoint', 'sns:Endpoint'],
  ],
  sts: [
    ['ExternalId', 'sts:ExternalId'],
    ['RoleSessionName', 'sts:RoleSessionName'],
    ['SourceIdentity', 'sts:SourceIdentity'],
    ['TransitiveTagKeys', 'sts:TransitiveTagKeys'],
  ],
};

function tagsIn(tags: unknown): [key: string, value: string][] {
  if (Array.isArray(tags))
    return tags.flatMap((tag: { Key?: string; Value?: string; Tags?: unknown }) =>
      tag.Tags ? tagsIn(tag.Tags) : [[tag.Key ?? '', tag.Value ?? ''] as [string, string]],
    );
  return typeof tags === 'object' && tags !== null ? (Object.entries(tags) as [string, string][]) : [];
}
