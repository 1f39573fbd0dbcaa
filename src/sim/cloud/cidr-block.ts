import { addressDigits, spanOf } from './ip-address.ts';

/** A range of addresses that begin with the same bits. */
export interface Block {
  /** Hexadecimal: 8 digits for IPv4, 32 for IPv6. */
  readonly digits: string;
  readonly bits: number;
}

/** Reads CIDR notation, `192.0.2.0/24`, or a lone address. Bits behind the prefix are of no account. */
export function readBlock(text: string): Block | undefined {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text);
  const digits = match && addressDigits(match[1]!);
  if (!digits) return undefined;
  const bits = match[2] === undefined ? digits.length * 4 : Number(match[2]);
  return bits <= digits.length * 4 ? { digits, bits } : undefined;
}

/** Whether one block holds another one whole; never where they are of different families. */
export function holds(outer: Block, inner: Block): boolean {
  if (outer.digits.length !== inner.digits.length || outer.bits > inner.bits) return false;
  return spanOf(outer.digits, outer.bits).low === spanOf(inner.digits, outer.bits).low;
}
