import { fromBase64 } from '../bytes.ts';
import { digestOf } from './hmac.ts';

/** An RSA key with the parts that make signing quick, in Base64. https://www.rfc-editor.org/rfc/rfc7518#section-6.3 */
export type EncodedKey = Readonly<Record<'n' | 'e' | 'p' | 'q' | 'dp' | 'dq' | 'qi', string>>;

/** What SHA-256's digests begin with in signatures. https://www.rfc-editor.org/rfc/rfc8017#section-9.2 */
const DIGEST_INFO = '3031300d060960864801650304020105000420';

/** Signs by RSASSA-PKCS1-v1_5 with SHA-256, which tokens call RS256. */
export function signRs256(key: EncodedKey, bytes: Uint8Array): Uint8Array {
  const p = integer(key.p);
  const q = integer(key.q);
  const message = BigInt(`0x${encodedMessage(bytes, sizeOf(key))}`);
  // By the Chinese remainder theorem: two powers of half the length.
  const first = power(message % p, integer(key.dp), p);
  const second = power(message % q, integer(key.dq), q);
  const difference = ((((first - second) * integer(key.qi)) % p) + p) % p;
  return bytesOf(second + difference * q, sizeOf(key));
}

/** Whether a signature is by that key. */
export function verifyRs256(
  key: Pick<EncodedKey, 'n' | 'e'>,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const modulus = integer(key.n);
  const value = fromBytes(signature);
  if (signature.length !== sizeOf(key) || value >= modulus) return false;
  return power(value, integer(key.e), modulus) === BigInt(`0x${encodedMessage(bytes, sizeOf(key))}`);
}

const sizeOf = ({ n }: Pick<EncodedKey, 'n'>) => decoded(n).length;

/** The digest as RSA signs it, in hexadecimal digits: padded to the length of the key. */
function encodedMessage(bytes: Uint8Array, size: number): string {
  const digest = DIGEST_INFO + hex(digestOf(bytes));
  return `0001${'ff'.repeat(size - 3 - digest.length / 2)}00${digest}`;
}

/** A power in the numbers modulo another. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  // Bit by bit from the highest; shifting a bigint down would copy it each time.
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromBytes = (bytes: Uint8Array) => BigInt(`0x0${hex(bytes)}`);
const integer = (text: string) => fromBytes(decoded(text));

function decoded(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (!bytes) throw new TypeError('Not a key.');
  return bytes;
}

function bytesOf(number: bigint, size: number): Uint8Array {
  const digits = number.toString(16).padStart(2 * size, '0');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
