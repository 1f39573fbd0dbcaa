import { md5, sha256, utf8 } from '../digest/index.ts';
import { sha1 } from './sha1.ts';
import { sha384, sha512 } from './sha512.ts';

const ALGORITHMS: ReadonlyMap<string, (bytes: Uint8Array) => string> = new Map([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512],
]);

/** The digest of a text's UTF-8 bytes in hexadecimal digits; undefined for an algorithm that is none of the five. */
export function digest(text: string, algorithm: string): string | undefined {
  return ALGORITHMS.get(algorithm)?.(utf8(text));
}
