const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = `${PLAIN.slice(0, 62)}-_`;

/** Both alphabets: readers take either. */
const VALUES = new Map([...PLAIN, ...'-_'].map((letter, index) => [letter, index < 64 ? index : index - 2]));

/** Bytes as Base64, padded. https://www.rfc-editor.org/rfc/rfc4648 */
export const toBase64 = (bytes: Uint8Array): string => encoded(bytes, PLAIN, '=');

/** Bytes as Base64 for addresses and tokens: `-` and `_`, not padded. */
export const toBase64Url = (bytes: Uint8Array): string => encoded(bytes, URL_SAFE, '');

function encoded(bytes: Uint8Array, alphabet: string, padding: string): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [first = 0, second, third] = bytes.subarray(i, i + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    parts.push(
      alphabet.charAt(group >> 18),
      alphabet.charAt((group >> 12) & 63),
      second === undefined ? padding : alphabet.charAt((group >> 6) & 63),
      third === undefined ? padding : alphabet.charAt(group & 63),
    );
  }
  return parts.join('');
}

/** The bytes of a text in Base64, of either alphabet, padded or not; undefined where it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  let length = text.length;
  while (length > 0 && text.length - length < 2 && text[length - 1] === '=') length--;
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let group = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = VALUES.get(text.charAt(i));
    if (value === undefined) return undefined;
    group = ((group << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (group >> bits) & 0xff;
    }
  }
  return bytes;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);
