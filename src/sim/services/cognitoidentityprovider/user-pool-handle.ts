import { decodeToken, type Claims } from '../../cloud/gateway/jwt/index.ts';
import type { Region } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { secretHash } from './app-client.ts';
import type { Input, Model, LambdaConfigType, Output } from './schema.ts';

/** How `build` makes a user pool and its app client. */
export interface UserPoolOptions {
  /** Whether people sign up with an email address, which has to be confirmed. Default false. */
  email?: boolean;
  /** Settings of the pool besides, in the words of CreateUserPool. */
  pool?: Partial<Input<'CreateUserPool'>>;
  /** Settings of the app client besides, in the words of CreateUserPoolClient. */
  client?: Partial<Input<'CreateUserPoolClient'>>;
  /** The prefix of a domain, for managed login and the endpoints of OAuth 2.0. Default: none. */
  domain?: string;
}

/** What a handle asks of the service. */
interface UserPools {
  readonly region: Region;
  createUserPool(input: Input<'CreateUserPool'>): Output<'CreateUserPool'>;
  createUserPoolClient(input: Input<'CreateUserPoolClient'>): Output<'CreateUserPoolClient'>;
  createUserPoolDomain(input: Input<'CreateUserPoolDomain'>): Output<'CreateUserPoolDomain'>;
  describeUserPool(input: Input<'DescribeUserPool'>): Output<'DescribeUserPool'>;
  updateUserPool(input: Input<'UpdateUserPool'>): Output<'UpdateUserPool'>;
  adminCreateUser(input: Input<'AdminCreateUser'>): Reply<Output<'AdminCreateUser'>>;
  adminSetUserPassword(input: Input<'AdminSetUserPassword'>): Output<'AdminSetUserPassword'>;
  initiateAuth(input: Input<'InitiateAuth'>): Reply<Output<'InitiateAuth'>>;
}

/** The tokens of a sign-in. */
export interface Tokens {
  /** Who the user is. */
  readonly idToken: string;
  /** What the user may do. */
  readonly accessToken: string;
  /** For new tokens. */
  readonly refreshToken: string;
}

/** A user pool with one app client, for short calls. */
export class UserPoolHandle {
  /** The pool's id: `us-east-1_AbCdEfGhI`. */
  readonly id: string;
  /** The ARN, for an API's authorizer. */
  readonly arn: string;
  /** The id of its app client. */
  readonly clientId: string;
  /** The secret of the app client, where it has one. */
  readonly clientSecret: string | undefined;
  /** Who signs the tokens: what an authorizer compares. */
  readonly issuer: string;
  /** How identity pools name the pool: the issuer without `https://`. */
  readonly provider: string;
  readonly #pools: UserPools;
  readonly #domain: string | undefined;

  /** Made by `build`. */
  constructor(
    pools: UserPools,
    id: string,
    arn: string,
    clientId: string,
    clientSecret?: string,
    domain?: string,
  ) {
    // prettier-ignore
    this.#pools = pools;
    this.id = id;
    this.arn = arn;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.provider = `cognito-idp.${pools.region.name}.amazonaws.com/${id}`;
    this.issuer = `https://${this.provider}`;
    this.#domain = domain;
  }

  /** @internal */
  static build(pools: UserPools, poolName: string, options: UserPoolOptions): UserPoolHandle {
    const { email = false, pool, client, domain } = options;
    const byEmail = email && ({ usernameAttributes: ['email'], autoVerifiedAttributes: ['email'] } as Partial<Input<'CreateUserPool'>>); // prettier-ignore
    const { userPool } = pools.createUserPool({ poolName, ...(byEmail || {}), ...pool });
    const { id: userPoolId = '', arn = '' } = userPool!;
    const explicitAuthFlows: Input<'CreateUserPoolClient'>['explicitAuthFlows'] = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']; // prettier-ignore
    const { userPoolClient } = pools.createUserPoolClient({ userPoolId, clientName: 'app', explicitAuthFlows, ...client }); // prettier-ignore
    if (domain !== undefined) pools.createUserPoolDomain({ userPoolId, domain });
    return new UserPoolHandle(pools, userPoolId, arn, userPoolClient!.clientId!, userPoolClient!.clientSecret, domain); // prettier-ignore
  }

