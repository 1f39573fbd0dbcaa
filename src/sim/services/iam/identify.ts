import { AwsError, parseArn, type Region } from '../../cloud/index.ts';
import type { Caller, Keys } from '../../cloud/guard.ts';
import { type ContextKeys, type Policies, type Principal, principalOf } from '../../cloud/policy/index.ts';
import { accountIn, accountsOf, type Account } from './account.ts';
import { Role } from './entity.ts';
import type { AccessKey, User } from './user.ts';
import { User as UserClass } from './user.ts';

/** Who calls, with all that bears on it. */
export interface Identified {
  readonly principal: Principal;
  /** What GetCallerIdentity calls UserId. */
  readonly userId: string;
  /** Undefined for a root user. */
  readonly entity: User | Role | undefined;
  readonly account: Account;
  readonly policies: Policies;
  readonly context: ContextKeys;
  /** The access key that signed. */
  readonly key?: AccessKey;
  /** Tags of a session that go on to the role that it takes next, by condition key. */
  readonly carried?: Readonly<Record<string, string>>;
  /** Of GetSessionToken or a role: what made it. */
  readonly session?: 'role' | 'token' | 'federation';
}

/** Finds out who calls. @throws InvalidClientTokenId, SignatureDoesNotMatch, ExpiredToken; RangeError for whom IAM does not know */
export function identify(region: Region, caller: Caller | undefined): Identified {
  if (!caller) return rootOf(accountIn(region, region.account));
  const { who, context } = caller;
  const arn =
    typeof who === 'string' ? who : ((who as { arn?: string }).arn ?? (who as { Arn?: string }).Arn);
  const found = arn === undefined ? byKeys(region, who as Keys) : byArn(region, arn);
  return { ...found, context: { ...context, ...found.context } };
}

function rootOf(account: Account): Identified {
  const arn = `${account.prefix}:root`;
  const principal: Principal = { type: 'Account', arn, account: account.id };
  const { serviceControl } = account;
  return { principal, userId: account.id, entity: undefined, account, policies: { ...(serviceControl && { serviceControl }) }, context: {} }; // prettier-ignore
}

function byArn(region: Region, arn: string): Identified {
  const principal = principalOf(arn);
  if (!principal || !('account' in principal)) throw new RangeError(`'${arn}' is the ARN of no principal.`);
  const account = accountIn(region, principal.account);
  const names = arn.split('/');
  switch (principal.type) {
    case 'Account':
      return rootOf(account);
    case 'User': {
      const user = account.user(names.at(-1)!);
      return of(account, user, principal, user.id);
    }
    case 'Role':
    case 'AssumedRole': {
      const session = principal.type === 'AssumedRole' ? names.at(-1)! : 'session';
      const role = account.role(principal.type === 'AssumedRole' ? names[1]! : names.at(-1)!);
      return { ...of(account, role, sessionOf(account, role, session), `${role.id}:${session}`), session: 'role' }; // prettier-ignore
    }
    default:
      throw new RangeError(`'${arn}' acts by its credentials only.`);
  }
}

/** A session of a role. */
export function sessionOf(account: Account, role: Role, name: string): Principal {
  return {
    type: 'AssumedRole',
    arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${name}`,
    account: account.id,
    roleArn: role.arn,
    serviceLinked: role.linkedTo !== undefined,
  };
}

function of(account: Account, entity: User | Role, principal: Principal, userId: string): Identified {
  const context: Record<string, string> = { 'aws:userid': userId };
  for (const [key, value] of entity.tags) context[`aws:PrincipalTag/${key}`] = value;
  const { serviceControl } = account;
  const policies: Policies = {
    identity: account.identityPolicies(entity),
    ...(entity.boundary && { boundary: entity.boundary.policy }),
    ...(serviceControl && { serviceControl }),
  };
  return { principal, userId, entity, account, policies, context };
}

function byKeys(region: Region, keys: Keys): Identified {
  const id = keys.accessKeyId ?? keys.AccessKeyId ?? '';
  const secret = keys.secretAccessKey ?? keys.SecretAccessKey ?? '';
  const token = keys.sessionToken ?? keys.SessionToken;
  for (const account of accountsOf(region.world)) {
    const found = account.key(id);
    if (found?.key.active) {
      if (found.key.secret !== secret) throw badSignature();
      const { user, key } = found;
      const principal: Principal = { type: 'User', arn: user.arn, account: account.id };
      return { ...of(account, user, principal, user.id), key };
    }
    const session = account.sessions.get(id);
    if (!session) continue;
    if (session.secret !== secret) throw badSignature();
    if (session.token !== token) throw invalid();
    if (session.expires <= region.world.simulation.epochMillis)
      throw credentialError('ExpiredToken', 'The security token included in the request is expired');
    const { mfaSince, issued } = session;
    const age = (region.world.simulation.epochMillis - (mfaSince ?? 0)) / 1000;
    const holder = bySession(account, session);
    const context = { ...holder.context, 'aws:TokenIssueTime': new Date(issued).toISOString() };
    if (mfaSince === undefined) return { ...holder, context };
    return { ...holder, context: { ...context, 'aws:MultiFactorAuthAge': String(Math.floor(age)) } };
  }
  throw invalid();
}

function bySession(
  account: Account,
  session: NonNullable<ReturnType<Account['sessions']['get']>>,
): Identified {
  const { entity, principal, userId, policies, context, carried } = session;
  if (!entity) {
    const root = rootOf(account);
    return { ...root, policies: { ...root.policies, ...(policies && { session: policies }) }, context, session: 'token' }; // prettier-ignore
  }
  // Whoever made it may be gone.
  const there = entity instanceof Role ? account.roles.get(entity.name) : account.users.get(entity.name);
  if (there !== entity) throw invalid();
  const found = of(account, entity, principal, userId);
  const kind = principal.type === 'AssumedRole' ? 'role' : principal.type === 'FederatedUser' ? 'federation' : 'token'; // prettier-ignore
  return {
    ...found,
    policies: { ...found.policies, ...(policies && { session: policies }) },
    context: over(found.context, context),
    session: kind,
    ...(carried && { carried }),
  };
}

/** What a session brings, over what its role or user has: the names of keys, and so of tags, have no case. */
function over(own: ContextKeys, brought: ContextKeys): ContextKeys {
  const names = new Set(Object.keys(brought).map((name) => name.toLowerCase()));
  const left = Object.entries(own).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(left), ...brought };
}

const credentialError = (code: string, message: string) =>
  new AwsError('IAM', code, { status: 403, fault: 'client' }, message);

const invalid = () =>
  credentialError('InvalidClientTokenId', 'The security token included in the request is invalid.');

const badSignature = () =>
  credentialError('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'); // prettier-ignore

/** The account that an ARN names; undefined for one that names none. */
export const accountNamed = (arn: string): string | undefined => parseArn(arn)?.account || undefined;

/** Whether it is a user. */
export const isUser = (entity: unknown): entity is User => entity instanceof UserClass;
