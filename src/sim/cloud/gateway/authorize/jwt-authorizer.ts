import { type Claims, type DecodedToken, decodeToken } from '../jwt/token.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The route's; a token needs one of them. */
  readonly scopes?: readonly string[];
}

/** Whether a token's signature is by the key of its issuer's key set that it names. */
export type SignatureCheck = (token: DecodedToken) => boolean;

/** What became of a token. */
export type JwtResult =
  | { readonly ok: true; readonly claims: Claims; readonly scopes: readonly string[] | null }
  | {
      readonly ok: false;
      readonly statusCode: 401 | 403;
      /** For the log, and the www-authenticate header. */
      readonly error: 'missing_token' | 'invalid_token' | 'insufficient_scope';
      readonly description: string;
    };

const invalid = (description: string): JwtResult => ({
  ok: false,
  statusCode: 401,
  error: 'invalid_token',
  description,
});

/** Checks a token as the JWT authorizer of an HTTP API does. Its issuer is not asked: revoked tokens pass. */
export function checkJwt(
  authorizer: JwtAuthorizer,
  identity: string | undefined,
  signatureIsRight: SignatureCheck,
  /** Seconds since 1970. */
  now: number,
): JwtResult {
  const text = (identity ?? '').replace(/^bearer /i, '').trim();
  if (text === '') {
    return { ok: false, statusCode: 401, error: 'missing_token', description: 'there is no token' };
  }
  const token = decodeToken(text);
  if (!token) return invalid('the token is malformed');
  const { header, claims } = token;
  if (!['RS256', 'RS384', 'RS512'].includes(String(header.alg))) return invalid('the algorithm is not RSA');
  if (typeof header.kid !== 'string') return invalid('the token names no key');
  if (!signatureIsRight(token)) return invalid('the signature is wrong');
  const wrong = wrongClaim(authorizer, claims, now);
  if (wrong !== undefined) return invalid(wrong);
  const scopes = scopesOf(claims);
  const needed = authorizer.scopes ?? [];
  if (needed.length > 0 && !needed.some((scope) => scopes?.includes(scope))) {
    return {
      ok: false,
      statusCode: 403,
      error: 'insufficient_scope',
      description: "the token has none of the route's scopes",
    };
  }
  return { ok: true, claims, scopes: needed.length > 0 ? scopes : null };
}

/** What is wrong with a token's claims, if anything is. `client_id` counts only where there is no `aud`. */
function wrongClaim({ issuer, audience }: JwtAuthorizer, claims: Claims, now: number): string | undefined {
  if (claims.iss !== issuer) return 'the issuer is another one';
  const own = claims.aud ?? claims.client_id;
  const audiences: readonly unknown[] = Array.isArray(own) ? own : [own];
  if (!audiences.some((each) => typeof each === 'string' && audience.includes(each))) {
    return 'the audience is another one';
  }
  if (typeof claims.exp !== 'number' || claims.exp <= now) return 'the token has expired';
  if (claims.nbf !== undefined && !(Number(claims.nbf) <= now)) return 'the token is not valid yet';
  if (claims.iat !== undefined && !(Number(claims.iat) <= now)) return 'the token is from the future';
  return undefined;
}

function scopesOf({ scope, scp }: Claims): readonly string[] | null {
  const claim = scope ?? scp;
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.map(String) : null;
}
