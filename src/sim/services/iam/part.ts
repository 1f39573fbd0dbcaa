import type { Limit, Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { withTags } from '../../cloud/tags.ts';
import type { RandomStream } from '../../kernel/index.ts';
import type { Account } from './account.ts';
import { iamError, notValid, overQuota } from './errors.ts';
import { iamLimits } from './limits.ts';
import type { IamModel } from './model.ts';

/** What the parts of IAM share. */
export interface Context {
  readonly region: Region;
  readonly account: Account;
  readonly model: IamModel;
  quota(row: Limit): number;
  random(purpose: string): RandomStream;
}

/** A part of IAM: some of its operations as methods. */
export abstract class Part {
  protected readonly iam: Context;

  /** Made by `Iam`. */
  constructor(iam: Context) {
    this.iam = iam;
  }

  protected get account(): Account {
    return this.iam.account;
  }

  protected get date(): Date {
    return this.account.date;
  }

  /** Refuses one more where a quota is full. `what` is IAM's name for the quota: 'GroupsPerUser'. */
  protected room(count: number, row: Limit, what: string): void {
    const max = this.iam.quota(row);
    if (count >= max) throw overQuota(`Cannot exceed quota for ${what}: ${max}`);
  }

  /** The user that a request names; without a name the one who calls. @throws ValidationError, NoSuchEntity */
  protected callerOr(userName: string | undefined) {
    if (userName !== undefined) return this.account.user(userName);
    const caller = this.iam.region.world.guard?.current;
    if (caller?.type !== 'User')
      throw notValid('Must specify userName when calling with non-User credentials');
    return this.account.user(caller.arn.slice(caller.arn.lastIndexOf('/') + 1));
  }
}

/** Tags as a request has them. */
export type TagList = readonly { readonly key: string; readonly value: string }[];

/** Tags with more set. @throws InvalidInput, LimitExceeded */
export function tagged(tags: ReadonlyMap<string, string>, more: TagList = []): Map<string, string> {
  const pairs = more.map(({ key, value }) => [key, value] as const);
  return withTags(tags, pairs, {
    limits: iamLimits,
    badKey: (key) => iamError('InvalidInputException', `The tag key ${key} is not valid.`),
    badValue: (value, key) =>
      iamError('InvalidInputException', `The value ${value} of the tag ${key} is not valid.`),
    tooMany: () => overQuota(`Cannot exceed quota for TagsPerEntity: ${iamLimits.tags.max}`),
  });
}

/** A page of a list, with IAM's names for where it goes on. */
export function page<T>(
  all: readonly T[],
  { marker, maxItems = iamLimits.listed.default }: { marker?: string; maxItems?: number },
) {
  const badToken = () => notValid('Invalid Marker.');
  const { page: items, nextToken } = pageOf(all, { nextToken: marker, size: maxItems, badToken });
  return { items, more: { isTruncated: nextToken !== undefined, marker: nextToken } };
}

/** Whether a path begins so. */
export const under =
  (prefix = '/') =>
  ({ path }: { readonly path: string }) =>
    path.startsWith(prefix);

/** A path: it begins and ends with a slash. @throws ValidationError */
export function pathOf(path = '/'): string {
  if (!/^\/$|^\/[\x21-\x7e]*\/$/.test(path))
    throw notValid(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  return path;
}
