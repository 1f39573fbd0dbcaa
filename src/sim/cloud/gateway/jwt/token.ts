import { fromBase64, toBase64Url } from '../bytes.ts';
import { fromUtf8 } from '../bytes.ts';
import { utf8 } from '../../digest/index.ts';
import type { Signer } from './signer.ts';

/** What a token says, by name. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token, taken apart. Nothing is verified. */
export interface DecodedToken {
  readonly header: Claims;
  readonly claims: Claims;
  /** What was signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** A JSON Web Token in its compact form. https://www.rfc-editor.org/rfc/rfc7519 */
export function encodeToken(claims: Claims, signer: Signer): string {
  const part = (json: Claims) => toBase64Url(utf8(JSON.stringify(json)));
  const signed = `${part({ kid: signer.kid, alg: 'RS256' })}.${part(claims)}`;
  return `${signed}.${toBase64Url(signer.sign(utf8(signed)))}`;
}

/** Takes a token apart; undefined where it is none. */
export function decodeToken(token: string): DecodedToken | undefined {
  const parts = token.split('.', 4);
  const [first, second, third] = parts;
  if (parts.length !== 3 || first === undefined || second === undefined || third === undefined) {
    return undefined;
  }
  const header = readPart(first);
  const claims = readPart(second);
  const signature = fromBase64(third);
  if (!header || !claims || !signature) return undefined;
  return { header, claims, signed: utf8(`${first}.${second}`), signature };
}

function readPart(part: string): Claims | undefined {
  const bytes = fromBase64(part);
  if (!bytes) return undefined;
  try {
    const value = JSON.parse(fromUtf8(bytes)) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
