import type { RandomStream } from '../kernel/index.ts';
import { hex, mix } from './digest/index.ts';

const WORD = 0xffff_ffff;

/** A UUID of version 4 from the next numbers of a stream: the same in every run of one seed. */
export function uuid(random: RandomStream): string {
  const word = () => hex(random.integer(0, WORD));
  const [low, middle, high] = [word(), word(), word()];
  const variant = '89ab'[random.integer(0, 3)];
  return `${low}-${middle.slice(0, 4)}-4${middle.slice(5)}-${variant}${high.slice(1, 4)}-${high.slice(4)}${word()}`;
}

/**
 * UUIDs by number, for what a service makes by the million and need not keep the ids of: the numbers from 0 to 2^53
 * have an id each, no two alike. Ids of one series differ in the first eight digits only, until 2^32 of them are made.
 */
export class Uuids {
  readonly #random: RandomStream;
  readonly #salt: number;
  /** All of a UUID after its first eight digits, for each span of 2^32 numbers. */
  readonly #tails: string[] = [];

  constructor(random: RandomStream) {
    this.#random = random;
    this.#salt = random.integer(0, WORD);
  }

  /** The id of that number. Spans of 2^32 numbers get their tails in the order in which they are first asked for. */
  of(number: number): string {
    const span = Math.floor(number / (WORD + 1));
    const tail = (this.#tails[span] ??= uuid(this.#random).slice(8));
    return hex(mix(number ^ this.#salt)) + tail;
  }
}
