import { AwsError, parseArn, type Region } from '../../cloud/index.ts';
import { NotModelled } from '../../cloud/not-modelled.ts';
import type { ContextKeys, Policies } from '../../cloud/policy/index.ts';
import { serviceOfArn } from '../../tongue/services.ts';
import type { Account } from './account.ts';

type Tags = readonly { readonly key?: string; readonly value?: string }[];
type Method = (input: object) => unknown;

/** How a service tells the tags of a resource, by its name in policies: a method, and what it takes of an ARN. */
const ASKED: Readonly<Record<string, readonly [method: string, input: (arn: string, id: string) => object]>> =
  {
    autoscaling: [
      'describeTags',
      (_, id) => ({ filters: [{ name: 'auto-scaling-group', values: [id.replace(/.*\//, '')] }] }),
    ],
    cloudwatch: ['listTagsForResource', (resourceARN) => ({ resourceARN })],
    ec2: [
      'describeTags',
      (_, id) => ({ filters: [{ name: 'resource-id', values: [id.replace(/.*\//, '')] }] }),
    ],
    ecr: ['listTagsForResource', (resourceArn) => ({ resourceArn })],
    elasticloadbalancing: ['describeTags', (arn) => ({ resourceArns: [arn] })],
    events: ['listTagsForResource', (resourceARN) => ({ resourceARN })],
    firehose: [
      'listTagsForDeliveryStream',
      (_, id) => ({ deliveryStreamName: id.replace('deliverystream/', '') }),
    ],
    kinesis: ['listTagsForResource', (resourceARN) => ({ resourceARN })],
    lambda: ['listTags', (resource) => ({ resource })],
    sns: ['listTagsForResource', (resourceArn) => ({ resourceArn })],
    states: ['listTagsForResource', (resourceArn) => ({ resourceArn })],
  };

const names = new WeakMap<object, boolean>();

/** Whether a document asks for a resource's tags. Kept: the text is looked through once. */
function asks(document: object): boolean {
  const known = names.get(document);
  if (known !== undefined) return known;
  const found = /ResourceTag\//i.test(JSON.stringify(document));
  names.set(document, found);
  return found;
}

/** Whether any of the policies asks for a resource's tags. */
function anyAsks(policies: Policies): boolean {
  const all: unknown[] = Object.values(policies);
  for (let level = all.pop(); level !== undefined; level = all.pop()) {
    if (Array.isArray(level)) all.push(...(level as unknown[]));
    else if (typeof level === 'object' && level !== null)
      if ('document' in level) {
        if (asks(level.document as object)) return true;
      } else all.push(...(Object.values(level) as unknown[]));
  }
  return false;
}

/**
 * The tags of the resource that a request is about, as `aws:ResourceTag/…` and by the service's own name, `ec2:ResourceTag/…`;
 * nothing for one that is not there yet, or has no tags, and where no policy asks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export function resourceKeys(region: Region, account: Account, arn: string, policies: Policies): ContextKeys {
  const { service: prefix, region: where, account: owner, resource: id } = parseArn(arn) ?? {};
  if (prefix === undefined || id === undefined || !anyAsks(policies)) return {};
  const tags = prefix === 'iam' ? ofEntity(account, id) : tagsAt(region, prefix, where, owner, arn, id);
  const keys: Record<string, string> = {};
  for (const { key = '', value = '' } of tags)
    keys[`aws:ResourceTag/${key}`] = keys[`${prefix}:ResourceTag/${key}`] = value;
  return keys;
}

function ofEntity(account: Account, id: string): Tags {
  const [kind, ...path] = id.split('/');
  const name = path.at(-1) ?? '';
  const entity = kind === 'user' ? account.users.get(name) : kind === 'role' ? account.roles.get(name) : undefined; // prettier-ignore
  return [...(entity?.tags ?? [])].map(([key, value]) => ({ key, value }));
}

function tagsAt(
  region: Region,
  prefix: string,
  where: string | undefined,
  owner: string | undefined,
  arn: string,
  id: string,
): Tags {
  const name = serviceOfArn(prefix);
  // Whose resource stands elsewhere is asked there by the request itself.
  if (name === undefined || (where && where !== region.name) || (owner && owner !== region.account))
    return [];
  const service = region.service(name) as Readonly<Record<string, Method | undefined>>;
  try {
    if (prefix === 'sqs') return queueTags(service, arn);
    const [method, input] = ASKED[prefix] ?? [];
    return method === undefined || input === undefined ? [] : tagsIn(service[method]?.(input(arn, id)));
  } catch (error) {
    // It is not there, or has no tags in this simulator.
    if (error instanceof AwsError || error instanceof NotModelled) return [];
    throw error;
  }
}

/** A queue's tags as they stand: to ask for them would be billed. */
function queueTags(service: object, arn: string): Tags {
  const { queues } = service as {
    queues: { find(arn: string): { tags: ReadonlyMap<string, string> } | undefined };
  };
  return [...(queues.find(arn)?.tags ?? [])].map(([key, value]) => ({ key, value }));
}

/** The tags in an answer, wherever it has them. */
function tagsIn(answer: unknown): Tags {
  const { tags, tagSet, tagDescriptions } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const found = tags ?? tagSet ?? (tagDescriptions as { tags?: Tags }[] | undefined)?.[0]?.tags ?? [];
  if (Array.isArray(found)) return found as Tags;
  return Object.entries(found as Record<string, string>).map(([key, value]) => ({ key, value }));
}
