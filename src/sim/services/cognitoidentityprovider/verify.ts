import { type Claims, decodeToken, verifyRs256 } from '../../cloud/gateway/jwt/index.ts';

/** The public keys of a user pool, as its `keysUrl` shows them. */
export interface KeySet {
  /** Modulus and exponent of each, in Base64, by the id that tokens name. */
  readonly keys: readonly { readonly kid: string; readonly n: string; readonly e: string }[];
}

/**
 * What a token says, where one of the keys has signed it: how a server of your own begins. Whether the issuer is the right one,
 * the token for this app, of the right kind and not expired is for the caller to ask. Undefined for any other token.
 */
export function verifyToken(token: string, { keys }: KeySet): Claims | undefined {
  const decoded = decodeToken(token);
  const key = keys.find(({ kid }) => kid === decoded?.header.kid);
  return decoded && key && verifyRs256(key, decoded.signed, decoded.signature) ? decoded.claims : undefined;
}
