import { Accounts } from './accounts.ts';
import { invalid, notAuthorized, poolsError } from './errors.ts';
import type { Input, Output } from './schema.ts';
import { attributesOf, type Steps } from './triggers.ts';
import type { AppClient } from './app-client.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './user.ts';

/** What people do before they have signed in: sign up, confirm, get a new password. */
export class SignUp extends Accounts {
  *signUp(input: Input<'SignUp'>): Steps<Output<'SignUp'>> {
    const { clientId, username, password, userAttributes, secretHash, validationData = [], clientMetadata } = input; // prettier-ignore
    const { pool, client } = this.idp.pools.byClient(clientId);
    this.prove(client, username, secretHash);
    if (pool.record.adminCreateUserConfig?.allowAdminCreateUserOnly) throw notAuthorized('SignUp is not permitted for this user pool'); // prettier-ignore
    if (password === undefined) throw invalid('Password is required');
    const user = this.make(pool, username, userAttributes, 'UNCONFIRMED', 'User already exists');
    this.setPassword(pool, user, password);
    const asked = yield* this.idp.triggers.call(pool, 'preSignUp', {
      source: 'PreSignUp_SignUp',
      clientId,
      userName: user.username,
      request: { userAttributes: attributesOf(user), validationData: Object.fromEntries(validationData.map(({ name, value }) => [name, value])), ...(clientMetadata && { clientMetadata }) }, // prettier-ignore
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    // Somebody may have been quicker while the function ran.
    if (pool.find(username)) throw poolsError('UsernameExistsException', 'User already exists');
    if (asked?.autoVerifyEmail) this.verify(pool, user, 'email', true);
    if (asked?.autoVerifyPhone) this.verify(pool, user, 'phone_number', true);
    const codeDeliveryDetails = asked?.autoConfirmUser ? undefined : this.idp.mail.sendCode(pool, user, 'sign-up'); // prettier-ignore
    pool.add(user);
    this.idp.active(pool, user);
    if (asked?.autoConfirmUser) {
      this.confirm(user);
      yield* this.#confirmed(pool, user, clientId);
    }
    return { userConfirmed: user.status === 'CONFIRMED', userSub: user.sub, ...(codeDeliveryDetails && { codeDeliveryDetails }) }; // prettier-ignore
  }

  *confirmSignUp(input: Input<'ConfirmSignUp'>): Steps<Output<'ConfirmSignUp'>> {
    const { pool, client } = this.idp.pools.byClient(input.clientId);
    this.prove(client, input.username, input.secretHash);
    const user = this.#known(pool, client, input.username);
    if (!user)
      throw poolsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
    if (user.status !== 'UNCONFIRMED') this.confirm(user);
    this.take(user, 'sign-up', input.confirmationCode);
    const attribute = pool.record.autoVerifiedAttributes?.includes('phone_number') && user.attributes.has('phone_number') ? 'phone_number' : 'email'; // prettier-ignore
    this.verify(pool, user, attribute, input.forceAliasCreation);
    this.confirm(user);
    this.idp.active(pool, user);
    yield* this.#confirmed(pool, user, input.clientId);
    return {};
  }

  *adminConfirmSignUp({
    userPoolId,
    username,
  }: Input<'AdminConfirmSignUp'>): Steps<Output<'AdminConfirmSignUp'>> {
    // prettier-ignore
    const pool = this.idp.pools.pool(userPoolId);
    const user = pool.user(username);
    this.confirm(user);
    this.idp.active(pool, user);
    yield* this.#confirmed(pool, user, undefined);
    return {};
  }

  resendConfirmationCode(input: Input<'ResendConfirmationCode'>): Output<'ResendConfirmationCode'> {
    const { pool, client } = this.idp.pools.byClient(input.clientId);
    this.prove(client, input.username, input.secretHash);
    const user = this.#known(pool, client, input.username);
    if (!user) return { codeDeliveryDetails: SOMEWHERE };
    if (user.status !== 'UNCONFIRMED') throw invalid('User is already confirmed.');
    const codeDeliveryDetails = this.idp.mail.sendCode(pool, user, 'sign-up');
    if (!codeDeliveryDetails) throw invalid('Cannot resend codes. Auto verification not turned on.');
    return { codeDeliveryDetails };
  }

  forgotPassword(input: Input<'ForgotPassword'>): Output<'ForgotPassword'> {
    const { pool, client } = this.idp.pools.byClient(input.clientId);
    this.prove(client, input.username, input.secretHash);
    const user = this.#known(pool, client, input.username);
    if (!user) return { codeDeliveryDetails: SOMEWHERE };
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (user.status === 'FORCE_CHANGE_PASSWORD') throw notAuthorized('User password cannot be reset in the current state.'); // prettier-ignore
    const codeDeliveryDetails = this.idp.mail.sendCode(pool, user, 'password');
    if (!codeDeliveryDetails) throw invalid('Cannot reset password for the user as there is no registered/verified email or phone_number'); // prettier-ignore
    return { codeDeliveryDetails };
  }

  *confirmForgotPassword(input: Input<'ConfirmForgotPassword'>): Steps<Output<'ConfirmForgotPassword'>> {
    const { pool, client } = this.idp.pools.byClient(input.clientId);
    this.prove(client, input.username, input.secretHash);
    const user = this.#known(pool, client, input.username);
    if (!user) throw poolsError('CodeMismatchException', 'Invalid verification code provided, please try again.'); // prettier-ignore
    this.take(user, 'password', input.confirmationCode);
    this.setPassword(pool, user, input.password);
    if (user.status === 'RESET_REQUIRED' || user.status === 'UNCONFIRMED') user.status = 'CONFIRMED';
    this.idp.active(pool, user);
    yield* this.#confirmed(pool, user, input.clientId, 'PostConfirmation_ConfirmForgotPassword');
    return {};
  }

  *#confirmed(
    pool: UserPool,
    user: User,
    clientId: string | undefined,
    source = 'PostConfirmation_ConfirmSignUp',
  ): Steps<void> {
    // prettier-ignore
    yield* this.idp.triggers.call(pool, 'postConfirmation', { source, clientId, userName: user.username, request: { userAttributes: attributesOf(user) }, response: {} }); // prettier-ignore
  }

  /** The user of a name; undefined where there is none and the client must not tell. @throws UserNotFoundException */
  #known(pool: UserPool, client: AppClient, name: string): User | undefined {
    return client.record.preventUserExistenceErrors === 'ENABLED' ? pool.find(name) : pool.user(name);
  }
}

/** What is said of a code that went nowhere, so that nobody learns who has an account. */
const SOMEWHERE = { destination: 'x***@e***', deliveryMedium: 'EMAIL', attributeName: 'email' } as const;
