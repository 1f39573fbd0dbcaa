import type { Request } from './applies.ts';
import { accountOfArn } from './arn.ts';
import { type ContextKeys, contextOf } from './context.ts';
import { type Finding, type Policy, type PolicyKind, type StatementReference, find } from './findings.ts';
import { type Principal, accountOf } from './principal.ts';

/** A request, with what AWS knows about it. */
export interface AuthorizationRequest extends Request {
  /** Whose the resource is, where its ARN does not say. Without either it is the caller's. */
  resourceAccount?: string;
  context?: ContextKeys;
}

/** The policies of a root, a unit or an account of an organization. */
export interface Level {
  name: string;
  policies: readonly Policy[];
}

/** All policies that bear on a request. Leave out what there is none of; an empty list is a policy that says nothing. */
export interface Policies {
  /** The user's, its groups', or the role's. */
  identity?: readonly Policy[];
  /** That of the resource. */
  resource?: Policy;
  /** Trust policies of roles and policies of KMS keys must allow by themselves: no other kind can stand in. */
  resourceMustAllow?: boolean;
  boundary?: Policy;
  /** Of the VPC endpoint by which the request came, if by one: it limits, and grants nothing. */
  endpoint?: Policy;
  session?: readonly Policy[];
  /** Of the caller's account, from the root down; none for the management account. */
  serviceControl?: readonly Level[];
  /** Of the resource's account, likewise, where its service has them. */
  resourceControl?: readonly Level[];
}

/** What became of a request, and why. */
export interface Decision {
  /** In the words of the policy simulator. */
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The kind of policy that decided: of an Allow, the one that granted. Undefined where a root user simply may. */
  kind?: PolicyKind;
  /** The statement that decided; undefined where silence did. */
  by?: StatementReference;
  /** What each kind said, in order. */
  findings: readonly Finding[];
}

/**
 * Decides a request, and says why.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate(request: AuthorizationRequest, policies: Policies): Decision {
  const { principal } = request;
  const callerAccount = accountOf(principal);
  const resourceAccount = request.resourceAccount ?? accountOfArn(request.resource) ?? callerAccount;
  const context = contextOf(request.context ?? {}, principal, resourceAccount);
  const look = (kind: PolicyKind, found: readonly Policy[] | undefined, level?: string) =>
    find(kind, found, request, context, level);
  const levels = (kind: PolicyKind, found: readonly Level[] = []) =>
    found.map(({ name, policies: attached }) => look(kind, attached, name));

  const { serviceControl, resourceControl } = bounds(principal, policies);
  const endpoint = look('endpoint', policies.endpoint && [policies.endpoint]);
  const resource = look('resource', policies.resource && [policies.resource]);
  const own = callerAccount !== undefined && principal.type !== 'Account';
  const identity = look('identity', own ? (policies.identity ?? []) : undefined);
  const boundary = look('boundary', own && policies.boundary ? [policies.boundary] : undefined);
  const session = look('session', sessionPolicies(principal, policies));

  const sameAccount = callerAccount !== undefined && callerAccount === resourceAccount;
  const direct = sameAccount && resource.grant === 'direct';
  const granted = direct || (sameAccount && resource.grant === 'entity');
  const findings = [
    ...levels('resourceControl', resourceControl).map(need(true)),
    ...levels('serviceControl', serviceControl).map(need(true)),
    need(endpoint.outcome !== 'absent')(endpoint),
    need(!sameAccount || policies.resourceMustAllow === true)(resource),
    need(own && !granted)(identity),
    need(boundary.outcome !== 'absent' && !direct)(boundary),
    need(session.outcome !== 'absent' && !direct)(session),
  ];
  return verdict(findings);
}

const need = (needed: boolean) => (finding: Finding) => ({ ...finding, needed });

/** The verdict on what each kind said; the first that denies, or of those needed the first that is silent, decides. */
export function verdict(findings: readonly Finding[]): Decision {
  const denied = findings.find(({ outcome }) => outcome === 'explicitDeny');
  if (denied) return { decision: 'explicitDeny', kind: denied.kind, by: denied.by[0], findings };
  const silent = findings.find(({ outcome, needed }) => needed && outcome !== 'allow');
  if (silent) return { decision: 'implicitDeny', kind: silent.kind, findings };
  const grants = findings.filter(
    ({ kind, outcome }) => outcome === 'allow' && (kind === 'resource' || kind === 'identity'),
  );
  const granted = grants.find(({ needed }) => needed) ?? grants[0];
  return { decision: 'allowed', kind: granted?.kind, by: granted?.by[0], findings };
}

/**
 * SCPs bind the principals of the account, its root user too; RCPs bind everyone who comes to the account's resources.
 * Neither binds a service-linked role.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
function bounds(
  principal: Principal,
  policies: Policies,
): Pick<Policies, 'serviceControl' | 'resourceControl'> {
  if ('serviceLinked' in principal && principal.serviceLinked) return {};
  const { serviceControl, resourceControl } = policies;
  return accountOf(principal) === undefined ? { resourceControl } : { serviceControl, resourceControl };
}

/** A session of GetFederationToken to which no policy was passed may nothing; a role's session, what the role may. */
function sessionPolicies(principal: Principal, { session }: Policies): readonly Policy[] | undefined {
  if (principal.type === 'FederatedUser') return session ?? [];
  return principal.type === 'AssumedRole' ? session : undefined;
}
