import { hex } from '../digest/hash.ts';
import { padded } from '../digest/padded.ts';

// 64-bit words as pairs of 32 bits, high before low: an engine's BigInt would be ten times slower.
// The first 64 bits of the fractions of the cube roots of the first 80 primes.
const ROOTS = [
  0x428a2f98, 0xd728ae22, 0x71374491, 0x23ef65cd, 0xb5c0fbcf, 0xec4d3b2f, 0xe9b5dba5, 0x8189dbbc, 0x3956c25b,
  0xf348b538, 0x59f111f1, 0xb605d019, 0x923f82a4, 0xaf194f9b, 0xab1c5ed5, 0xda6d8118, 0xd807aa98, 0xa3030242,
  0x12835b01, 0x45706fbe, 0x243185be, 0x4ee4b28c, 0x550c7dc3, 0xd5ffb4e2, 0x72be5d74, 0xf27b896f, 0x80deb1fe,
  0x3b1696b1, 0x9bdc06a7, 0x25c71235, 0xc19bf174, 0xcf692694, 0xe49b69c1, 0x9ef14ad2, 0xefbe4786, 0x384f25e3,
  0x0fc19dc6, 0x8b8cd5b5, 0x240ca1cc, 0x77ac9c65, 0x2de92c6f, 0x592b0275, 0x4a7484aa, 0x6ea6e483, 0x5cb0a9dc,
  0xbd41fbd4, 0x76f988da, 0x831153b5, 0x983e5152, 0xee66dfab, 0xa831c66d, 0x2db43210, 0xb00327c8, 0x98fb213f,
  0xbf597fc7, 0xbeef0ee4, 0xc6e00bf3, 0x3da88fc2, 0xd5a79147, 0x930aa725, 0x06ca6351, 0xe003826f, 0x14292967,
  0x0a0e6e70, 0x27b70a85, 0x46d22ffc, 0x2e1b2138, 0x5c26c926, 0x4d2c6dfc, 0x5ac42aed, 0x53380d13, 0x9d95b3df,
  0x650a7354, 0x8baf63de, 0x766a0abb, 0x3c77b2a8, 0x81c2c92e, 0x47edaee6, 0x92722c85, 0x1482353b, 0xa2bfe8a1,
  0x4cf10364, 0xa81a664b, 0xbc423001, 0xc24b8b70, 0xd0f89791, 0xc76c51a3, 0x0654be30, 0xd192e819, 0xd6ef5218,
  0xd6990624, 0x5565a910, 0xf40e3585, 0x5771202a, 0x106aa070, 0x32bbd1b8, 0x19a4c116, 0xb8d2d0c8, 0x1e376c08,
  0x5141ab53, 0x2748774c, 0xdf8eeb99, 0x34b0bcb5, 0xe19b48a8, 0x391c0cb3, 0xc5c95a63, 0x4ed8aa4a, 0xe3418acb,
  0x5b9cca4f, 0x7763e373, 0x682e6ff3, 0xd6b2b8a3, 0x748f82ee, 0x5defb2fc, 0x78a5636f, 0x43172f60, 0x84c87814,
  0xa1f0ab72, 0x8cc70208, 0x1a6439ec, 0x90befffa, 0x23631e28, 0xa4506ceb, 0xde82bde9, 0xbef9a3f7, 0xb2c67915,
  0xc67178f2, 0xe372532b, 0xca273ece, 0xea26619c, 0xd186b8c7, 0x21c0c207, 0xeada7dd6, 0xcde0eb1e, 0xf57d4f7f,
  0xee6ed178, 0x06f067aa, 0x72176fba, 0x0a637dc5, 0xa2c898a6, 0x113f9804, 0xbef90dae, 0x1b710b35, 0x131c471b,
  0x28db77f5, 0x23047d84, 0x32caab7b, 0x40c72493, 0x3c9ebe0a, 0x15c9bebc, 0x431d67c4, 0x9c100d4c, 0x4cc5d4be,
  0xcb3e42b6, 0x597f299c, 0xfc657e2a, 0x5fcb6fab, 0x3ad6faec, 0x6c44198c, 0x4a475817,
] as const;

// Of the square roots of the first eight primes, and of the next eight.
const START_512 = [
  0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1, 0x510e527f,
  0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
] as const;
const START_384 = [
  0xcbbb9d5d, 0xc1059ed8, 0x629a292a, 0x367cd507, 0x9159015a, 0x3070dd17, 0x152fecd8, 0xf70e5939, 0x67332667,
  0xffc00b31, 0x8eb44a87, 0x68581511, 0xdb0c2e0d, 0x64f98fa7, 0x47b5481d, 0xbefa4fa4,
] as const;

