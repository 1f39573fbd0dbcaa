import { fromBase64, toBase64 } from '../../cloud/gateway/bytes.ts';
import { digestOf, hmacSha256, power } from '../../cloud/gateway/jwt/index.ts';

/** The prime of RFC 3526's group of 3,072 bits, in which Cognito reckons. */
const N_HEX =
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd' +
  'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
  'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f' +
  '83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b' +
  'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510' +
  '15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7' +
  'abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c' +
  'bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff';
const N = BigInt(`0x${N_HEX}`);
const G = 2n;

/** A sign-in by Secure Remote Password that has begun: what the server keeps until the client proves the password. */
export interface SrpSession {
  readonly salt: string;
  /** The client's public value, hexadecimal. */
  readonly clientPublic: string;
  /** The server's public value, hexadecimal. */
  readonly serverPublic: string;
  readonly secret: bigint;
  readonly verifier: bigint;
  /** A block that the client signs and hands back. */
  readonly block: string;
}

/** What the client claims: it has signed the block, and by that shown that it knows the password. */
export interface SrpClaim {
  readonly signature: string;
  readonly block: string;
  readonly timestamp: string;
}

/**
 * Begins the exchange: the password does not travel, in neither direction. Undefined where the client's value is 0 in the
 * group, with which anybody could sign in.
 * https://www.rfc-editor.org/rfc/rfc5054, with Cognito's own padding and derivation
 *
 * @param who the pool's name, behind the `_` of its id, and the user's
 * @param secret hexadecimal, and so are `salt` and `clientPublic`
 */
export function beginSrp(
  { pool, user }: { pool: string; user: string },
  password: string,
  clientPublic: string,
  { salt, secret, block }: { salt: string; secret: string; block: string },
): SrpSession | undefined {
  if (!/^[0-9a-f]+$/i.test(clientPublic) || BigInt(`0x${clientPublic}`) % N === 0n) return undefined;
  const k = number(digestOf(bytes(padded(N) + padded(G))));
  const verifier = power(G, privateKey(pool, user, password, salt), N);
  const b = BigInt(`0x${secret}`);
  const serverPublic = ((k * verifier + power(G, b, N)) % N).toString(16);
  return { salt, clientPublic, serverPublic, secret: b, verifier, block };
}

/** Whether a client knows the password. */
export function provesPassword(
  who: { pool: string; user: string },
  session: SrpSession,
  claim: SrpClaim,
): boolean {
  const [a, b] = [BigInt(`0x${session.clientPublic}`), BigInt(`0x${session.serverPublic}`)];
  const u = digestOf(bytes(padded(a) + padded(b)));
  const shared = power((a * power(session.verifier, number(u), N)) % N, session.secret, N);
  return (
    claim.block === session.block && claim.signature === signatureOf(who, keyOf(shared, number(u)), claim)
  );
}

/** x: what the password comes to, with the salt and the names. */
const privateKey = (pool: string, user: string, password: string, salt: string): bigint =>
  number(digestOf(bytes(padded(BigInt(`0x${salt}`)) + hexOf(digestOf(text(`${pool}${user}:${password}`))))));

/** The key of the signature: 16 bytes by HKDF. */
function keyOf(shared: bigint, u: bigint): Uint8Array {
  const pseudorandom = hmacSha256(bytes(padded(u)), bytes(padded(shared)));
  return hmacSha256(pseudorandom, text('Caldera Derived Key\x01')).slice(0, 16);
}

function signatureOf(
  { pool, user }: { pool: string; user: string },
  key: Uint8Array,
  { block, timestamp }: SrpClaim,
): string {
  const parts = [text(pool), text(user), fromBase64(block) ?? new Uint8Array(), text(timestamp)];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return toBase64(hmacSha256(key, whole));
}

/** Hexadecimal in whole bytes, the first of which is no sign. */
function padded(value: bigint): string {
  const hex = value.toString(16);
  if (hex.length % 2 === 1) return `0${hex}`;
  return /^[89a-f]/.test(hex) ? `00${hex}` : hex;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (all: Uint8Array): string =>
  Array.from(all, (byte) => byte.toString(16).padStart(2, '0')).join('');
const number = (all: Uint8Array): bigint => BigInt(`0x0${hexOf(all)}`);
