import { AwsError, type Region } from '../../cloud/index.ts';
import type { Guard, GuardedRequest } from '../../cloud/region.ts';
import {
  accessDenied,
  evaluate,
  MalformedPolicyDocument,
  policyIn,
  type AuthorizationRequest,
  type ContextKeys,
  type Decision,
  type Policies,
  type Policy,
  type Principal,
} from '../../cloud/policy/index.ts';
import { factsOf, serviceClass } from '../../tongue/services.ts';
import { accountIn, type Account } from './account.ts';
import { codeAt } from './devices.ts';
import type { Use } from './entity.ts';
import { accountNamed, identify, isUser, type Identified } from './identify.ts';
import { resourceKeys } from './resource-tags.ts';
import { actionOf, requestKeys, resourcesOf, rolesPassed } from './requested.ts';

/** A question to the evaluator, with its answer and AWS's sentence about it. */
export interface Explanation extends Decision {
  /** What AWS answers who is denied; undefined for who is not. */
  readonly message: string | undefined;
}

/** Permissions that nobody needs: everybody may ask who they are, and the people whom Cognito knows have no AWS credentials. */
const FREE = new RegExp(
  '^sts:(GetCallerIdentity|GetSessionToken|AssumeRoleWithWebIdentity)$|' +
    '^cognito-identity:(GetId|GetCredentialsForIdentity|GetOpenIdToken|UnlinkIdentity)$|' +
    '^cognito-idp:(SignUp|ConfirmSignUp|ResendConfirmationCode|(Confirm)?ForgotPassword|ChangePassword|InitiateAuth|' +
    'RespondToAuthChallenge|GetTokensFromRefreshToken|RevokeToken|GlobalSignOut|GetUser|UpdateUserAttributes|DeleteUser|' +
    'AssociateSoftwareToken|VerifySoftwareToken|SetUserMFAPreference)$',
);

/** What an operation needs: who passes tags or a source identity to a session needs a permission for these too. */
function permissions(action: string, input: object): string[] {
  if (FREE.test(action)) return [];
  const { Tags: tags, SourceIdentity: identity } = input as { Tags?: unknown[]; SourceIdentity?: string };
  if (action === 'sts:GetFederationToken' && tags?.length) return [action, 'sts:TagSession'];
  if (action !== 'sts:AssumeRole') return [action];
  const more = [...(tags?.length ? ['sts:TagSession'] : []), ...(identity ? ['sts:SetSourceIdentity'] : [])];
  return [action, ...more];
}

/** What a delivery to a service's resource takes. */
const DELIVERIES: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  firehose: 'firehose:PutRecord',
  kinesis: 'kinesis:PutRecord',
  lambda: 'lambda:InvokeFunction',
  logs: 'logs:PutLogEvents',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
};

/** Decides at the door of every service, by what IAM knows. One a cloud. */
export class Doorkeeper implements Guard {
  #current: Identified | undefined;

  get current(): Principal | undefined {
    return this.#current?.principal;
  }

  /** Who calls just now, with its policies; for STS. */
  get caller(): Identified | undefined {
    return this.#current;
  }

  admit(request: GuardedRequest, act: () => unknown): unknown {
    const { region, caller, service, operation, input } = request;
    const who = identify(region, caller);
    const prefix = prefixOf(service);
    const action = actionOf(prefix, operation);
    this.#record(who, region, prefix, action);
    // Sessions that a user made without a second factor may not call IAM, and federated users not at all.
    const barred = who.session === 'federation' || (who.session === 'token' && who.context['aws:MultiFactorAuthPresent'] !== 'true'); // prettier-ignore
    if (barred && service === 'iam')
      throw new AwsError('IAM', 'InvalidClientTokenId', { status: 403, fault: 'client' }, 'The security token included in the request is invalid.'); // prettier-ignore
    const keys = {
      ...(service === 'iam' && boundaryKey(accountIn(region, region.account), operation, input)),
      ...requestKeys(prefix, input),
      ...(service === 'sts' && this.#secondFactor(who, input)),
    };
    for (const needed of permissions(action, input))
      for (const resource of this.#resources(who, request, prefix))
        this.#require(who, service, region, needed, resource, keys);
    for (const role of rolesPassed(service, input))
      this.#require(who, service, region, 'iam:PassRole', role, { 'iam:PassedToService': `${prefix}.amazonaws.com` }); // prettier-ignore
    const done = this.#during(who, act);
    return isGenerator(done) ? this.#acting(who, done) : done;
  }

  #during<T>(who: Identified, act: () => T): T {
    this.#current = who;
    try {
      return act();
    } finally {
      this.#current = undefined;
    }
  }

  /** What takes time, with its caller known whenever it goes on. */
  *#acting(who: Identified, inner: Steps): Steps {
    let next = () => inner.next();
    try {
      for (;;) {
        const step = this.#during(who, next);
        if (step.done) return step.value;
        try {
          const value = yield step.value;
          next = () => inner.next(value);
        } catch (error) {
          next = () => inner.throw(error);
        }
      }
    } finally {
      inner.return(undefined);
    }
  }

