import { addressDigits, looksLikeAddress, spanOf } from '../ip-address.ts';

/** The lowest and the highest address of a CIDR block, as hexadecimal digits. Throws AWS's words. */
export function blockOf(cidr: string): { low: string; high: string } {
  const slash = cidr.indexOf('/');
  if (slash < 0 || slash !== cidr.lastIndexOf('/') || slash === cidr.length - 1) {
    throw new Error("Malformed CIDR, one '/' required");
  }
  const mask = cidr.slice(slash + 1);
  if (!/^[+-]?[0-9]{1,9}$/.test(mask)) throw new Error('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  if (bits < 0) throw new Error('Malformed CIDR, mask bits must not be negative');
  const text = cidr.slice(0, slash);
  const digits = addressDigits(text);
  if (digits === undefined) {
    throw new Error(`${looksLikeAddress(text) ? 'Invalid' : 'Nonstandard'} IP address: ${text}`);
  }
  if (digits.length === 8 && bits > 31) throw new Error('IPv4 mask bits must be < 32');
  if (bits > 127) throw new Error('IPv6 mask bits must be < 128');
  return spanOf(digits, bits);
}
