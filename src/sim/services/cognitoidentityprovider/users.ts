import { Accounts } from './accounts.ts';
import { invalid, poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import type { Input, Output } from './schema.ts';
import { softwareTokenCode } from './software-token.ts';
import { attributesOf, type Steps } from './triggers.ts';
import type { Factor, User } from './user.ts';

/** What administrators do with accounts, and what people who have signed in do with their own. */
export class Users extends Accounts {
  *adminCreateUser(input: Input<'AdminCreateUser'>): Steps<Output<'AdminCreateUser'>> {
    const { userPoolId, username, userAttributes, messageAction, validationData = [], desiredDeliveryMediums = ['SMS'] } = input; // prettier-ignore
    const pool = this.idp.pools.pool(userPoolId);
    const temporary = input.temporaryPassword ?? `${this.idp.letters(6)}aA1!`;
    if (messageAction === 'RESEND') {
      const user = pool.user(username);
      if (user.status !== 'FORCE_CHANGE_PASSWORD') throw poolsError('UnsupportedUserStateException', 'Resend not possible. User status is not FORCE_CHANGE_PASSWORD'); // prettier-ignore
      this.setPassword(pool, user, temporary, true);
      this.#invite(pool, user, desiredDeliveryMediums);
      return { user: user.describe() };
    }
    const user = this.make(pool, username, userAttributes, 'FORCE_CHANGE_PASSWORD', 'User account already exists'); // prettier-ignore
    this.setPassword(pool, user, temporary, true);
    yield* this.idp.triggers.call(pool, 'preSignUp', {
      source: 'PreSignUp_AdminCreateUser',
      clientId: undefined,
      userName: user.username,
      request: { userAttributes: attributesOf(user), validationData: Object.fromEntries(validationData.map(({ name, value }) => [name, value])) }, // prettier-ignore
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    if (messageAction !== 'SUPPRESS') this.#invite(pool, user, desiredDeliveryMediums);
    pool.add(user);
    this.idp.active(pool, user);
    return { user: user.describe() };
  }

  adminGetUser({ userPoolId, username }: Input<'AdminGetUser'>): Output<'AdminGetUser'> {
    const pool = this.idp.pools.pool(userPoolId);
    const user = pool.user(username);
    this.idp.active(pool, user);
    const { attributes: userAttributes, username: name, ...rest } = user.describe();
    return { username: name!, userAttributes, ...rest, ...settings(user) };
  }

  adminSetUserPassword(input: Input<'AdminSetUserPassword'>): Output<'AdminSetUserPassword'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    const user = pool.user(input.username);
    this.setPassword(pool, user, input.password, !input.permanent);
    user.status = input.permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    this.idp.active(pool, user);
    return {};
  }

  adminResetUserPassword(input: Input<'AdminResetUserPassword'>): Output<'AdminResetUserPassword'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    const user = pool.user(input.username);
    if (!this.idp.mail.sendCode(pool, user, 'password')) throw invalid('Cannot reset password for the user as there is no registered/verified email or phone_number'); // prettier-ignore
    user.status = 'RESET_REQUIRED';
    return {};
  }

  adminUpdateUserAttributes(input: Input<'AdminUpdateUserAttributes'>): Output<'AdminUpdateUserAttributes'> {
    const pool = this.idp.pools.pool(input.userPoolId);
    const user = pool.user(input.username);
    this.change(pool, user, input.userAttributes);
    this.idp.active(pool, user);
    return {};
  }

  adminDisableUser({ userPoolId, username }: Input<'AdminDisableUser'>): Output<'AdminDisableUser'> {
    const pool = this.idp.pools.pool(userPoolId);
    const user = pool.user(username);
    user.enabled = false;
    pool.sessions.signOut(user.username);
    return {};
  }

  adminEnableUser({ userPoolId, username }: Input<'AdminEnableUser'>): Output<'AdminEnableUser'> {
    this.idp.pools.pool(userPoolId).user(username).enabled = true;
    return {};
  }

  adminDeleteUser({ userPoolId, username }: Input<'AdminDeleteUser'>): Output<'AdminDeleteUser'> {
    const pool = this.idp.pools.pool(userPoolId);
    pool.remove(pool.user(username));
    return {};
  }

  adminUserGlobalSignOut({
    userPoolId,
    username,
  }: Input<'AdminUserGlobalSignOut'>): Output<'AdminUserGlobalSignOut'> {
    // prettier-ignore
    const pool = this.idp.pools.pool(userPoolId);
    const user = pool.user(username);
    pool.sessions.signOut(user.username);
    this.idp.active(pool, user);
    return {};
  }

  /** The filters are those of AWS: `email = "ana@example.com"`, `username ^= "an"`. */
  listUsers({
    userPoolId,
    attributesToGet,
    limit,
    paginationToken,
    filter,
  }: Input<'ListUsers'>): Output<'ListUsers'> {
    // prettier-ignore
    const pool = this.idp.pools.pool(userPoolId);
    const keep = filter ? filterOf(filter) : () => true;
    const { page, nextToken } = this.page([...pool.users].filter(keep), paginationToken, limit);
    const users = page.map((user) => {
      const { attributes = [], ...rest } = user.describe();
      return { ...rest, attributes: attributes.filter(({ name }) => attributesToGet?.includes(name) ?? true) }; // prettier-ignore
    });
    return { users, ...(nextToken !== undefined && { paginationToken: nextToken }) };
  }

  /** Lets somebody who signs in at another provider be this user. */
  adminLinkProviderForUser(input: Input<'AdminLinkProviderForUser'>): Output<'AdminLinkProviderForUser'> {
    const { userPoolId, destinationUser, sourceUser } = input;
    const pool = this.idp.pools.pool(userPoolId);
    const user = pool.user(destinationUser.providerAttributeValue ?? '');
    const provider = pool.providers.get(sourceUser.providerName ?? '');
    const userId = sourceUser.providerAttributeValue ?? '';
    if (pool.find(`${provider.providerName}_${userId}`)) throw invalid('SourceUser is already signed up');
    this.room(user.identities.length, limits.linkedIdentities);
    user.identities.push({ userId, providerName: provider.providerName!, providerType: provider.providerType!, primary: false, dateCreated: this.now }); // prettier-ignore
    return {};
  }

  adminSetUserMFAPreference(input: Input<'AdminSetUserMFAPreference'>): Output<'AdminSetUserMFAPreference'> {
    prefer(this.idp.pools.pool(input.userPoolId).user(input.username), input);
    return {};
  }

  // ── Who has signed in ─────────────────────────────────────────────────────────────────────────────────────────

  getUser({ accessToken }: Input<'GetUser'>): Output<'GetUser'> {
    const { user } = this.idp.tokens.holder(accessToken);
    return { username: user.username, userAttributes: user.attributeList(), ...settings(user) };
  }

  updateUserAttributes({
    accessToken,
    userAttributes,
  }: Input<'UpdateUserAttributes'>): Output<'UpdateUserAttributes'> {
    // prettier-ignore
    const { pool, user, claims } = this.idp.tokens.holder(accessToken);
    const writable = pool.clients.find(String(claims.client_id))?.record.writeAttributes;
    for (const { name } of userAttributes)
      if ((writable && !writable.includes(name)) || name.endsWith('_verified')) throw poolsError('NotAuthorizedException', 'A client attempted to write unauthorized attribute'); // prettier-ignore
    this.change(pool, user, userAttributes);
    return {};
  }

  changePassword(input: Input<'ChangePassword'>): Output<'ChangePassword'> {
    const { pool, user } = this.idp.tokens.holder(input.accessToken);
    if (input.previousPassword !== user.password) throw poolsError('NotAuthorizedException', 'Incorrect username or password.'); // prettier-ignore
    this.setPassword(pool, user, input.proposedPassword);
    return {};
  }

  deleteUser({ accessToken }: Input<'DeleteUser'>): Output<'DeleteUser'> {
    const { pool, user } = this.idp.tokens.holder(accessToken);
    pool.remove(user);
    return {};
  }

  globalSignOut({ accessToken }: Input<'GlobalSignOut'>): Output<'GlobalSignOut'> {
    const { pool, user } = this.idp.tokens.holder(accessToken);
    pool.sessions.signOut(user.username);
    return {};
  }

  associateSoftwareToken({
    accessToken,
    session,
  }: Input<'AssociateSoftwareToken'> = {}): Output<'AssociateSoftwareToken'> {
    // prettier-ignore
    const secretCode = this.idp.letters(52, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
    if (accessToken !== undefined) {
      this.idp.tokens.holder(accessToken).user.softwareToken = { secret: secretCode, verified: false };
      return { secretCode };
    }
    const { pool, challenge } = this.#challenge(session);
    const next = this.idp.uuid();
    pool.challenges.set(next, { ...challenge, secret: secretCode });
    challenge.user.softwareToken = { secret: secretCode, verified: false };
    return { secretCode, session: next };
  }

  verifySoftwareToken({
    accessToken,
    session,
    userCode,
  }: Input<'VerifySoftwareToken'>): Output<'VerifySoftwareToken'> {
    // prettier-ignore
    const own = accessToken === undefined ? this.#challenge(session) : undefined;
    const user = own?.challenge.user ?? this.idp.tokens.holder(accessToken!).user;
    const { softwareToken } = user;
    if (!softwareToken) throw poolsError('SoftwareTokenMFANotFoundException', 'Software token TOTP multi-factor authentication (MFA) is not enabled for the user.'); // prettier-ignore
    if (userCode !== softwareTokenCode(softwareToken.secret, this.idp.date)) throw poolsError('EnableSoftwareTokenMFAException', 'Code mismatch'); // prettier-ignore
    softwareToken.verified = true;
    if (!own) return { status: 'SUCCESS' };
    const next = this.idp.uuid();
    own.pool.challenges.set(next, { ...own.challenge, verified: true });
    return { status: 'SUCCESS', session: next };
  }

  setUserMFAPreference({
    accessToken,
    ...input
  }: Input<'SetUserMFAPreference'>): Output<'SetUserMFAPreference'> {
    // prettier-ignore
    prefer(this.idp.tokens.holder(accessToken).user, input);
    return {};
  }

  #invite(pool: Parameters<Accounts['make']>[0], user: User, mediums: readonly ('EMAIL' | 'SMS')[]): void {
    for (const medium of mediums) {
      const to = user.attributes.get(medium === 'EMAIL' ? 'email' : 'phone_number');
      if (to !== undefined) this.idp.mail.send(pool, to, medium, user.password);
    }
  }

  /** A challenge to set up a second factor, which a session names once. */
  #challenge(session = '') {
    for (const pool of this.idp.pools.all()) {
      const challenge = pool.challenges.get(session);
      if (!challenge) continue;
      pool.challenges.delete(session);
      if (challenge.until > this.now && challenge.name === 'MFA_SETUP') return { pool, challenge };
    }
    throw poolsError('NotAuthorizedException', 'Invalid session for the user.');
  }
}

