/** What an account asks of the passwords of its users. */
export interface PasswordPolicy {
  readonly minimumPasswordLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercaseCharacters: boolean;
  readonly requireLowercaseCharacters: boolean;
  readonly allowUsersToChangePassword: boolean;
  /** Days; undefined where passwords never expire. */
  readonly maxPasswordAge: number | undefined;
  /** How many passwords are remembered; undefined for none. */
  readonly passwordReusePrevention: number | undefined;
  /** Whether only an administrator can set a password that has expired. */
  readonly hardExpiry: boolean;
}

// The symbols that count. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
const SYMBOL = /[!@#$%^&*()_+\-=[\]{}|']/;

/**
 * Whether a policy takes a password. Without a policy of its own an account takes 8 to 128 characters of three of the four
 * kinds, unlike the name of the user.
 */
export function takes(policy: PasswordPolicy | undefined, password: string, userName: string): boolean {
  const { length } = password;
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, SYMBOL].map((kind) => kind.test(password));
  if (length > 128) return false;
  if (!policy) return length >= 8 && kinds.filter(Boolean).length >= 3 && password !== userName;
  const { requireUppercaseCharacters: upper, requireLowercaseCharacters: lower } = policy;
  const wanted = [upper, lower, policy.requireNumbers, policy.requireSymbols];
  return length >= policy.minimumPasswordLength && wanted.every((must, i) => !must || kinds[i]!);
}
