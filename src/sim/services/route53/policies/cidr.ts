import { readBlock, type Block } from '../../../cloud/cidr-block.ts';

export { holds, readBlock, type Block } from '../../../cloud/cidr-block.ts';

/** A CIDR block of a collection's location: 1 to 24 bits of IPv4, 1 to 48 of IPv6.  */
export function readCidr(text: string): Block | undefined {
  const block = text.includes('/') ? readBlock(text) : undefined;
  const most = block?.digits.length === 8 ? 24 : 48;
  return block && block.bits >= 1 && block.bits <= most ? block : undefined;
}
