import type { Model, PasswordPolicyType } from './schema.ts';

/** A password policy as a pool keeps it. */
export type PasswordPolicy = Model<PasswordPolicyType>;

/** What a pool asks for where it says nothing. */
export const DEFAULT_POLICY = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
} satisfies PasswordPolicy;

const RULES = [
  ['requireUppercase', /[A-Z]/, 'uppercase'],
  ['requireLowercase', /[a-z]/, 'lowercase'],
  ['requireNumbers', /[0-9]/, 'numeric'],
  ['requireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'symbol'],
] as const;

/**
 * Why a password does not fit a policy; undefined where it fits.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function weakness(password: string, policy: PasswordPolicy): string | undefined {
  const said = (why: string) => `Password did not conform with policy: ${why}`;
  if (password.length < (policy.minimumLength ?? 0)) return said('Password not long enough');
  const broken = RULES.find(([rule, pattern]) => policy[rule] && !pattern.test(password));
  return broken && said(`Password must have ${broken[2]} characters`);
}
