import { AwsError, type Region } from '../../cloud/index.ts';
import { type ContextKeys, evaluate, type Policy, type Principal } from '../../cloud/policy/index.ts';
import { accountIn, accountsOf, type Account } from './account.ts';
import { documentOf } from './errors.ts';
import { Role } from './entity.ts';
import { Doorkeeper, trustOf } from './guard.ts';
import { accountNamed, identify, isUser, sessionOf, type Identified } from './identify.ts';
import type { Session } from './session.ts';

/** How long sessions last, in seconds. */
interface Lasting {
  readonly durationSeconds?: number | undefined;
}

/** Policies that come with a session: it may what they and its maker's policies allow both. */
interface Narrowed {
  readonly policy?: string | undefined;
  readonly policyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
}

type TagList = readonly { readonly key: string; readonly value: string }[];

/** What AssumeRole takes, in the model's names. */
export interface AssumeRoleRequest extends Lasting, Narrowed {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly tags?: TagList | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly serialNumber?: string | undefined;
}

/** Somebody whom a provider of identities vouches for, and what a role is wanted for. */
export interface WebIdentity extends Lasting, Narrowed {
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** As trust policies name the provider: `cognito-identity.amazonaws.com`, or an ARN. */
  readonly provider: string;
  /** What the token says, by condition key: `cognito-identity.amazonaws.com:aud`. */
  readonly context: ContextKeys;
  readonly tags: Readonly<Record<string, string>>;
}

/** Sessions of roles, users and federated users: what STS makes, and what IAM knows them by. */
export class Sessions {
  readonly #region: Region;

  /** Made by `Iam`. */
  constructor(region: Region) {
    this.#region = region;
  }

