import { parseArn } from '../../cloud/index.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { badRequest, limitExceeded, notFound } from './errors.ts';
import { Part } from './part.ts';
import { patched, text, type Patches } from './patch.ts';
import type { Account, Input, Output } from './schema.ts';
import { stageOf } from './stages.ts';

/** What the account has in the Region, and the tags of its APIs and stages. */
export class AccountSettings extends Part {
  #account: Account = {};

  getAccount(_: Input<'GetAccount'> = {}): Output<'GetAccount'> {
    const { accountRate: rateLimit, accountBurst: burstLimit } = this.gateway.model;
    return {
      ...this.#account,
      throttleSettings: { burstLimit, rateLimit },
      features: ['UsagePlans'],
      apiKeyVersion: '4',
    };
  }

  updateAccount({ patchOperations }: Input<'UpdateAccount'> = {}): Output<'UpdateAccount'> {
    const patches: Patches<Account> = {
      '/cloudwatchRoleArn': text('cloudwatchRoleArn', ['replace', 'add', 'remove']),
    };
    this.#account = patched(this.#account, patchOperations, patches);
    return this.getAccount();
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const { read, write } = this.#tagged(resourceArn);
    write(withTags(read(), Object.entries(tags), RULES));
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const { read, write } = this.#tagged(resourceArn);
    write(withoutTags(read(), tagKeys));
    return {};
  }

  getTags({ resourceArn }: Input<'GetTags'>): Output<'GetTags'> {
    return { tags: Object.fromEntries(this.#tagged(resourceArn).read()) };
  }

  /** The tags of `arn:aws:apigateway:us-east-1::/restapis/abc`, or of a stage below it. */
  #tagged(arn: string): { read: () => Map<string, string>; write: (tags: Map<string, string>) => void } {
    const [, apiId, stage] =
      /^\/restapis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(parseArn(arn)?.resource ?? '') ?? [];
    if (apiId === undefined) throw notFound('Invalid ARN specified in the request');
    const api = this.api(apiId);
    const holder = stage === undefined ? api : stageOf(api, stage);
    return {
      read: () => new Map(Object.entries(holder.record.tags ?? {})),
      write: (tags) => void (holder.record = { ...holder.record, tags: Object.fromEntries(tags) }),
    };
  }
}

const tag = (name: string, unit: string, bounds: { min?: number; max: number }) => ({
  name,
  unit,
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html',
  adjustable: false,
  ...bounds,
});

const RULES: TagRules = {
  limits: {
    tags: tag('Tags of a resource', 'tags', { max: 50 }),
    tagKey: tag('Key of a tag', 'characters', { min: 1, max: 128 }),
    tagValue: tag('Value of a tag', 'characters', { max: 256 }),
  },
  badKey: (key) => badRequest(`Invalid tag key: ${key}`),
  badValue: (value) => badRequest(`Invalid tag value: ${value}`),
  tooMany: () => limitExceeded('A resource can have 50 tags at most'),
};
