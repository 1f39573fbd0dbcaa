/** Digests and hashes of bytes and texts, the same on every engine and without a promise. */
export { hashText, hex, mix } from './hash.ts';
export { md5 } from './md5.ts';
export { sha256 } from './sha256.ts';
export { utf8 } from './utf8.ts';
