/**
 * An IP address as hexadecimal digits, eight for IPv4 and 32 for IPv6, or undefined: two spellings of an address
 * become one text, and texts of one length sort as the addresses do.
 */
export function addressDigits(text: string): string | undefined {
  return text.includes(':') ? version6(text) : version4(text);
}

/** Whether a text has an address's characters: AWS calls such a text "invalid", any other one "nonstandard". */
export function looksLikeAddress(text: string): boolean {
  return (
    /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/.test(text) || (text.includes(':') && /^[0-9a-fA-F:]*$/.test(text))
  );
}

function version4(text: string): string | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4) return undefined;
  let digits = '';
  for (const part of parts) {
    if (!/^[0-9]{1,3}$/.test(part) || Number(part) > 255) return undefined;
    digits += hex(Number(part), 2);
  }
  return digits;
}

function version6(text: string): string | undefined {
  if (text.length > 39) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  // A double colon stands for one group of zeros at least.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let digits = '';
  for (const group of [...head, ...new Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    digits += hex(parseInt(group, 16), 4);
  }
  // An IPv4 address in IPv6's clothes is that IPv4 address.
  return digits.startsWith('00000000000000000000FFFF') ? digits.slice(24) : digits;
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}

/** The lowest and the highest address that share their first `bits` bits with one, all as hexadecimal digits. */
export function spanOf(digits: string, bits: number): { low: string; high: string } {
  return { low: fill(digits, bits, 0x0), high: fill(digits, bits, 0xf) };
}

/** The digits with all bits behind the first `kept` ones replaced by the filler's. */
function fill(digits: string, kept: number, filler: number): string {
  let filled = '';
  for (let i = 0; i < digits.length; i++) {
    const open = Math.min(4, Math.max(0, 4 * (i + 1) - kept));
    const mask = (1 << open) - 1;
    const digit = (parseInt(digits.charAt(i), 16) & ~mask & 0xf) | (filler & mask);
    filled += digit.toString(16).toUpperCase();
  }
  return filled;
}