/** The SHA-512 of bytes, as 128 hexadecimal digits. https://www.rfc-editor.org/rfc/rfc6234 */
export function sha512(bytes: Uint8Array): string {
  return digest(bytes, START_512, 16);
}

/** The SHA-384 of bytes: SHA-512 from another start, cut to 96 hexadecimal digits. */
export function sha384(bytes: Uint8Array): string {
  return digest(bytes, START_384, 12);
}

/** Both halves of a sum of pairs: a carry goes from the low ones to the high ones. */
function add(words: Int32Array, at: number, high: number, low: number): void {
  const sum = (words[at + 1]! >>> 0) + low;
  words[at] = words[at]! + high + Math.floor(sum / 0x1_0000_0000);
  words[at + 1] = sum;
}

const rotate = (one: number, other: number, by: number) => (one >>> by) | (other << (32 - by));

function digest(bytes: Uint8Array, start: readonly number[], length: number): string {
  const view = padded(bytes, false, 128);
  const state = Int32Array.from(start);
  const words = new Int32Array(160);
  for (let block = 0; block < view.byteLength; block += 128) {
    schedule(view, block, words);
    const now = Int32Array.from(state);
    for (let i = 0; i < 160; i += 2) round(now, i, words);
    for (let i = 0; i < 16; i += 2) add(state, i, now[i]!, now[i + 1]! >>> 0);
  }
  return Array.from(state.subarray(0, length), (word) => hex(word)).join('');
}

function schedule(view: DataView, block: number, words: Int32Array): void {
  for (let i = 0; i < 32; i++) words[i] = view.getInt32(block + 4 * i);
  for (let i = 32; i < 160; i += 2) {
    words[i] = words[i - 32]!;
    words[i + 1] = words[i - 31]!;
    add(words, i, words[i - 14]!, words[i - 13]! >>> 0);
    const [h, l] = [words[i - 30]!, words[i - 29]!];
    const lowHigh = rotate(h, l, 1) ^ rotate(h, l, 8) ^ (h >>> 7);
    const lowLow = rotate(l, h, 1) ^ rotate(l, h, 8) ^ rotate(l, h, 7);
    add(words, i, lowHigh, lowLow >>> 0);
    const [p, q] = [words[i - 4]!, words[i - 3]!];
    const highHigh = rotate(p, q, 19) ^ rotate(q, p, 29) ^ (p >>> 6);
    const highLow = rotate(q, p, 19) ^ rotate(p, q, 29) ^ rotate(q, p, 6);
    add(words, i, highHigh, highLow >>> 0);
  }
}

/** One of the 80 rounds; `now` holds a to h as pairs. */
function round(now: Int32Array, i: number, words: Int32Array): void {
  const [e, f, g] = [8, 10, 12];
  const [eh, el] = [now[e]!, now[e + 1]!];
  const [ah, al] = [now[0]!, now[1]!];
  // h + Σ1(e) + choose(e, f, g) + root + word, in h's place
  add(
    now,
    14,
    rotate(eh, el, 14) ^ rotate(eh, el, 18) ^ rotate(el, eh, 9),
    (rotate(el, eh, 14) ^ rotate(el, eh, 18) ^ rotate(eh, el, 9)) >>> 0,
  );
  add(now, 14, (eh & now[f]!) ^ (~eh & now[g]!), ((el & now[f + 1]!) ^ (~el & now[g + 1]!)) >>> 0);
  add(now, 14, ROOTS[i]!, ROOTS[i + 1]!);
  add(now, 14, words[i]!, words[i + 1]! >>> 0);
  const [firstHigh, firstLow] = [now[14]!, now[15]! >>> 0];
  // Σ0(a) + majority(a, b, c)
  const second = new Int32Array(2);
  add(
    second,
    0,
    rotate(ah, al, 28) ^ rotate(al, ah, 2) ^ rotate(al, ah, 7),
    (rotate(al, ah, 28) ^ rotate(ah, al, 2) ^ rotate(ah, al, 7)) >>> 0,
  );
  const [bh, bl, ch, cl] = [now[2]!, now[3]!, now[4]!, now[5]!];
  add(second, 0, (ah & bh) ^ (ah & ch) ^ (bh & ch), ((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
  now.copyWithin(2, 0, 14);
  add(now, e, firstHigh, firstLow);
  now[0] = firstHigh;
  now[1] = firstLow;
  add(now, 0, second[0]!, second[1]! >>> 0);
}
