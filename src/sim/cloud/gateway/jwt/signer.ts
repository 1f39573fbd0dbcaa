import { utf8 } from '../../digest/index.ts';
import { type EncodedKey, signRs256, verifyRs256 } from './rsa.ts';
import { hmacSha256 } from './hmac.ts';

/** What signs tokens and knows its signatures again. */
export interface Signer {
  readonly kid: string;
  sign(bytes: Uint8Array): Uint8Array;
  verify(bytes: Uint8Array, signature: Uint8Array): boolean;
  /** Whose public part verifiers get; undefined for a signer that nobody else can check. */
  readonly key?: EncodedKey;
}

/**
 * Signs by a secret in a few microseconds. The tokens look as Cognito's do and say RS256, but only this signer knows
 * them: where a verifier with a key set is to accept them, use `rs256Signer`, which takes milliseconds.
 */
export function secretSigner(kid: string, secret: string): Signer {
  const key = utf8(secret);
  const sign = (bytes: Uint8Array) => hmacSha256(key, bytes);
  return {
    kid,
    sign,
    verify: (bytes, signature) => {
      const own = sign(bytes);
      return own.length === signature.length && own.every((byte, i) => byte === signature[i]);
    },
  };
}

/** Signs by an RSA key, so that every verifier with the key set accepts it. */
export function rs256Signer(kid: string, key: EncodedKey): Signer {
  return {
    kid,
    key,
    sign: (bytes) => signRs256(key, bytes),
    verify: (bytes, signature) => verifyRs256(key, bytes, signature),
  };
}

/** The public keys as `/.well-known/jwks.json` shows them. */
export function keySet(kid: string, { n, e }: EncodedKey) {
  return { keys: [{ alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }] };
}
