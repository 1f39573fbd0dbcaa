import { addIssuer, encodeToken, rs256Signer, signerOf, TEST_KEY } from '../../cloud/gateway/jwt/index.ts';
import { TokenBucket } from '../../cloud/gateway/throttle/index.ts';
import type { Limit, Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Process, Reply, Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { IdentityPool, type Identity, type Login } from './identity-pool.ts';
import { IdentityPoolHandle, type IdentityPoolOptions } from './identity-pool-handle.ts';
import { cognitoIdentityLimits as limits } from './limits.ts';
import { roleOf } from './role.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

const ISSUER = 'https://cognito-identity.amazonaws.com';
/** The claim that brings tags of the session to STS. */
const TAGS = 'https://aws.amazon.com/tags';

interface StsAnswer {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
}

/**
 * Amazon Cognito's identity pools in one Region: they trade the token of a provider, or nothing at all, for AWS credentials of
 * a role, which end after an hour.
 *
 *     const pool = cloud.cognitoidentity.build('app', { userPool, authenticated: roleArn });
 *     const { credentials } = await pool.credentials(idToken);
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 */
export class CognitoIdentity extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'cognito-identity';
  static override readonly needs = ['sts', 'iam'];
  static override readonly rules = {
    IdentityPoolName: { ...limits.name, pattern: '[\\w\\s+=,.@-]+' },
    MaxResults: limits.listed,
    Rules: { min: 1, max: limits.rules.max },
    RoleMappings: { max: limits.mappings.max },
    CognitoIdentityProviders: { max: limits.userPools.max },
  };
  readonly #pools = new Registry<IdentityPool>((id) => this.error('ResourceNotFoundException', `IdentityPool '${id}' not found.`)); // prettier-ignore
  readonly #buckets = new Map<Limit, TokenBucket>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    if (!signerOf(region.world, ISSUER)) addIssuer(region.world, ISSUER, rs256Signer('cognito-identity', TEST_KEY)); // prettier-ignore
  }

  /** An identity pool, for short calls. */
  build(name: string, options: IdentityPoolOptions = {}): IdentityPoolHandle {
    return IdentityPoolHandle.build(this, name, options);
  }

  createIdentityPool(input: Input<'CreateIdentityPool'>): Output<'CreateIdentityPool'> {
    if (this.#pools.size >= this.quota(limits.identityPools)) throw this.error('LimitExceededException', 'Limit exceeded'); // prettier-ignore
    const identityPoolId = `${this.region.name}:${this.uuid()}`;
    const refuse = (name: string, message: string) => this.error(name, message);
    const pool = new IdentityPool(this.region, { identityPoolId, ...input }, refuse);
    return this.#pools.add(identityPoolId, pool).record;
  }

  describeIdentityPool({ identityPoolId }: Input<'DescribeIdentityPool'>): Output<'DescribeIdentityPool'> {
    return this.#pools.get(identityPoolId).record;
  }

  updateIdentityPool(input: Input<'UpdateIdentityPool'>): Output<'UpdateIdentityPool'> {
    const pool = this.#pools.get(input.identityPoolId);
    pool.record = input;
    return input;
  }

  deleteIdentityPool({ identityPoolId }: Input<'DeleteIdentityPool'>): Output<'DeleteIdentityPool'> {
    this.#pools.get(identityPoolId);
    this.#pools.remove(identityPoolId);
    return {};
  }

  listIdentityPools({ maxResults, nextToken }: Input<'ListIdentityPools'>): Output<'ListIdentityPools'> {
    const { page, ...more } = this.#page(this.#pools.list(), nextToken, maxResults);
    return { identityPools: page.map(({ record: { identityPoolId, identityPoolName } }) => ({ identityPoolId, identityPoolName })), ...more }; // prettier-ignore
  }

  setIdentityPoolRoles({
    identityPoolId,
    roles,
    roleMappings = {},
  }: Input<'SetIdentityPoolRoles'>): Output<'SetIdentityPoolRoles'> {
    // prettier-ignore
    const pool = this.#pools.get(identityPoolId);
    for (const { type, ambiguousRoleResolution, rulesConfiguration } of Object.values(roleMappings)) {
      if (ambiguousRoleResolution === undefined) throw this.error('InvalidParameterException', 'AmbiguousRoleResolution is required.'); // prettier-ignore
      if (type === 'Rules' && !rulesConfiguration) throw this.error('InvalidParameterException', 'RulesConfiguration is required for the type Rules.'); // prettier-ignore
    }
    pool.roles = { roles, mappings: roleMappings };
    return {};
  }

  getIdentityPoolRoles({ identityPoolId }: Input<'GetIdentityPoolRoles'>): Output<'GetIdentityPoolRoles'> {
    const { roles, mappings: roleMappings } = this.#pools.get(identityPoolId).roles;
    return { identityPoolId, roles: { ...roles }, roleMappings: { ...roleMappings } };
  }

  setPrincipalTagAttributeMap(
    input: Input<'SetPrincipalTagAttributeMap'>,
  ): Output<'SetPrincipalTagAttributeMap'> {
    // prettier-ignore
    const { identityPoolId, identityProviderName, useDefaults = false, principalTags = {} } = input;
    const tags = useDefaults ? { username: 'sub', client: 'aud' } : principalTags;
    this.#pools.get(identityPoolId).tags.set(identityProviderName, tags);
    return { identityPoolId, identityProviderName, useDefaults, principalTags: tags };
  }

  getPrincipalTagAttributeMap(
    input: Input<'GetPrincipalTagAttributeMap'>,
  ): Output<'GetPrincipalTagAttributeMap'> {
    // prettier-ignore
    const { identityPoolId, identityProviderName } = input;
    const principalTags = this.#pools.get(identityPoolId).tags.get(identityProviderName) ?? {};
    return { identityPoolId, identityProviderName, principalTags: { ...principalTags } };
  }

  // ── Identities ────────────────────────────────────────────────────────────────────────────────────────────────

  getId({ identityPoolId, logins = {} }: Input<'GetId'>): Output<'GetId'> {
    this.#throttle(limits.getId);
    const pool = this.#pools.get(identityPoolId);
    const checked = pool.check(logins);
    if (checked.length === 0) this.#guest(pool);
    return { identityId: pool.identify(checked, () => `${this.region.name}:${this.uuid()}`, this.date).id };
  }

  describeIdentity({ identityId }: Input<'DescribeIdentity'>): Output<'DescribeIdentity'> {
    return describe(this.#identity(identityId).identity);
  }

  listIdentities({
    identityPoolId,
    maxResults,
    nextToken,
  }: Input<'ListIdentities'>): Output<'ListIdentities'> {
    // prettier-ignore
    const all = [...this.#pools.get(identityPoolId).identities.values()];
    const { page, ...more } = this.#page(all, nextToken, maxResults);
    return { identityPoolId, identities: page.map(describe), ...more };
  }

  deleteIdentities({ identityIdsToDelete }: Input<'DeleteIdentities'>): Output<'DeleteIdentities'> {
    for (const pool of this.#pools) for (const id of identityIdsToDelete) pool.identities.delete(id);
    return { unprocessedIdentityIds: [] };
  }

  unlinkIdentity({ identityId, logins, loginsToRemove }: Input<'UnlinkIdentity'>): Output<'UnlinkIdentity'> {
    const { pool, identity } = this.#identity(identityId);
    pool.check(logins);
    for (const provider of loginsToRemove) identity.logins.delete(provider);
    return {};
  }

  /** The first half of the basic flow: a token of the pool's own, for AssumeRoleWithWebIdentity. */
  getOpenIdToken({ identityId, logins = {} }: Input<'GetOpenIdToken'>): Output<'GetOpenIdToken'> {
    this.#throttle(limits.getOpenIdToken);
    const { pool, identity } = this.#identity(identityId);
    if (!pool.record.allowClassicFlow) throw this.error('InvalidParameterException', 'Basic (classic) flow is not enabled, please use enhanced flow.'); // prettier-ignore
    if (Object.keys(pool.roles.mappings).length > 0) throw this.error('InvalidParameterException', 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.'); // prettier-ignore
    const { known, checked } = this.#login(pool, identity, logins);
    return { identityId: known.id, token: this.#token(pool, known, checked) };
  }

  /** The enhanced flow: the pool chooses the role, and fetches its credentials from STS. */
  getCredentialsForIdentity(
    input: Input<'GetCredentialsForIdentity'>,
  ): Process<Output<'GetCredentialsForIdentity'>> {
    // prettier-ignore
    return this.simulation.process(() => this.#credentials(input), 'GetCredentialsForIdentity');
  }

  *#credentials({
    identityId,
    logins = {},
    customRoleArn,
  }: Input<'GetCredentialsForIdentity'>): Generator<Yieldable, Output<'GetCredentialsForIdentity'>, never> {
    // prettier-ignore
    this.#throttle(limits.getCredentials);
    const { pool, identity } = this.#identity(identityId);
    const { known, checked } = this.#login(pool, identity, logins);
    const [first] = checked;
    const role = roleOf(pool.roles, first?.provider, first?.claims ?? {}, customRoleArn);
    const { roles, mappings } = pool.roles;
    if (role === undefined && Object.keys(roles).length === 0 && Object.keys(mappings).length === 0) throw this.error('InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'); // prettier-ignore
    if (role === undefined) throw this.error('NotAuthorizedException', 'Access to Role is forbidden.');
    let answer: StsAnswer;
    try {
      const request = { RoleArn: role, RoleSessionName: 'CognitoIdentityCredentials', WebIdentityToken: this.#token(pool, known, checked), DurationSeconds: limits.credentials.default }; // prettier-ignore
      answer = yield* this.region.call('sts', 'AssumeRoleWithWebIdentity', request) as Reply<StsAnswer>;
    } catch {
      // The role does not exist, or does not trust the pool.
      throw this.error('InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'); // prettier-ignore
    }
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretKey, SessionToken: sessionToken, Expiration: expiration } = answer.Credentials; // prettier-ignore
    return { identityId: known.id, credentials: { accessKeyId, secretKey, sessionToken, expiration } };
  }

  /** Whoever asks for an identity must bring a login of it; a guest brings none. */
  #login(pool: IdentityPool, identity: Identity, logins: Readonly<Record<string, string>>) {
    const checked = pool.check(logins);
    if (checked.length === 0) {
      this.#guest(pool);
      if (identity.logins.size > 0) throw this.error('NotAuthorizedException', 'Access to Identity \'' + identity.id + '\' is forbidden.'); // prettier-ignore
      return { known: identity, checked };
    }
    const known = pool.identify(checked, () => identity.id, identity.created);
    const strange = identity.logins.size > 0 && known !== identity && !checked.some(({ provider, sub }) => identity.logins.get(provider) === sub); // prettier-ignore
    if (strange) throw this.error('NotAuthorizedException', 'Logins don’t match. Please include at least one valid login for this identity or identity pool.'); // prettier-ignore
    return { known, checked };
  }

  #guest({ record }: IdentityPool): void {
    if (!record.allowUnauthenticatedIdentities) throw this.error('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.'); // prettier-ignore
  }

  /** A token by which STS knows an identity. */
  #token(pool: IdentityPool, { id }: Identity, checked: readonly Login[]): string {
    const iat = Math.floor(this.simulation.epochMillis / 1000);
    const providers = checked.flatMap(({ provider, sub, claims }) => [provider, `${provider}:${String(claims.aud)}:${sub}`]); // prettier-ignore
    const amr = checked.length > 0 ? ['authenticated', ...providers] : ['unauthenticated'];
    const tags = checked.flatMap(({ provider, claims }) => Object.entries(pool.tags.get(provider) ?? {}).map(([tag, claim]) => [tag, claims[claim]] as const)); // prettier-ignore
    const given = tags.filter(([, value]) => value !== undefined).map(([tag, value]) => [tag, [String(value)]]); // prettier-ignore
    const principal = given.length > 0 && { [TAGS]: { principal_tags: Object.fromEntries(given) as object } };
    const claims = { sub: id, aud: pool.record.identityPoolId, amr, iss: ISSUER, exp: iat + 900, iat, ...principal }; // prettier-ignore
    return encodeToken(claims, signerOf(this.region.world, ISSUER)!);
  }

  #identity(id: string) {
    for (const pool of this.#pools) {
      const identity = pool.identities.get(id);
      if (identity) return { pool, identity };
    }
    throw this.error('ResourceNotFoundException', `Identity '${id}' not found.`);
  }

  #throttle(row: Limit): void {
    const rateLimit = this.quota(row);
    const { nowMicros } = this.simulation;
    let bucket = this.#buckets.get(row);
    if (bucket?.limit.rateLimit !== rateLimit)
      this.#buckets.set(row, (bucket = new TokenBucket({ rateLimit, burstLimit: rateLimit }, nowMicros)));
    if (!bucket.take(nowMicros)) throw this.error('TooManyRequestsException', 'Rate exceeded');
  }

  #page<T>(all: readonly T[], nextToken: string | undefined, size: number) {
    return pageOf(all, { nextToken, size, badToken: () => this.error('InvalidParameterException', 'Invalid NextToken.') }); // prettier-ignore
  }
}

const describe = ({ id: identityId, logins, created }: Identity) => ({
  identityId,
  logins: [...logins.keys()],
  creationDate: created,
  lastModifiedDate: created,
});
