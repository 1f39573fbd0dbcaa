import { hex, mix } from './hash.ts';

const SPAN = 0x1_0000_0000;

/**
 * Makes the ids of messages: UUIDs, no two alike, the same in every run of one seed. Only the first eight digits
 * differ between the messages of a Region, as far as four thousand million of them.
 */
export class MessageIds {
  readonly #salt: number;
  #span = -1;
  #tail = '';

  constructor(salt: number) {
    this.#salt = salt;
  }

  /** The id of the n-th message. */
  of(n: number): string {
    const span = Math.floor(n / SPAN);
    if (span !== this.#span) {
      this.#span = span;
      const high = mix(span ^ mix(this.#salt));
      const more = hex(mix(high));
      this.#tail = `-${more.slice(0, 4)}-4${more.slice(5)}-${'89ab'[high & 3]}${hex(mix(~high)).slice(1, 4)}-${hex(high)}${more.slice(0, 4)}`;
    }
    return hex(mix(n ^ this.#salt)) + this.#tail;
  }
}