interface Preferences {
  readonly smsMfaSettings?: Preference | undefined;
  readonly softwareTokenMfaSettings?: Preference | undefined;
}
interface Preference {
  readonly enabled?: boolean | undefined;
  readonly preferredMfa?: boolean | undefined;
}

/** @throws InvalidParameterException */
function prefer(user: User, { smsMfaSettings, softwareTokenMfaSettings }: Preferences): void {
  if (softwareTokenMfaSettings?.enabled && !user.softwareToken?.verified) throw invalid('User has not verified software token mfa'); // prettier-ignore
  if (smsMfaSettings?.enabled && !user.attributes.has('phone_number')) throw invalid('User does not have delivery config set to turn on SMS_MFA'); // prettier-ignore
  const given = [['SMS_MFA', smsMfaSettings], ['SOFTWARE_TOKEN_MFA', softwareTokenMfaSettings]] as const; // prettier-ignore
  for (const [factor, setting] of given) {
    if (!setting) continue;
    if (setting.enabled) user.factors.add(factor);
    else user.factors.delete(factor);
    if (setting.enabled && setting.preferredMfa) user.preferred = factor;
    else if (user.preferred === factor) user.preferred = undefined;
  }
}

const settings = ({ factors, preferred }: User) => ({
  ...(factors.size > 0 && { userMFASettingList: [...factors] as Factor[] }),
  ...(preferred && { preferredMfaSetting: preferred }),
});

function filterOf(filter: string): (user: User) => boolean {
  const match = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  if (!match) throw invalid('One or more requested filter is invalid.');
  const [, name = '', operator, text = ''] = match;
  const wanted = text.replace(/\\(.)/g, '$1');
  return (user) => {
    const value = valueOf(user, name);
    return operator === '=' ? value === wanted : (value?.startsWith(wanted) ?? false);
  };
}

function valueOf(user: User, name: string): string | undefined {
  if (name === 'username') return user.username;
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes.get(name);
}
