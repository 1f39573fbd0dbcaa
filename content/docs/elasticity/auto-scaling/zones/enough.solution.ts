/** Each of the other zones carries its part of what is needed. */
export function size(needed: number, zones: number): number {
  return Math.ceil((needed * zones) / (zones - 1));
}
