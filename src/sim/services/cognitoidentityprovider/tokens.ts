import { accessClaims, type Claims, decodeToken, encodeToken, idClaims, type SignIn } from '../../cloud/gateway/jwt/index.ts'; // prettier-ignore
import { invalid, notAuthorized, poolsError } from './errors.ts';
import { Part, type TokensOf } from './part.ts';
import { attributesOf, type Steps, type TriggerResponse } from './triggers.ts';
import type { AppClient } from './app-client.ts';
import type { AuthenticationResult, Grant, UserPool } from './user-pool.ts';
import type { User } from './user.ts';

/** What a token needs to be accepted by Cognito's own operations. */
const SELF_SERVICE = 'aws.cognito.signin.user.admin';
/** What an encrypted token begins with: nobody but the pool reads a refresh token. */
const SEALED = 'eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.';

/** Gives tokens out, and takes them back. */
export class Tokens extends Part implements TokensOf {
  /** Tokens of a new sign-in. */
  *begin(
    pool: UserPool,
    client: AppClient,
    user: User,
    source: string,
    more: { scope?: string | undefined; nonce?: string | undefined } = {},
  ): Steps<AuthenticationResult> {
    const at = this.now / 1000;
    const grant: Grant = { user, client, originJti: this.idp.uuid(), eventId: this.idp.uuid(), authTime: Math.floor(at), scope: more.scope, nonce: more.nonce }; // prettier-ignore
    const tokens = yield* this.#issue(pool, grant, source);
    const refreshToken = this.#sealed();
    pool.sessions.begin(user.username, grant.originJti, refreshToken, at, at + client.validity('refresh')!);
    pool.grants.set(grant.originJti, grant);
    return { ...tokens, refreshToken };
  }

  /** New tokens for a refresh token; a new refresh token too where the client rotates them. */
  *refresh(pool: UserPool, client: AppClient, refreshToken: string): Steps<AuthenticationResult> {
    const grant = this.grantOf(pool, refreshToken);
    if (grant && grant.client !== client) throw notAuthorized('Invalid Refresh Token');
    if (grant && !grant.user.enabled) throw notAuthorized('User is disabled.');
    const { rotation } = client;
    const used = pool.sessions.refresh(refreshToken, this.now / 1000, () => this.#sealed(), rotation);
    if (!used.ok) throw poolsError(used.code, used.message);
    this.idp.active(pool, grant!.user);
    const tokens = yield* this.#issue(pool, grant!, 'TokenGeneration_RefreshTokens');
    return rotation ? { ...tokens, refreshToken: used.refreshToken } : tokens;
  }

  /** The sign-in that a refresh token belongs to; undefined for a token that the pool does not know. */
  grantOf(pool: UserPool, refreshToken: string): Grant | undefined {
    return pool.grants.get(pool.sessions.originOf(refreshToken) ?? '');
  }

  /** Ends the session of a refresh token: RevokeToken. */
  revoke(pool: UserPool, client: AppClient, refreshToken: string): void {
    if (client.record.enableTokenRevocation === false) throw poolsError('UnsupportedOperationException', 'Revocation operation is not enabled for the provided client'); // prettier-ignore
    if (decodeToken(refreshToken))
      throw poolsError('UnsupportedTokenTypeException', 'Unsupported token type');
    if (this.grantOf(pool, refreshToken)?.client === client) pool.sessions.revoke(refreshToken);
  }

  /** Whose access token it is, as Cognito's own operations want it. @throws NotAuthorizedException */
  holder(accessToken: string): { readonly pool: UserPool; readonly user: User; readonly claims: Claims } {
    const token = decodeToken(accessToken);
    const pool = this.idp.pools.all().find(({ issuer }) => issuer === token?.claims.iss);
    if (!token || !pool?.signer.verify(token.signed, token.signature) || token.claims.token_use !== 'access') throw notAuthorized('Invalid Access Token'); // prettier-ignore
    const { claims } = token;
    if (Number(claims.exp) * 1000 <= this.now) throw notAuthorized('Access Token has expired');
    if (!String(claims.scope).split(' ').includes(SELF_SERVICE)) throw notAuthorized('Access Token does not have required scopes'); // prettier-ignore
    if (pool.sessions.isRevoked(String(claims.origin_jti))) throw notAuthorized('Access Token has been revoked'); // prettier-ignore
    return { pool, user: pool.user(String(claims.username)), claims };
  }

  /** A token for a program that signs in by itself. */
  forMachine(pool: UserPool, client: AppClient, scope: string): AuthenticationResult {
    const at = Math.floor(this.now / 1000);
    const expiresIn = client.validity('access')!;
    const claims = { sub: client.id, token_use: 'access', scope, auth_time: at, iss: pool.issuer, exp: at + expiresIn, iat: at, version: 2, jti: this.idp.uuid(), client_id: client.id }; // prettier-ignore
    return { accessToken: encodeToken(claims, pool.signer), expiresIn, tokenType: 'Bearer' };
  }

  *#issue(pool: UserPool, grant: Grant, source: string): Steps<AuthenticationResult> {
    const { user, client } = grant;
    const groups = pool.groupsOf(user);
    const roles = [...new Set(groups.map(({ roleArn }) => roleArn).filter((arn) => arn !== undefined))];
    const signIn: SignIn = {
      issuer: pool.issuer,
      clientId: client.id,
      username: user.username,
      sub: user.sub,
      groups: groups.map(({ groupName }) => groupName!),
      attributes: readable(user),
      originJti: grant.originJti,
      eventId: grant.eventId,
      authTime: grant.authTime,
      ...(grant.scope !== undefined && { scope: grant.scope }),
    };
    const at = this.now / 1000;
    const issue = (validity: number) => ({ jti: this.idp.uuid(), at, validity });
    const expiresIn = client.validity('access')!;
    const access: Claims = accessClaims(signIn, issue(expiresIn));
    const preferred = preferredRole(groups);
    const id: Claims = {
      ...idClaims(signIn, issue(client.validity('id')!)),
      ...(roles.length > 0 && { 'cognito:roles': roles }),
      ...(preferred !== undefined && { 'cognito:preferred_role': preferred }),
      ...(user.identities.length > 0 && { identities: user.identities }),
      ...(grant.nonce !== undefined && { nonce: grant.nonce }),
    };
    const version = pool.record.lambdaConfig?.preTokenGenerationConfig?.lambdaVersion ?? 'V1_0';
    const change = yield* this.idp.triggers.call(pool, pool.trigger('preTokenGenerationConfig') ? 'preTokenGenerationConfig' : 'preTokenGeneration', {
      source,
      clientId: client.id,
      userName: user.username,
      version: version[1]!,
      request: { userAttributes: attributesOf(user), groupConfiguration: { groupsToOverride: signIn.groups, iamRolesToOverride: roles, preferredRole: preferred ?? null }, ...(version !== 'V1_0' && { scopes: String(access.scope).split(' ') }) }, // prettier-ignore
      response: version === 'V1_0' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null }, // prettier-ignore
    }); // prettier-ignore
    const told = changed(id, access, change);
    return { accessToken: encodeToken(told.access, pool.signer), expiresIn, tokenType: 'Bearer', idToken: encodeToken(told.id, pool.signer) }; // prettier-ignore
  }

  #sealed(): string {
    return SEALED + this.idp.letters(200);
  }
}

