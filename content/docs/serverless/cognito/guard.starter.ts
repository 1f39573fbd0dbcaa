import { verifyToken, type KeySet } from 'desired-capacity/cognitoidentityprovider'; // prettier-ignore

/** What the server knows about the user pool that it trusts. */
export interface Trusted {
  issuer: string;
  clientId: string;
  keys: KeySet;
}

/**
 * Whether an ID token opens the server, at a moment in seconds since 1970.
 * That the pool has signed it is checked. What else has to be asked?
 */
export function mayEnter(
  token: string,
  trusted: Trusted,
  _now: number,
): boolean {
  const claims = verifyToken(token, trusted.keys);
  return claims !== undefined;
}
