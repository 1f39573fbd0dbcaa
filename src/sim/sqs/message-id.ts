import { hex, mix } from './hash.ts';

/** The id of the n-th message: a UUID, the same in every run of one seed, no two alike. */
export function messageId(salt: number, n: number): string {
  const low = mix(n ^ salt);
  const high = mix(Math.floor(n / 0x1_0000_0000) ^ low);
  const more = hex(mix(low ^ 0x9e3779b9));
  const variant = '89ab'[high & 3]!;
  return `${hex(low)}-${more.slice(0, 4)}-4${more.slice(5)}-${variant}${hex(mix(high)).slice(1, 4)}-${hex(high)}${more.slice(0, 4)}`;
}
