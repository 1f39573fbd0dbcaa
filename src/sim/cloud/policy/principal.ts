/**
 * Who makes a request, by the types of `aws:PrincipalType` and the others that a policy can name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  /** The root user of an account. */
  | { type: 'Account'; arn: string; account: string }
  | { type: 'User'; arn: string; account: string }
  /** Only the policy simulator asks for a role: real requests come from its sessions. */
  | { type: 'Role'; arn: string; account: string; serviceLinked?: boolean }
  | { type: 'AssumedRole'; arn: string; account: string; roleArn: string; serviceLinked?: boolean }
  /** A session made by GetFederationToken. */
  | { type: 'FederatedUser'; arn: string; account: string; userArn: string }
  /** `sns.amazonaws.com` */
  | { type: 'Service'; name: string }
  /** Someone whom a provider of identities vouches for, in AssumeRoleWithSAML or AssumeRoleWithWebIdentity. */
  | { type: 'Federated'; provider: string }
  | { type: 'Anonymous' };

/**
 * The principal that an ARN names; undefined for any other text. The ARN of a session lacks its role's path: pass the
 * role's own ARN where the role has one.
 */
export function principalOf(arn: string, roleArn?: string): Principal | undefined {
  const match =
    /^arn:([^:]+):(iam|sts)::(\d{12}):(root|user|role|assumed-role|federated-user)(?:\/(.+))?$/.exec(arn);
  if (!match) return undefined;
  const [, partition, service, account, type, path] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  if ((type === 'root') !== (path === undefined)) return undefined;
  if ((service === 'sts') !== (type === 'assumed-role' || type === 'federated-user')) return undefined;
  const iam = `arn:${partition}:iam::${account}`;
  if (type === 'root') return { type: 'Account', arn, account };
  if (type === 'user') return { type: 'User', arn, account };
  if (type === 'role') return { type: 'Role', arn, account };
  if (type === 'federated-user')
    return { type: 'FederatedUser', arn, account, userArn: `${iam}:user/${path}` };
  const role = path!.split('/')[0]!;
  return { type: 'AssumedRole', arn, account, roleArn: roleArn ?? `${iam}:role/${role}` };
}

/** Its account; a service and a stranger have none. */
export function accountOf(principal: Principal): string | undefined {
  return 'account' in principal ? principal.account : undefined;
}

/** `"*"` is everyone under `AWS`. */
export type PrincipalElement = Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

/** The members of a Principal element. */
export const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
/** A member of a Principal element. */
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/**
 * How a policy names a principal, and so what its grant is worth:
 * `direct`: itself, or everyone; `entity`: the role or user behind its session; `account`: its account, which delegates.
 */
export type Naming = 'direct' | 'entity' | 'account';

/** How an element names a principal, the strongest way; undefined where it does not. */
export function naming(element: PrincipalElement, principal: Principal): Naming | undefined {
  const { AWS: aws = [], Service: services = [], Federated: providers = [] } = element;
  if (aws.includes('*')) return 'direct';
  if (principal.type === 'Service')
    return services.some((name) => name === principal.name) ? 'direct' : undefined;
  if (principal.type === 'Federated') return providers.includes(principal.provider) ? 'direct' : undefined;
  if (principal.type === 'Anonymous') return undefined;
  const chain = identitiesOf(principal);
  return (['direct', 'entity', 'account'] as const).find((way) => chain[way]?.some((id) => aws.includes(id)));
}

/**
 * Whether a NotPrincipal element leaves a principal out. Every identity in its chain must be listed, or a Deny still meets
 * the principal through its account or its role: AWS says 'might', and asks for all of them to be named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function excepted(element: PrincipalElement, principal: Principal): boolean {
  if (!('account' in principal) || element.AWS?.includes('*'))
    return naming(element, principal) !== undefined;
  const listed = (ids: readonly string[]) => ids.some((id) => element.AWS?.includes(id));
  return Object.values(identitiesOf(principal)).every(listed);
}

type Named = Extract<Principal, { account: string }>;

function identitiesOf(principal: Named): Partial<Record<Naming, readonly string[]>> {
  const { arn, account } = principal;
  const root = `${arn.slice(0, arn.indexOf(':', 4))}:iam::${account}:root`;
  const ids = [account, root];
  switch (principal.type) {
    case 'Account':
      return { direct: ids };
    case 'User':
      return { direct: [arn], account: ids };
    case 'Role':
      return { entity: [arn], account: ids };
    case 'AssumedRole':
      return { direct: [arn], entity: [principal.roleArn], account: ids };
    case 'FederatedUser':
      return { direct: [arn], entity: [principal.userArn], account: ids };
  }
}

/**
 * The condition keys that AWS adds by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalKeys(principal: Principal): Record<string, string> {
  const service = { 'aws:PrincipalIsAWSService': String(principal.type === 'Service') };
  if (principal.type === 'Service') return { ...service, 'aws:PrincipalServiceName': principal.name };
  if (principal.type === 'Anonymous') return { ...service, 'aws:PrincipalType': 'Anonymous' };
  if (principal.type === 'Federated') return service;
  return {
    ...service,
    // Of a session it is the role's.
    'aws:PrincipalArn': principal.type === 'AssumedRole' ? principal.roleArn : principal.arn,
    'aws:PrincipalAccount': principal.account,
    'aws:PrincipalType': principal.type === 'Role' ? 'AssumedRole' : principal.type,
    // Only a user has one.
    ...(principal.type === 'User' && {
      'aws:username': principal.arn.slice(principal.arn.lastIndexOf('/') + 1),
    }),
  };
}