/** Attributes as the ID token has them: yes and no are no texts there. */
function readable({ attributes }: User): Record<string, string | boolean> {
  return Object.fromEntries(Array.from(attributes, ([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value])); // prettier-ignore
}

/** The role of the group with the best precedence; none where two with different roles have the same. */
function preferredRole(groups: readonly { roleArn?: string | undefined; precedence?: number | undefined }[]) {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const best = withRole.filter(({ precedence }) => precedence === withRole[0]?.precedence);
  return new Set(best.map(({ roleArn }) => roleArn)).size === 1 ? best[0]!.roleArn : undefined;
}

interface Details {
  readonly claimsToAddOrOverride?: Claims;
  readonly claimsToSuppress?: readonly string[];
  readonly scopesToAdd?: readonly string[];
  readonly scopesToSuppress?: readonly string[];
  readonly groupOverrideDetails?: { readonly groupsToOverride?: readonly string[]; readonly preferredRole?: string } | null; // prettier-ignore
  readonly idTokenGeneration?: Details | null;
  readonly accessTokenGeneration?: Details | null;
}

/** Claims that no function may set. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
const FIXED = /^(cognito:|sub$|aud$|iss$|client_id$|username$|token_use$|origin_jti$|event_id$|auth_time$|exp$|iat$|jti$|identities$|nonce$|acr$|amr$|at_hash$)/; // prettier-ignore

/** The claims with what a trigger has changed of them: version 1 changes the ID token alone. */
function changed(id: Claims, access: Claims, response: TriggerResponse | undefined) {
  const first = response?.claimsOverrideDetails as Details | null | undefined;
  const second = response?.claimsAndScopeOverrideDetails as Details | null | undefined;
  const groups = (first ?? second)?.groupOverrideDetails?.groupsToOverride;
  const regrouped = groups ? { 'cognito:groups': groups } : {};
  const idChange = first ?? second?.idTokenGeneration ?? {};
  const accessChange = second?.accessTokenGeneration ?? {};
  const { scopesToAdd = [], scopesToSuppress = [] } = accessChange;
  const kept = String(access.scope).split(' ').filter((scope) => !scopesToSuppress.includes(scope)); // prettier-ignore
  return {
    id: applied({ ...id, ...regrouped }, idChange),
    access: applied({ ...access, ...regrouped, scope: [...kept, ...scopesToAdd].join(' ') }, accessChange),
  };
}

function applied(claims: Claims, { claimsToAddOrOverride = {}, claimsToSuppress = [] }: Details): Claims {
  const added = Object.entries(claimsToAddOrOverride).filter(([name]) => !FIXED.test(name));
  const all = Object.entries({ ...claims, ...Object.fromEntries(added) });
  return Object.fromEntries(all.filter(([name]) => !claimsToSuppress.includes(name) || (FIXED.test(name) && name !== 'cognito:groups'))); // prettier-ignore
}

/** The parameter of a request, which must be there. @throws InvalidParameterException */
export function required(parameters: Readonly<Record<string, string>> | undefined, name: string): string {
  const value = parameters?.[name];
  if (value === undefined) throw invalid(`Missing required parameter ${name}`);
  return value;
}
