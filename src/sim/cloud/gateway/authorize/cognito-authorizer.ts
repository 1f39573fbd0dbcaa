import { type Claims, decodeToken } from '../jwt/token.ts';
import type { SignatureCheck } from './jwt-authorizer.ts';

/** What became of a token. */
export type CognitoResult =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly type: 'UNAUTHORIZED' | 'ACCESS_DENIED' };

/**
 * Checks a token as the COGNITO_USER_POOLS authorizer of a REST API does: an ID token, or where the method has scopes
 * an access token with one of them. User pools are not asked: revoked tokens pass until they expire.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function checkCognito(
  { issuers, scopes = [] }: { issuers: readonly string[]; scopes?: readonly string[] },
  identity: string | undefined,
  signatureIsRight: SignatureCheck,
  now: number,
): CognitoResult {
  const token = decodeToken((identity ?? '').replace(/^bearer /i, '').trim());
  if (!token || !signatureIsRight(token)) return { ok: false, type: 'UNAUTHORIZED' };
  const { claims } = token;
  const wanted = scopes.length > 0 ? 'access' : 'id';
  const valid =
    issuers.includes(String(claims.iss)) &&
    claims.token_use === wanted &&
    typeof claims.exp === 'number' &&
    claims.exp > now;
  if (!valid) return { ok: false, type: 'UNAUTHORIZED' };
  const own = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  if (scopes.length > 0 && !scopes.some((scope) => own.includes(scope))) {
    return { ok: false, type: 'ACCESS_DENIED' };
  }
  return { ok: true, claims };
}