  admitDelivery({ region, arn, service, roleArn, from }: Parameters<Guard['admitDelivery']>[0]): void {
    const account = accountIn(region, accountNamed(roleArn) ?? region.account);
    const role = account.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    const taker = `${/^arn:[^:]+:([^:]+)/.exec(from)?.[1]}.amazonaws.com`;
    const taking = {
      principal: { type: 'Service', name: taker } as const,
      action: 'sts:AssumeRole',
      resource: roleArn,
    };
    const trust = role && trustOf(role.trust, role.name);
    const may =
      trust && evaluate(taking, { resource: trust, resourceMustAllow: true }).decision === 'allowed';
    if (!may)
      throw new AwsError('STS', 'AccessDenied', { status: 403, fault: 'client' }, `${taker} is not authorized to assume role ${roleArn}`); // prettier-ignore
    const who = identify(region, { who: sessionArn(region, roleArn), context: {} });
    const prefix = prefixOf(service);
    const action = DELIVERIES[prefix];
    this.#record(who, region, prefix, action ?? prefix);
    if (action) this.#require(who, service, region, action, arn, {});
  }

  /** What becomes of a request, and why, without making it. */
  explain(
    region: Region,
    who: Identified,
    action: string,
    resource: string,
    more: ContextKeys = {},
    resourcePolicy?: Policy,
  ): Explanation {
    // prettier-ignore
    const owner = accountNamed(resource) ?? region.account;
    const { resourceControl } = accountIn(region, owner);
    const assuming =
      /^sts:(AssumeRole|TagSession|SetSourceIdentity)$/i.test(action) &&
      // Who tags a federated user takes no role.
      !(resource === '*' && /TagSession$/i.test(action));
    const role = assuming ? accountIn(region, owner).roles.get(resource.slice(resource.lastIndexOf('/') + 1)) : undefined; // prettier-ignore
    const policy = resourcePolicy ?? (role ? trustOf(role.trust, role.name) : policyAt(region, resource));
    const policies: Policies = {
      ...who.policies,
      ...(policy && { resource: policy }),
      ...(assuming && { resourceMustAllow: true }),
      ...(resourceControl && { resourceControl }),
    };
    const request: AuthorizationRequest = {
      principal: who.principal,
      action,
      resource,
      resourceAccount: owner,
      context: {
        ...this.#keys(region),
        ...who.context,
        ...resourceKeys(region, accountIn(region, owner), resource, policies),
        ...more,
      },
    };
    const decision = evaluate(request, policies);
    const nameThePolicy = owner === who.account.id;
    const message = decision.decision === 'allowed' ? undefined : accessDenied(request, decision, { trust: assuming, nameThePolicy }); // prettier-ignore
    return { ...decision, message };
  }

