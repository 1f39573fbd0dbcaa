import { verifyToken, type KeySet } from 'desired-capacity/cognitoidentityprovider'; // prettier-ignore

/** What the server knows about the user pool that it trusts. */
export interface Trusted {
  issuer: string;
  clientId: string;
  keys: KeySet;
}

/** Whether an ID token opens the server, at a moment in seconds since 1970. */
export function mayEnter(
  token: string,
  trusted: Trusted,
  now: number,
): boolean {
  const claims = verifyToken(token, trusted.keys);
  return (
    claims !== undefined &&
    claims.iss === trusted.issuer &&
    claims.aud === trusted.clientId &&
    claims.token_use === 'id' &&
    Number(claims.exp) > now
  );
}
