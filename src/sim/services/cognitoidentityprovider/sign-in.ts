import { toBase64 } from '../../cloud/gateway/bytes.ts';
import { NotModelled } from '../../cloud/index.ts';
import { Accounts } from './accounts.ts';
import type { AppClient } from './app-client.ts';
import { invalid, notAuthorized, poolsError } from './errors.ts';
import type { Input, Output } from './schema.ts';
import { softwareTokenCode } from './software-token.ts';
import { beginSrp, provesPassword } from './srp.ts';
import { required } from './tokens.ts';
import { attributesOf, type Steps } from './triggers.ts';
import type { Challenge, ChallengeResult, UserPool } from './user-pool.ts';
import type { Factor, User } from './user.ts';

type Answer = Output<'InitiateAuth'>;
type Parameters = Readonly<Record<string, string>>;

/** What a step of a sign-in is about. */
interface Way {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly metadata: Parameters | undefined;
}

/** What the function that defines challenges reads of a custom flow that begins by Secure Remote Password. */
const SRP_BEGUN: ChallengeResult = { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null };

const WRONG = 'Incorrect username or password.';

/**
 * How users sign in: by a password, then by what else the pool or the account asks for, until there are tokens.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export class SignIn extends Accounts {
  *initiateAuth({
    clientId,
    authFlow,
    authParameters,
    clientMetadata,
  }: Input<'InitiateAuth'>): Steps<Answer> {
    // prettier-ignore
    const way = { ...this.idp.pools.byClient(clientId), metadata: clientMetadata };
    return yield* this.#begin(way, authFlow, authParameters ?? {}, 'USER_PASSWORD_AUTH');
  }

  *adminInitiateAuth(input: Input<'AdminInitiateAuth'>): Steps<Output<'AdminInitiateAuth'>> {
    const { userPoolId, clientId, authFlow, authParameters, clientMetadata } = input;
    const pool = this.idp.pools.pool(userPoolId);
    const way = { pool, client: pool.clients.get(clientId), metadata: clientMetadata };
    const flow = authFlow === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : authFlow;
    return yield* this.#begin(way, flow, authParameters ?? {}, 'ADMIN_USER_PASSWORD_AUTH');
  }

  *respondToAuthChallenge(input: Input<'RespondToAuthChallenge'>): Steps<Output<'RespondToAuthChallenge'>> {
    const way = { ...this.idp.pools.byClient(input.clientId), metadata: input.clientMetadata };
    return yield* this.#respond(way, input.challengeName, input.session, input.challengeResponses ?? {});
  }

  *adminRespondToAuthChallenge(
    input: Input<'AdminRespondToAuthChallenge'>,
  ): Steps<Output<'AdminRespondToAuthChallenge'>> {
    // prettier-ignore
    const pool = this.idp.pools.pool(input.userPoolId);
    const way = { pool, client: pool.clients.get(input.clientId), metadata: input.clientMetadata };
    return yield* this.#respond(way, input.challengeName, input.session, input.challengeResponses ?? {});
  }

  *getTokensFromRefreshToken(
    input: Input<'GetTokensFromRefreshToken'>,
  ): Steps<Output<'GetTokensFromRefreshToken'>> {
    // prettier-ignore
    const { pool, client } = this.idp.pools.byClient(input.clientId);
    if (client.record.clientSecret !== input.clientSecret) throw notAuthorized(`Client ${client.id} is configured with secret but secret was not received`); // prettier-ignore
    return { authenticationResult: yield* this.idp.tokens.refresh(pool, client, input.refreshToken) };
  }

  revokeToken({ clientId, clientSecret, token }: Input<'RevokeToken'>): Output<'RevokeToken'> {
    const { pool, client } = this.idp.pools.byClient(clientId);
    if (client.record.clientSecret !== clientSecret) throw notAuthorized(`Client ${clientId} is configured with secret but secret was not received`); // prettier-ignore
    this.idp.tokens.revoke(pool, client, token);
    return {};
  }

  /** The user whose password is right. @throws NotAuthorizedException and the errors of the account's state */
  *byPassword(way: Way, name: string, password: string): Steps<User> {
    const user = yield* this.#known(way, name);
    return this.#proven(user, user.password !== undefined && user.password === password);
  }

  /** The user of that name, who may try to sign in now. */
  *#known(way: Way, name: string): Steps<User> {
    const { pool, client } = way;
    const user = pool.find(name);
    const asked = { source: 'PreAuthentication_Authentication', clientId: client.id, userName: user?.username ?? name, request: { userAttributes: user ? attributesOf(user) : {}, userNotFound: !user, ...(way.metadata && { validationData: way.metadata }) }, response: {} }; // prettier-ignore
    if (user || client.record.preventUserExistenceErrors === 'ENABLED') yield* this.idp.triggers.call(pool, 'preAuthentication', asked); // prettier-ignore
    if (!user) throw client.record.preventUserExistenceErrors === 'ENABLED' ? notAuthorized(WRONG) : poolsError('UserNotFoundException', 'User does not exist.'); // prettier-ignore
    if (!user.mayTry(this.now)) throw notAuthorized('Password attempts exceeded');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (user.status === 'RESET_REQUIRED') throw poolsError('PasswordResetRequiredException', 'Password reset required for the user'); // prettier-ignore
    return user;
  }

  /** A user who has shown the password, or has not. */
  #proven(user: User, right: boolean): User {
    if (!right) {
      user.failed(this.now);
      throw notAuthorized(WRONG);
    }
    if (user.passwordUntil <= this.now) throw notAuthorized('Temporary password has expired and must be reset by an administrator.'); // prettier-ignore
    user.succeeded();
    if (user.status === 'UNCONFIRMED')
      throw poolsError('UserNotConfirmedException', 'User is not confirmed.');
    return user;
  }

  *#begin(way: Way, flow: string, parameters: Parameters, own: string): Steps<Answer> {
    const { pool, client } = way;
    if (flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN') {
      if (!client.allows('REFRESH_TOKEN_AUTH')) throw invalid('Auth flow not enabled for this client');
      const token = required(parameters, 'REFRESH_TOKEN');
      const { user } = this.idp.tokens.grantOf(pool, token) ?? {};
      // The name in the tokens counts here, not the address by which the user has signed in.
      if (user && !client.proves(user.username, parameters.SECRET_HASH)) throw notAuthorized(`SecretHash does not match for the client: ${client.id}`); // prettier-ignore
      return { challengeParameters: {}, authenticationResult: yield* this.idp.tokens.refresh(pool, client, token) }; // prettier-ignore
    }
    if (flow === 'USER_SRP_AUTH' || flow === 'CUSTOM_AUTH') {
      if (!client.allows(flow)) throw invalid(`${flow} is not enabled for the client.`);
      const name = required(parameters, 'USERNAME');
      this.prove(client, name, parameters.SECRET_HASH);
      const begun = flow === 'USER_SRP_AUTH' || parameters.CHALLENGE_NAME === 'SRP_A';
      const clientPublic = begun ? required(parameters, 'SRP_A') : undefined;
      const user = yield* this.#known(way, name);
      if (flow === 'USER_SRP_AUTH') return this.#verifier(way, user, clientPublic!);
      return yield* this.#define(way, user, begun ? [SRP_BEGUN] : [], clientPublic);
    }
    if (flow !== own) {
      if (flow === 'USER_PASSWORD_AUTH' || flow === 'ADMIN_USER_PASSWORD_AUTH') throw invalid('Initiate Auth method not supported.'); // prettier-ignore
      throw new NotModelled('Amazon Cognito user pools', `the flow ${flow}`);
    }
    if (!client.allows(flow)) throw invalid(own === 'USER_PASSWORD_AUTH' ? 'USER_PASSWORD_AUTH flow not enabled for this client' : 'Auth flow not enabled for this client'); // prettier-ignore
    const name = required(parameters, 'USERNAME');
    this.prove(client, name, parameters.SECRET_HASH);
    const user = yield* this.byPassword(way, name, required(parameters, 'PASSWORD'));
    return yield* this.#signedIn(way, user);
  }

  /** The password is known to be right. */
  *#signedIn(way: Way, user: User): Steps<Answer> {
    this.idp.active(way.pool, user);
    if (user.status !== 'FORCE_CHANGE_PASSWORD') return yield* this.#next(way, user);
    const userAttributes = JSON.stringify(Object.fromEntries([...user.attributes].filter(([attribute]) => attribute !== 'sub'))); // prettier-ignore
    return this.#challenge(way, { name: 'NEW_PASSWORD_REQUIRED', user }, { USER_ID_FOR_SRP: user.username, requiredAttributes: '[]', userAttributes }); // prettier-ignore
  }

  /** The password does not travel: the client proves it with the next call. */
  #verifier(way: Way, user: User, clientPublic: string, session?: readonly ChallengeResult[]): Answer {
    const random = () => this.idp.uuid().replaceAll('-', '');
    const block = toBase64(new TextEncoder().encode(random() + random()));
    const who = { pool: way.pool.id.slice(way.pool.id.indexOf('_') + 1), user: user.username };
    const srp = beginSrp(who, user.password ?? random(), clientPublic, { salt: random(), secret: random() + random(), block }); // prettier-ignore
    if (!srp) throw invalid('SRP_A is not valid.');
    const custom = session && { session, secret: {}, metadata: undefined };
    return this.#challenge(way, { name: 'PASSWORD_VERIFIER', user, srp, ...(custom && { custom }) }, { USERNAME: user.username, SALT: srp.salt, SRP_B: srp.serverPublic, SECRET_BLOCK: block }); // prettier-ignore
  }

  /**
   * Functions of one's own say what comes next: tokens, an end, or another challenge.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
   */
  *#define(way: Way, user: User, session: readonly ChallengeResult[], clientPublic?: string): Steps<Answer> {
    const { pool, client } = way;
    const about = { clientId: client.id, userName: user.username };
    const asked = { userAttributes: attributesOf(user), session };
    const next = yield* this.idp.triggers.call(pool, 'defineAuthChallenge', { source: 'DefineAuthChallenge_Authentication', ...about, request: asked, response: { challengeName: null, issueTokens: null, failAuthentication: null } }); // prettier-ignore
    if (!next) throw invalid('Custom auth lambda trigger is not configured for the user pool.');
    if (next.failAuthentication === true) throw notAuthorized(WRONG);
    if (next.issueTokens === true) return yield* this.#tokens(way, user);
    const name = next.challengeName;
    if (name === 'PASSWORD_VERIFIER' && clientPublic !== undefined) return this.#verifier(way, user, clientPublic, session); // prettier-ignore
    if (name !== 'CUSTOM_CHALLENGE') throw new NotModelled('Amazon Cognito user pools', `the challenge ${String(name)} of a custom flow`); // prettier-ignore
    const made = yield* this.idp.triggers.call(pool, 'createAuthChallenge', { source: 'CreateAuthChallenge_Authentication', ...about, request: { ...asked, challengeName: name }, response: { publicChallengeParameters: {}, privateChallengeParameters: {}, challengeMetadata: null } }); // prettier-ignore
    if (!made) throw invalid('Custom auth lambda trigger is not configured for the user pool.');
    const custom = {
      session,
      secret: made.privateChallengeParameters ?? {},
      metadata: made.challengeMetadata,
    };
    return this.#challenge(way, { name, user, custom }, { ...(made.publicChallengeParameters as Record<string, string>) }); // prettier-ignore
  }

  *#respond(way: Way, name: string, session: string | undefined, responses: Parameters): Steps<Answer> {
    const { pool, client } = way;
    const given = required(responses, 'USERNAME');
    this.prove(client, given, responses.SECRET_HASH);
    const challenge = pool.challenges.get(session ?? '');
    pool.challenges.delete(session ?? '');
    if (challenge?.client !== client || challenge.name !== name || pool.find(given) !== challenge.user) throw notAuthorized('Invalid session for the user, session can only be used once.'); // prettier-ignore
    if (challenge.until <= this.now) throw notAuthorized('Invalid session for the user, session is expired.');
    const { user } = challenge;
    switch (challenge.name) {
      case 'NEW_PASSWORD_REQUIRED': {
        this.setPassword(pool, user, required(responses, 'NEW_PASSWORD'));
        const set = Object.entries(responses).filter(([key]) => key.startsWith('userAttributes.'));
        this.change(pool, user, set.map(([key, value]) => ({ name: key.slice('userAttributes.'.length), value }))); // prettier-ignore
        user.status = 'CONFIRMED';
        return yield* this.#next(way, user);
      }
      case 'PASSWORD_VERIFIER': {
        const claim = { signature: required(responses, 'PASSWORD_CLAIM_SIGNATURE'), block: required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'), timestamp: required(responses, 'TIMESTAMP') }; // prettier-ignore
        const who = { pool: pool.id.slice(pool.id.indexOf('_') + 1), user: user.username };
        const right = user.password !== undefined && provesPassword(who, challenge.srp!, claim);
        const { custom } = challenge;
        if (!custom) return yield* this.#signedIn(way, this.#proven(user, right));
        if (right) this.#proven(user, true);
        else user.failed(this.now);
        const result = { challengeName: challenge.name, challengeResult: right, challengeMetadata: null };
        return yield* this.#define(way, user, [...custom.session, result]);
      }
      case 'CUSTOM_CHALLENGE': {
        const { session, secret, metadata } = challenge.custom!;
        const told = yield* this.idp.triggers.call(pool, 'verifyAuthChallengeResponse', { source: 'VerifyAuthChallengeResponse_Authentication', clientId: client.id, userName: user.username, request: { userAttributes: attributesOf(user), privateChallengeParameters: secret, challengeAnswer: required(responses, 'ANSWER') }, response: { answerCorrect: null } }); // prettier-ignore
        if (!told) throw invalid('Custom auth lambda trigger is not configured for the user pool.');
        const result = { challengeName: challenge.name, challengeResult: told.answerCorrect === true, challengeMetadata: metadata ?? null }; // prettier-ignore
        return yield* this.#define(way, user, [...session, result]);
      }
      case 'SELECT_MFA_TYPE':
        return this.#factor(way, user, required(responses, 'ANSWER') as Factor);
      case 'MFA_SETUP':
        if (!challenge.verified) throw invalid('Software token is not verified.');
        user.factors.add('SOFTWARE_TOKEN_MFA');
        break;
      case 'SMS_MFA':
      case 'SOFTWARE_TOKEN_MFA': {
        const code = required(responses, `${challenge.name}_CODE`);
        const right = challenge.name === 'SMS_MFA' ? challenge.secret : softwareTokenCode(user.softwareToken!.secret, this.idp.date); // prettier-ignore
        if (code !== right) throw poolsError('CodeMismatchException', 'Invalid code received for user');
      }
    }
    return yield* this.#tokens(way, user);
  }

  /** After the password: a second factor, where the pool or the user wants one. */
  *#next(way: Way, user: User): Steps<Answer> {
    const { mfaConfiguration } = way.pool.record;
    const own = [...user.factors];
    if (mfaConfiguration === 'ON' && own.length === 0 && user.attributes.get('phone_number_verified') === 'true' && way.pool.record.smsConfiguration) own.push('SMS_MFA'); // prettier-ignore
    if (mfaConfiguration === 'OFF' || (own.length === 0 && mfaConfiguration === 'OPTIONAL')) return yield* this.#tokens(way, user); // prettier-ignore
    if (own.length === 0) return this.#challenge(way, { name: 'MFA_SETUP', user }, { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' }); // prettier-ignore
    const [only] = own;
    if (own.length === 1 || user.preferred) return this.#factor(way, user, user.preferred ?? only!);
    return this.#challenge(way, { name: 'SELECT_MFA_TYPE', user }, { MFAS_CAN_CHOOSE: JSON.stringify(own) });
  }

  #factor(way: Way, user: User, factor: Factor): Answer {
    if (factor === 'SOFTWARE_TOKEN_MFA') return this.#challenge(way, { name: factor, user }, { FRIENDLY_DEVICE_NAME: 'TOTP device' }); // prettier-ignore
    const to = user.attributes.get('phone_number')!;
    const secret = this.idp.mail.send(way.pool, to, 'SMS');
    return this.#challenge(way, { name: factor, user, secret }, { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: `+*******${to.slice(-4)}` }); // prettier-ignore
  }

  #challenge(
    { pool, client }: Way,
    challenge: Omit<Challenge, 'client' | 'until'>,
    parameters: Record<string, string>,
  ): Answer {
    // prettier-ignore
    const session = this.idp.uuid();
    const until = this.now + (client.record.authSessionValidity ?? 3) * 60_000;
    pool.challenges.set(session, { ...challenge, client, until });
    return { challengeName: challenge.name, session, challengeParameters: { USER_ID_FOR_SRP: challenge.user.username, ...parameters } }; // prettier-ignore
  }

  *#tokens({ pool, client, metadata }: Way, user: User): Steps<Answer> {
    const authenticationResult = yield* this.idp.tokens.begin(pool, client, user, 'TokenGeneration_Authentication'); // prettier-ignore
    yield* this.idp.triggers.call(pool, 'postAuthentication', { source: 'PostAuthentication_Authentication', clientId: client.id, userName: user.username, request: { userAttributes: attributesOf(user), newDeviceUsed: false, ...(metadata && { clientMetadata: metadata }) }, response: {} }); // prettier-ignore
    return { challengeParameters: {}, authenticationResult };
  }
}