  /** The address of its domain. Throws where it has none. */
  get url(): string {
    if (this.#domain === undefined) throw new TypeError(`The user pool ${this.id} has no domain.`);
    return `https://${this.#domain}.auth.${this.#pools.region.name}.amazoncognito.com`;
  }

  /** Where its public keys are. */
  get keysUrl(): string {
    return `${this.issuer}/.well-known/jwks.json`;
  }

  /** An administrator makes an account whose password is there to stay. No message is sent. */
  addUser(
    username: string,
    password: string,
    attributes: Readonly<Record<string, string>> = {},
  ): Reply<void> {
    const userAttributes = Object.entries(attributes).map(([name, value]) => ({ name, value }));
    const userPoolId = this.id;
    const pools = this.#pools;
    return this.#process(function* () {
      yield* pools.adminCreateUser({ userPoolId, username, userAttributes, messageAction: 'SUPPRESS' });
      pools.adminSetUserPassword({ userPoolId, username, password, permanent: true });
    });
  }

  /** Signs a user in by a password. Rejects where the pool wants more than that. */
  signIn(username: string, password: string): Reply<Tokens> {
    return this.#authenticate('USER_PASSWORD_AUTH', username, { USERNAME: username, PASSWORD: password });
  }

  /** New ID and access tokens for a refresh token, which stays as it is. */
  refresh(refreshToken: string): Reply<Tokens> {
    return this.#authenticate('REFRESH_TOKEN_AUTH', undefined, { REFRESH_TOKEN: refreshToken });
  }

  #authenticate(
    authFlow: string,
    username: string | undefined,
    parameters: Readonly<Record<string, string>>,
  ): Reply<Tokens> {
    const { clientId, clientSecret } = this;
    const hash = clientSecret !== undefined && username !== undefined && { SECRET_HASH: secretHash(username, clientId, clientSecret) }; // prettier-ignore
    const pools = this.#pools;
    return this.#process(function* () {
      return tokensIn(yield* pools.initiateAuth({ clientId, authFlow, authParameters: { ...parameters, ...hash } }), parameters.REFRESH_TOKEN); // prettier-ignore
    });
  }

  #process<T>(body: () => Generator<Yieldable, T, never>): Reply<T> {
    return this.#pools.region.world.simulation.process(body, this.id);
  }

  /** Lets a function take part, as the console does: the pool calls it, and its policy allows that. */
  trigger(name: keyof Model<LambdaConfigType>, functionName: string): void {
    const { region } = this.#pools;
    const { userPool } = this.#pools.describeUserPool({ userPoolId: this.id });
    const { policies, mfaConfiguration, autoVerifiedAttributes, lambdaConfig = {} } = userPool!;
    const kept = { policies, mfaConfiguration, autoVerifiedAttributes } as Partial<Input<'UpdateUserPool'>>;
    const arn = region.arn('lambda', `function:${functionName}`);
    this.#pools.updateUserPool({ userPoolId: this.id, ...kept, lambdaConfig: { ...lambdaConfig, [name]: arn } }); // prettier-ignore
    const lambda = region.service('lambda') as { addPermission(input: object): unknown };
    lambda.addPermission({ functionName, statementId: `${this.id}-${name}`, action: 'lambda:InvokeFunction', principal: 'cognito-idp.amazonaws.com', sourceArn: this.arn }); // prettier-ignore
  }
}

type Answer = Pick<Output<'InitiateAuth'>, 'challengeName' | 'authenticationResult'>;

function tokensIn({ challengeName, authenticationResult }: Answer, before = ''): Tokens {
  if (!authenticationResult) throw new Error(`The user pool asks for more: ${challengeName}. Use initiateAuth and respondToAuthChallenge.`); // prettier-ignore
  const { idToken = '', accessToken = '', refreshToken = before } = authenticationResult;
  return { idToken, accessToken, refreshToken };
}

/** What a token says. It is read, not checked: anybody can read a token. Throws TypeError for what is none. */
export function claimsOf(token: string): Claims {
  const decoded = decodeToken(token);
  if (!decoded) throw new TypeError('Not a JSON Web Token.');
  return decoded.claims;
}
