/**
 * First in, first out, in a ring that grows: taking from the front costs the same however many wait, and nothing that
 * was taken is held on to.
 */
export class Fifo<T> {
  // A power of two, so that a mask brings an index round.
  #items: (T | undefined)[] = new Array<T | undefined>(16).fill(undefined);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#length++) & (this.#items.length - 1)] = item;
  }

  /** Puts an item before all others. */
  unshift(item: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#head = (this.#head - 1) & (this.#items.length - 1);
    this.#items[this.#head] = item;
    this.#length++;
  }

  /** Takes the first item. Call only where there is one. */
  shift(): T {
    const items = this.#items;
    const head = this.#head;
    const item = items[head] as T;
    items[head] = undefined;
    this.#head = (head + 1) & (items.length - 1);
    this.#length--;
    return item;
  }

  /** Takes an item out wherever it stands. Does nothing where it is not in. */
  remove(item: T): void {
    const items = this.#items;
    const mask = items.length - 1;
    const end = this.#head + this.#length;
    let at = this.#head;
    while (at < end && items[at & mask] !== item) at++;
    if (at === end) return;
    for (; at + 1 < end; at++) items[at & mask] = items[(at + 1) & mask];
    items[at & mask] = undefined;
    this.#length--;
  }

  #grow(): void {
    const items = this.#items;
    const twice = new Array<T | undefined>(items.length * 2).fill(undefined);
    for (let i = 0; i < this.#length; i++) twice[i] = items[(this.#head + i) & (items.length - 1)];
    this.#items = twice;
    this.#head = 0;
  }
}
