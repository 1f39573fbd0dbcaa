import type { Claims } from '../../cloud/gateway/jwt/index.ts';
import type { MappingRule, Model, RoleMapping } from './schema.ts';

/** What an identity pool says of roles. */
export interface Roles {
  /** `authenticated`, `unauthenticated`. */
  readonly roles: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, Model<RoleMapping>>>;
}

/**
 * The role of whoever comes: of a guest, or of somebody with a provider's token. Undefined where there is none.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 *
 * @param wanted a role that the app asks for; only one of the token's
 */
export function roleOf(
  { roles, mappings }: Roles,
  provider: string | undefined,
  claims: Claims,
  wanted: string | undefined,
): string | undefined {
  if (provider === undefined) return roles.unauthenticated;
  const mapping = mappings[provider];
  if (!mapping) return wanted === undefined ? roles.authenticated : undefined;
  const found = mapping.type === 'Token' ? byToken(claims, wanted) : byRules(mapping.rulesConfiguration?.rules ?? [], claims, wanted); // prettier-ignore
  if (found !== undefined || wanted !== undefined) return found;
  return mapping.ambiguousRoleResolution === 'AuthenticatedRole' ? roles.authenticated : undefined;
}

function byToken(claims: Claims, wanted: string | undefined): string | undefined {
  const allowed = (claims['cognito:roles'] ?? []) as readonly string[];
  if (wanted !== undefined) return allowed.includes(wanted) ? wanted : undefined;
  return claims['cognito:preferred_role'] as string | undefined;
}

/** The first rule that fits decides. */
function byRules(
  rules: readonly Model<MappingRule>[],
  claims: Claims,
  wanted: string | undefined,
): string | undefined {
  // prettier-ignore
  const fitting = rules.filter((rule) => fits(rule, claims[rule.claim]));
  return fitting.find(({ roleARN }) => wanted === undefined || roleARN === wanted)?.roleARN;
}

function fits({ matchType, value }: Model<MappingRule>, claim: unknown): boolean {
  if (claim === undefined) return false;
  const text = Array.isArray(claim) ? claim.join(',') : String(claim);
  switch (matchType) {
    case 'Equals':
      return text === value;
    case 'NotEqual':
      return text !== value;
    case 'StartsWith':
      return text.startsWith(value);
    case 'Contains':
      return text.includes(value);
  }
}
