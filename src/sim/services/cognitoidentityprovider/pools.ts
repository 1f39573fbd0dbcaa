import { NotModelled } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { within } from '../../cloud/limit.ts';
import { AppClient, type ClientRecord } from './app-client.ts';
import { invalid, poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import { defined, Part, type PoolsOf } from './part.ts';
import { DEFAULT_POLICY } from './password.ts';
import type { Input, Output } from './schema.ts';
import { UserPool, type PoolRecord } from './user-pool.ts';

const TITLE = 'Amazon Cognito user pools';
const TRIGGERS = ['preSignUp', 'postConfirmation', 'preAuthentication', 'postAuthentication', 'preTokenGeneration', 'preTokenGenerationConfig', 'defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse']; // prettier-ignore
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** User pools and their app clients. */
export class Pools extends Part implements PoolsOf {
  readonly #pools = new Registry<UserPool>((id) => poolsError('ResourceNotFoundException', `User pool ${id} does not exist.`)); // prettier-ignore

  createUserPool({ poolName, ...given }: Input<'CreateUserPool'>): Output<'CreateUserPool'> {
    this.room(this.#pools.size, limits.userPools);
    const { region } = this.idp;
    const id = `${region.name}_${this.idp.letters(9)}`;
    const pool = new UserPool(region, { id, name: poolName }, this.idp.letters(43), this.idp.model);
    this.#set(pool, {
      userPoolTier: 'ESSENTIALS',
      deletionProtection: 'INACTIVE',
      mfaConfiguration: 'OFF',
      arn: region.arn('cognito-idp', `userpool/${id}`),
      creationDate: this.idp.date,
      usernameConfiguration: { caseSensitive: true },
      ...(given as PoolRecord),
    });
    this.#pools.add(id, pool);
    return { userPool: this.#describe(pool) };
  }

  describeUserPool({ userPoolId }: Input<'DescribeUserPool'>): Output<'DescribeUserPool'> {
    return { userPool: this.#describe(this.pool(userPoolId)) };
  }

  /** What the request leaves out gets its default again: AWS does so too. */
  updateUserPool({ userPoolId, ...given }: Input<'UpdateUserPool'>): Output<'UpdateUserPool'> {
    const pool = this.pool(userPoolId);
    const { name, arn, creationDate, aliasAttributes, usernameAttributes, usernameConfiguration, schemaAttributes, domain, userPoolTier } = pool.record; // prettier-ignore
    this.#set(pool, { deletionProtection: 'INACTIVE', mfaConfiguration: 'OFF', name, arn, creationDate, aliasAttributes, usernameAttributes, usernameConfiguration, schemaAttributes, domain, userPoolTier, ...(given as PoolRecord) }); // prettier-ignore
    return {};
  }

  deleteUserPool({ userPoolId }: Input<'DeleteUserPool'>): Output<'DeleteUserPool'> {
    const { record } = this.pool(userPoolId);
    if (record.deletionProtection === 'ACTIVE') throw invalid('The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.'); // prettier-ignore
    if (record.domain !== undefined) throw invalid('User pool cannot be deleted. It has a domain configured that should be deleted first.'); // prettier-ignore
    this.#pools.remove(userPoolId);
    return {};
  }

  listUserPools({ maxResults, nextToken }: Input<'ListUserPools'>): Output<'ListUserPools'> {
    const { page, ...more } = this.page(this.#pools.list(), nextToken, maxResults);
    return { userPools: page.map(({ record: { id, name, lastModifiedDate, creationDate } }) => ({ id, name, lastModifiedDate, creationDate })), ...more }; // prettier-ignore
  }

  getUserPoolMfaConfig({ userPoolId }: Input<'GetUserPoolMfaConfig'>): Output<'GetUserPoolMfaConfig'> {
    const { record, softwareTokens } = this.pool(userPoolId);
    const sms = record.smsConfiguration && { smsMfaConfiguration: { smsConfiguration: record.smsConfiguration } }; // prettier-ignore
    return { mfaConfiguration: record.mfaConfiguration, softwareTokenMfaConfiguration: { enabled: softwareTokens }, ...sms }; // prettier-ignore
  }

  setUserPoolMfaConfig(input: Input<'SetUserPoolMfaConfig'>): Output<'SetUserPoolMfaConfig'> {
    const { userPoolId, mfaConfiguration = 'OFF', smsMfaConfiguration, softwareTokenMfaConfiguration, emailMfaConfiguration, webAuthnConfiguration } = input; // prettier-ignore
    if (emailMfaConfiguration || webAuthnConfiguration) throw new NotModelled(TITLE, 'EmailMfaConfiguration and WebAuthnConfiguration'); // prettier-ignore
    const pool = this.pool(userPoolId);
    const sms = smsMfaConfiguration?.smsConfiguration;
    const software = softwareTokenMfaConfiguration?.enabled ?? false;
    if (mfaConfiguration !== 'OFF' && !sms && !software) throw invalid('Invalid MFA configuration given, can’t turn on MFA and configure an MFA together.'); // prettier-ignore
    pool.softwareTokens = software;
    pool.record = { ...pool.record, mfaConfiguration, ...(sms && { smsConfiguration: sms }) };
    return this.getUserPoolMfaConfig({ userPoolId });
  }

  // ── App clients ───────────────────────────────────────────────────────────────────────────────────────────────

  createUserPoolClient(input: Input<'CreateUserPoolClient'>): Output<'CreateUserPoolClient'> {
    const { userPoolId, generateSecret, clientSecret, ...given } = input;
    const pool = this.pool(userPoolId);
    this.room(pool.clients.size, limits.clients);
    const clientId = this.idp.letters(26, LETTERS);
    const secret = clientSecret ?? (generateSecret ? this.idp.letters(51, LETTERS) : undefined);
    const { date } = this.idp;
    const client = this.#client(pool, {
      refreshTokenValidity: 30,
      authSessionValidity: limits.authSession.default,
      enableTokenRevocation: true,
      ...(given as ClientRecord),
      userPoolId,
      clientId,
      creationDate: date,
      ...(secret !== undefined && { clientSecret: secret }),
    });
    return { userPoolClient: client.record };
  }

  describeUserPoolClient(input: Input<'DescribeUserPoolClient'>): Output<'DescribeUserPoolClient'> {
    return { userPoolClient: this.pool(input.userPoolId).clients.get(input.clientId).record };
  }

  /** What the request leaves out gets its default again: AWS does so too. */
  updateUserPoolClient(input: Input<'UpdateUserPoolClient'>): Output<'UpdateUserPoolClient'> {
    const { userPoolId, clientId, ...given } = input;
    const pool = this.pool(userPoolId);
    const { clientName, clientSecret, creationDate } = pool.clients.get(clientId).record;
    const next = { refreshTokenValidity: 30, authSessionValidity: limits.authSession.default, enableTokenRevocation: true, clientName, ...(given as ClientRecord), userPoolId, clientId, clientSecret, creationDate }; // prettier-ignore
    return { userPoolClient: this.#client(pool, next).record };
  }

  deleteUserPoolClient({
    userPoolId,
    clientId,
  }: Input<'DeleteUserPoolClient'>): Output<'DeleteUserPoolClient'> {
    // prettier-ignore
    const { clients } = this.pool(userPoolId);
    clients.get(clientId);
    clients.remove(clientId);
    return {};
  }

  listUserPoolClients(input: Input<'ListUserPoolClients'>): Output<'ListUserPoolClients'> {
    const { page, ...more } = this.page(this.pool(input.userPoolId).clients.list(), input.nextToken, input.maxResults); // prettier-ignore
    return { userPoolClients: page.map(({ record: { clientId, userPoolId, clientName } }) => ({ clientId, userPoolId, clientName })), ...more }; // prettier-ignore
  }

  // ── What others ask ───────────────────────────────────────────────────────────────────────────────────────────

  /** The pool of an id. @throws ResourceNotFoundException */
  pool(id: string): UserPool {
    return this.#pools.get(id);
  }

  /** All pools of the Region. */
  all(): UserPool[] {
    return this.#pools.list();
  }

  /** An app client, and its pool. @throws ResourceNotFoundException */
  byClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } {
    for (const pool of this.#pools) {
      const client = pool.clients.find(clientId);
      if (client) return { pool, client };
    }
    throw poolsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }

  #set(pool: UserPool, given: PoolRecord): void {
    const passwordPolicy = { ...DEFAULT_POLICY, ...given.policies?.passwordPolicy };
    const length = passwordPolicy.minimumLength;
    if (!within(limits.minimumPassword, length)) throw invalid(`Password minimum length must be between ${limits.minimumPassword.min} and ${limits.minimumPassword.max}.`); // prettier-ignore
    const unknown = Object.keys(given.lambdaConfig ?? {}).find((name) => !TRIGGERS.includes(name));
    if (unknown !== undefined) throw new NotModelled(TITLE, `the trigger ${unknown}`);
    const { schema, ...rest } = given as PoolRecord & { schema?: PoolRecord['schemaAttributes'] };
    const custom = (schema ?? []).map((one) => ({ attributeDataType: 'String' as const, mutable: true, required: false, ...one, name: STANDARD.test(one.name ?? '') ? one.name : `custom:${one.name}` })); // prettier-ignore
    pool.record = defined({
      ...rest,
      id: pool.id,
      name: given.name ?? pool.record.name,
      ...(schema && { schemaAttributes: custom }),
      policies: { ...given.policies, passwordPolicy },
      lastModifiedDate: this.idp.date,
    });
  }

  #client(pool: UserPool, given: ClientRecord): AppClient {
    const client = new AppClient(defined({ ...given, lastModifiedDate: this.idp.date }));
    for (const kind of ['access', 'id', 'refresh'] as const)
      if (client.validity(kind) === undefined) throw invalid(`Invalid range for token validity. ${kind === 'refresh' ? 'Refresh token' : 'Access and ID tokens'} cannot be valid for that long or short.`); // prettier-ignore
    const { refreshTokenRotation: rotation, callbackURLs = [] } = given; // prettier-ignore
    if (rotation?.feature === 'ENABLED' && given.explicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) throw invalid('Refresh token rotation is not compatible with ALLOW_REFRESH_TOKEN_AUTH.'); // prettier-ignore
    if (rotation && !within(limits.rotationGrace, rotation.retryGracePeriodSeconds ?? 0)) throw invalid('RetryGracePeriodSeconds must be between 0 and 60.'); // prettier-ignore
    if (callbackURLs.length > limits.callbackUrls.max) throw invalid('Too many callback URLs.');
    return pool.clients.add(client.id, client);
  }

  #describe({ record, size }: UserPool): PoolRecord {
    return { ...record, estimatedNumberOfUsers: size };
  }
}

/** The attributes that every pool has. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const STANDARD = /^(sub|address|birthdate|email|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|picture|preferred_username|profile|updated_at|website|zoneinfo)$/; // prettier-ignore