  /** Who calls now. Where nobody asks, the account's root user. */
  get caller(): Identified {
    const { guard } = this.#region.world;
    return (guard instanceof Doorkeeper ? guard.caller : undefined) ?? identify(this.#region, undefined);
  }

  /** Makes a session of a role. The guard has asked the trust policy before. @throws AccessDenied, ValidationError */
  assumeRole(input: AssumeRoleRequest): Session {
    const {
      roleArn,
      roleSessionName: name,
      durationSeconds: duration = 3600,
      tags = [],
      transitiveTagKeys: transitive = [],
      sourceIdentity,
    } = input;
    const { caller } = this;
    if (caller.session === 'federation')
      throw stsError('AccessDenied', 'Cannot call AssumeRole with federated user credentials', 403);
    if (this.#region.world.guard && caller.entity === undefined)
      throw stsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403);
    const account = accountIn(this.#region, accountNamed(roleArn) ?? this.#region.account);
    const role = account.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    const from = 'arn' in caller.principal ? caller.principal.arn : '';
    if (role?.arn !== roleArn)
      throw stsError('AccessDenied', `User: ${from} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, 403); // prettier-ignore
    const chained = caller.entity instanceof Role;
    if (chained && duration > 3600)
      throw stsError('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'); // prettier-ignore
    if (duration > role.maxSessionDuration)
      throw stsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'); // prettier-ignore
    const held = caller.context['aws:SourceIdentity'] as string | undefined;
    if (held !== undefined && sourceIdentity !== undefined && held !== sourceIdentity)
      throw stsError('AccessDenied', 'The source identity of a session can’t be changed.', 403);
    const context: Record<string, string> = {
      'aws:MultiFactorAuthPresent': String(input.serialNumber !== undefined),
      ...caller.carried,
      ...tagKeys(tags),
    };
    const carried = { ...caller.carried, ...tagKeys(tags.filter(({ key }) => transitive.includes(key))) };
    for (const { key } of tags)
      if (
        Object.keys(caller.carried ?? {}).some(
          (tag) => tag.toLowerCase() === `aws:PrincipalTag/${key}`.toLowerCase(),
        )
      )
        // prettier-ignore
        throw stsError('ValidationError', `The session has a transitive tag ${key}, which can’t be changed.`);
    const identity = sourceIdentity ?? held;
    if (identity !== undefined) context['aws:SourceIdentity'] = identity;
    const principal = sessionOf(account, role, name);
    return this.#keep(account, { principal, userId: `${role.id}:${name}`, entity: role, context, carried, chained }, duration, this.#policies(account, input)); // prettier-ignore
  }

  /** Makes a session of a role for who brings a token of a provider that the role trusts. @throws AccessDenied, ValidationError */
  webIdentity(input: WebIdentity): Session {
    const { roleArn, roleSessionName: name, durationSeconds: duration = 3600, provider, tags } = input;
    const account = accountIn(this.#region, accountNamed(roleArn) ?? this.#region.account);
    const role = account.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    const needed = ['sts:AssumeRoleWithWebIdentity', ...(Object.keys(tags).length > 0 ? ['sts:TagSession'] : [])]; // prettier-ignore
    const trusts = (action: string) =>
      evaluate(
        {
          principal: { type: 'Federated', provider },
          action,
          resource: roleArn,
          resourceAccount: account.id,
          context: input.context,
        },
        { resource: trustOf(role!.trust, role!.name), resourceMustAllow: true },
      ).decision === 'allowed';
    if (role?.arn !== roleArn || (this.#region.world.guard && !needed.every(trusts)))
      throw stsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
    if (duration > role.maxSessionDuration)
      throw stsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'); // prettier-ignore
    const tagged = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])); // prettier-ignore
    const context = { ...input.context, ...tagged, 'aws:FederatedProvider': provider };
    const principal = sessionOf(account, role, name);
    return this.#keep(account, { principal, userId: `${role.id}:${name}`, entity: role, context, chained: false }, duration, this.#policies(account, input)); // prettier-ignore
  }

  /** Makes a session of the caller itself; with the second factor, where a device is named. */
  sessionToken({
    durationSeconds,
    serialNumber,
  }: Lasting & { readonly serialNumber?: string | undefined }): Session {
    const { principal, userId, entity, account, session } = this.caller;
    if (session !== undefined)
      throw stsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    const longest = entity ? 43_200 : 3600;
    const context = { 'aws:MultiFactorAuthPresent': String(serialNumber !== undefined) };
    const duration = Math.min(durationSeconds ?? longest, entity ? 129_600 : 3600);
    return this.#keep(account, { principal, userId, entity, context, chained: false }, duration, undefined);
  }

  /** Makes a session of somebody whom a user vouches for. */
  federationToken(
    input: Lasting & Narrowed & { readonly name: string; readonly tags?: TagList | undefined },
  ): Session {
    const { entity, account, session, principal } = this.caller;
    if (session !== undefined || (entity !== undefined && !isUser(entity)))
      throw stsError('AccessDenied', 'Cannot call GetFederationToken with session credentials', 403);
    const userArn = 'arn' in principal ? principal.arn : '';
    const arn = `arn:${account.partition}:sts::${account.id}:federated-user/${input.name}`;
    const federated: Principal = { type: 'FederatedUser', arn, account: account.id, userArn };
    const policies = this.#policies(account, input) ?? [];
    return this.#keep(account, { principal: federated, userId: `${account.id}:${input.name}`, entity, context: tagKeys(input.tags ?? []), chained: false }, input.durationSeconds ?? 43_200, policies); // prettier-ignore
  }

  /** The account of a key that exists, or existed. */
  accountOfKey(id: string): string | undefined {
    for (const account of accountsOf(this.#region.world))
      if (account.key(id) || account.sessions.has(id)) return account.id;
    return undefined;
  }

  #policies(account: Account, { policy, policyArns = [] }: Narrowed): Policy[] | undefined {
    if (policy === undefined && policyArns.length === 0) return undefined;
    const managed = policyArns.map(({ arn = '' }) => account.policy(arn).policy);
    if (policy === undefined) return managed;
    return [...managed, { name: 'the session policy', document: documentOf(policy, 'session') }];
  }

  #keep(
    account: Account,
    made: Pick<Session, 'principal' | 'userId' | 'entity' | 'context' | 'carried' | 'chained'>,
    duration: number,
    policies: Policy[] | undefined,
  ): Session {
    // prettier-ignore
    const keyId = account.id21('ASIA').slice(0, 20);
    const now = this.#region.world.simulation.epochMillis;
    const session: Session = { ...made, keyId, secret: account.letters(40), token: account.letters(120), issued: now, expires: now + duration * 1000, policies, ...(made.context['aws:MultiFactorAuthPresent'] === 'true' && { mfaSince: now }) }; // prettier-ignore
    account.sessions.set(keyId, session);
    return session;
  }
}

/** Tags of a session by their condition keys. */
const tagKeys = (tags: TagList): Record<string, string> =>
  Object.fromEntries(tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value]));

/** An error of STS. */
const stsError = (code: string, message: string, status = 400) =>
  new AwsError('STS', code, { status, fault: 'client' }, message);
