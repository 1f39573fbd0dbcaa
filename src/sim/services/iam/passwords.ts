import type { ContextKeys } from '../../cloud/policy/index.ts';
import { days } from '../../kernel/index.ts';
import { exists, iamError, noSuch } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { Part } from './part.ts';
import { takes } from './password-policy.ts';
import type { Input, Output } from './schema.ts';
import { codeAt } from './devices.ts';
import type { LoginProfile, User } from './user.ts';

/** Passwords for the console, and what the account asks of them. No password is hashed here: they are states. */
export class Passwords extends Part {
  createLoginProfile({
    userName,
    password,
    passwordResetRequired = false,
  }: Input<'CreateLoginProfile'>): Output<'CreateLoginProfile'> {
    const user = this.callerOr(userName);
    if (user.login) throw exists(`Login Profile for user ${user.name} already exists.`);
    const { date } = this;
    this.#check(user, password ?? '');
    user.login = { password: password!, created: date, changed: date, resetRequired: passwordResetRequired, lastUsed: undefined, before: [] }; // prettier-ignore
    return { loginProfile: describe(user) };
  }

  getLoginProfile({ userName }: Input<'GetLoginProfile'> = {}): Output<'GetLoginProfile'> {
    const user = this.callerOr(userName);
    loginOf(user);
    return { loginProfile: describe(user) };
  }

  updateLoginProfile({
    userName,
    password,
    passwordResetRequired,
  }: Input<'UpdateLoginProfile'>): Output<'UpdateLoginProfile'> {
    const user = this.account.user(userName);
    const login = loginOf(user);
    if (password !== undefined) this.#set(user, password);
    login.resetRequired = passwordResetRequired ?? login.resetRequired;
    return {};
  }

  deleteLoginProfile({ userName }: Input<'DeleteLoginProfile'> = {}): Output<'DeleteLoginProfile'> {
    const user = this.callerOr(userName);
    loginOf(user);
    user.login = undefined;
    return {};
  }

  /** A user's own: who may not is told so by a policy, or by the account's password policy, which also can allow it. */
  changePassword({ oldPassword, newPassword }: Input<'ChangePassword'>): Output<'ChangePassword'> {
    const user = this.callerOr(undefined);
    const login = loginOf(user);
    if (login.password !== oldPassword)
      throw iamError('InvalidUserTypeException', 'The old password was incorrect.');
    this.#set(user, newPassword);
    login.resetRequired = false;
    return {};
  }

  updateAccountPasswordPolicy(
    input: Input<'UpdateAccountPasswordPolicy'> = {},
  ): Output<'UpdateAccountPasswordPolicy'> {
    // What is left out goes back to its default: the policy is set as a whole.
    this.account.passwordPolicy = {
      minimumPasswordLength: input.minimumPasswordLength ?? 6,
      requireSymbols: input.requireSymbols ?? false,
      requireNumbers: input.requireNumbers ?? false,
      requireUppercaseCharacters: input.requireUppercaseCharacters ?? false,
      requireLowercaseCharacters: input.requireLowercaseCharacters ?? false,
      allowUsersToChangePassword: input.allowUsersToChangePassword ?? false,
      maxPasswordAge: input.maxPasswordAge,
      passwordReusePrevention: input.passwordReusePrevention,
      hardExpiry: input.hardExpiry ?? false,
    };
    return {};
  }

  getAccountPasswordPolicy(
    _input: Input<'GetAccountPasswordPolicy'> = {},
  ): Output<'GetAccountPasswordPolicy'> {
    const policy = this.#policy();
    const expirePasswords = policy.maxPasswordAge !== undefined;
    return { passwordPolicy: { ...policy, expirePasswords, hardExpiry: policy.hardExpiry || undefined } };
  }

  deleteAccountPasswordPolicy(
    _input: Input<'DeleteAccountPasswordPolicy'> = {},
  ): Output<'DeleteAccountPasswordPolicy'> {
    this.#policy();
    this.account.passwordPolicy = undefined;
    return {};
  }

  /**
   * Signs a user in to the console: what the pages of AWS do. Answers who acts then, as `cloud.as` takes it.
   *
   * @param code that a device shows, where the user has one
   */
  signIn(userName: string, password: string, code?: string): { arn: string; context: ContextKeys } {
    const user = this.account.users.get(userName);
    const { login } = user ?? {};
    if (!user || login?.password !== password) throw refused('Your authentication information is incorrect.');
    const second = user.devices.length > 0;
    if (second && !user.devices.some(({ serial }) => code === codeAt(serial, this.date)))
      throw refused('Your multi-factor authentication code is missing or incorrect.');
    const policy = this.account.passwordPolicy;
    const expired = expiryOf(user, policy?.maxPasswordAge);
    if (expired && expired <= this.date && policy!.hardExpiry)
      throw refused('Your password has expired: an administrator must set another.');
    login.lastUsed = this.date;
    login.resetRequired ||= expired !== undefined && expired <= this.date;
    return { arn: user.arn, context: { 'aws:MultiFactorAuthPresent': String(second) } };
  }

  #policy() {
    const { passwordPolicy, id } = this.account;
    if (!passwordPolicy) throw noSuch(`The Password Policy with domain name ${id} cannot be found.`);
    return passwordPolicy;
  }

  #set(user: User, password: string): void {
    const login = loginOf(user);
    this.#check(user, password);
    login.before.unshift(login.password);
    login.before.length = Math.min(login.before.length, limits.passwordReuse.max);
    login.password = password;
    login.changed = this.date;
  }

  #check(user: User, password: string): void {
    const policy = this.account.passwordPolicy;
    const { login } = user;
    const remembered = login ? [login.password, ...login.before] : [];
    const again = remembered.slice(0, policy?.passwordReusePrevention ?? 0).includes(password);
    if (again || !takes(policy, password, user.name))
      throw iamError('PasswordPolicyViolationException', 'Password does not conform to the account password policy.'); // prettier-ignore
  }
}

/** When a user's password expires; undefined for never. `age` is in days. */
export function expiryOf({ login }: User, age: number | undefined): Date | undefined {
  if (!login || age === undefined) return undefined;
  return new Date(login.changed.getTime() + days(age) * 1000);
}

function loginOf(user: User): LoginProfile {
  if (!user.login) throw noSuch(`Login Profile for User ${user.name} cannot be found.`);
  return user.login;
}

const describe = ({ name, login }: User) => ({
  userName: name,
  createDate: login!.created,
  passwordResetRequired: login!.resetRequired,
});

/** What the sign-in page says; it is no API, so there is no code for it. */
const refused = (message: string) => new Error(message);
