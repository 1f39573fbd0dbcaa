export {
  accessClaims,
  idClaims,
  type Issue,
  issuerOf,
  type SignIn,
  type TokenKind,
  VALIDITY,
  validityOf,
  type ValidityUnit,
} from './cognito-claims.ts';
export { addIssuer, signerOf } from './issuers.ts';
export { type EncodedKey, power, signRs256, verifyRs256 } from './rsa.ts';
export { digestOf, hmacSha256 } from './hmac.ts';
export { keySet, rs256Signer, secretSigner, type Signer } from './signer.ts';
export { OutsideProvider } from './outside-provider.ts';
export { TEST_KEY } from './example-key.ts';
export { type Claims, type DecodedToken, decodeToken, encodeToken } from './token.ts';
export { type Refresh, type Rotation, TokenSessions } from './token-sessions.ts';