  #require(
    who: Identified,
    service: string,
    region: Region,
    action: string,
    resource: string,
    keys: ContextKeys,
  ): void {
    const { message } = this.explain(region, who, action, resource, keys);
    const { simulation } = region.world;
    const name = 'arn' in who.principal ? who.principal.arn : 'somebody';
    simulation.trace.add(name, message === undefined ? 'may' : 'may not', `${action} ${resource}`);
    if (message !== undefined) throw denied(service, message);
  }

  /** The keys of who shows a second factor: a device, and the code that it shows now. @throws AccessDenied */
  #secondFactor({ account, entity }: Identified, input: object): ContextKeys {
    const { SerialNumber: serial, TokenCode: code } = input as Readonly<Record<string, string | undefined>>;
    if (serial === undefined) return {};
    const device = account.devices.get(serial);
    if (!device?.user || device.user !== entity || code !== codeAt(serial, account.date))
      throw denied('sts', 'MultiFactorAuthentication failed with invalid MFA one time pass code.');
    return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' };
  }

  /** Keys of every request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
  #keys(region: Region): ContextKeys {
    const millis = region.world.simulation.epochMillis;
    return {
      'aws:CurrentTime': new Date(millis).toISOString(),
      'aws:EpochTime': String(Math.floor(millis / 1000)),
      'aws:RequestedRegion': region.name,
      'aws:SecureTransport': 'true',
    };
  }

  #resources(
    who: Identified,
    { region, service, operation, input }: GuardedRequest,
    prefix: string,
  ): string[] {
    if (service !== 'iam' && service !== 'sts') return resourcesOf(prefix, operation, input, region);
    const given = input as Readonly<Record<string, string | undefined>>;
    const account = accountIn(region, region.account);
    const { prefix: start } = account;
    const { UserName: user, RoleName: role, GroupName: group, PolicyName: policy } = given;
    if (service === 'sts') return [given.RoleArn ?? '*'];
    if (group !== undefined) return [account.groups.get(group)?.arn ?? `${start}:group/${group}`];
    if (role !== undefined)
      return [account.roles.get(role)?.arn ?? `${start}:role${given.Path ?? '/'}${role}`];
    if (user !== undefined)
      return [account.users.get(user)?.arn ?? `${start}:user${given.Path ?? '/'}${user}`];
    if (given.InstanceProfileName) return [`${start}:instance-profile/${given.InstanceProfileName}`];
    if (given.PolicyArn) return [given.PolicyArn];
    if (policy !== undefined) return [`${start}:policy${given.Path ?? '/'}${policy}`];
    // Who names no user means themselves.
    const self = /^(ChangePassword|GetUser|ListMFADevices)$|(AccessKey|AccessKeys|LoginProfile)$/.test(
      operation,
    );
    return [self && isUser(who.entity) ? who.entity.arn : '*'];
  }

  /** An attempt counts as a use, whether it succeeds or not. */
  #record({ entity, principal, key }: Identified, region: Region, service: string, action: string): void {
    if (!entity) return;
    const date = new Date(Math.floor(region.world.simulation.epochMillis / 1000) * 1000);
    const by = 'arn' in principal ? principal.arn : '';
    const actions = entity.used.get(service)?.actions ?? new Map<string, number>();
    actions.set(action.slice(action.indexOf(':') + 1), date.getTime());
    const use: Use = { date, region: region.name, service, by, actions };
    entity.used.set(service, use);
    if (isUser(entity)) for (const group of entity.groups) group.used.set(service, use);
    else entity.lastUsed = { date, region: region.name };
    if (key) key.used = use;
  }
}

type Steps = Generator<unknown, unknown, unknown>;

const isGenerator = (value: unknown): value is Steps =>
  typeof value === 'object' && value !== null && typeof (value as Steps).next === 'function';

const BOUNDED = /^(Attach|Detach|Put|Delete)(User|Role)(Policy|PermissionsBoundary)$/;

/**
 * The boundary of the user or role that a request is about, where it changes what that one may. What the request itself
 * names as a boundary comes before.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
function boundaryKey(account: Account, operation: string, input: object): ContextKeys {
  const { UserName: user = '', RoleName: role = '' } = input as Readonly<Record<string, string | undefined>>;
  const { boundary } = account.users.get(user) ?? account.roles.get(role) ?? {};
  return boundary && BOUNDED.test(operation) ? { 'iam:PermissionsBoundary': boundary.arn } : {};
}

/** A role's trust policy as a policy. */
export function trustOf(text: string, role: string): Policy {
  return { name: `the trust policy of ${role}`, document: policyIn(text, 'trust') };
}

function sessionArn({ partition }: Region, roleArn: string): string {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${accountNamed(roleArn)}:assumed-role/${role}/service`;
}

/** The policy of a resource, where its service has it. */
function policyAt(region: Region, arn: string): Policy | undefined {
  const text = region.policyOf(arn);
  if (!text) return undefined;
  try {
    return { name: `the policy of ${arn}`, document: policyIn(text, 'resource') };
  } catch (error) {
    // Some services keep policies that nobody can read; they allow nothing.
    if (error instanceof MalformedPolicyDocument) return undefined;
    throw error;
  }
}

/** The service's name in policies: `states` of sfn. */
const prefixOf = (service: string): string => factsOf(service, serviceClass(service)).arn;

/** The error of who may not, as the service's protocol has it. */
function denied(service: string, message: string): AwsError {
  const { schema, api } = serviceClass(service);
  const id = schema?.serviceId ?? api?.serviceId ?? service;
  const error = (code: string, status = 403, text = message) =>
    new AwsError(id, code, { status, fault: 'client' }, text);
  if (service === 'sns')
    return new AwsError(id, 'AuthorizationErrorException', { code: 'AuthorizationError', status: 403, fault: 'client' }, message); // prettier-ignore
  if (service === 'sqs' || service === 'cloudwatch') return error('AccessDenied');
  switch (schema?.protocol) {
    case 'ec2':
      return error(
        'UnauthorizedOperation',
        403,
        `You are not authorized to perform this operation. ${message}`,
      );
    case 'json':
      return error('AccessDeniedException', 400);
    case 'rest-json':
      return error('AccessDeniedException');
    default:
      return error('AccessDenied');
  }
}
