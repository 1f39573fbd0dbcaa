import { sha256 } from '../../digest/index.ts';

/** The SHA-256 of bytes, as bytes. */
export const digestOf = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(sha256(bytes).match(/../g)!, (pair) => parseInt(pair, 16));

/** https://www.rfc-editor.org/rfc/rfc2104 */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? digestOf(key) : key);
  const keyed = (mask: number, rest: Uint8Array) => {
    const all = new Uint8Array(64 + rest.length);
    all.set(block.map((byte) => byte ^ mask));
    all.set(rest, 64);
    return digestOf(all);
  };
  return keyed(0x5c, keyed(0x36, bytes));
}
