import type { RandomStream } from '../kernel/index.ts';

/** A UUID of version 4 from the next numbers of a stream: the same in every run of one seed. */
export function uuid(random: RandomStream): string {
  const word = () => random.integer(0, 0xffff_ffff).toString(16).padStart(8, '0');
  const [low, middle, high] = [word(), word(), word()];
  const variant = '89ab'[random.integer(0, 3)];
  return `${low}-${middle.slice(0, 4)}-4${middle.slice(5)}-${variant}${high.slice(1, 4)}-${high.slice(4)}${word()}`;
}
