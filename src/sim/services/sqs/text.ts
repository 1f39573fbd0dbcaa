/**
 * The length of a text in bytes of UTF-8, or -1 where it holds a character that a message may not hold.
 *
 * Allowed are #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function byteLength(text: string): number {
  const { length } = text;
  let bytes = length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code < 0x80) continue;
    if (code < 0x20) {
      if (code !== 0x9 && code !== 0xa && code !== 0xd) return -1;
    } else if (code < 0x800) {
      bytes += 1;
    } else if (code < 0xd800 || code >= 0xe000) {
      if (code > 0xfffd) return -1;
      bytes += 2;
    } else {
      // A pair of surrogates is one character of four bytes; a lone one is no character.
      const low = text.charCodeAt(i + 1);
      if (code >= 0xdc00 || !(low >= 0xdc00 && low < 0xe000)) return -1;
      bytes += 2;
      i++;
    }
  }
  return bytes;
}
