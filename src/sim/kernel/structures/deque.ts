const SMALLEST = 4;

/**
 * A line with two ends, in a ring: pushes and takes at either end cost the same however many items wait. The ring grows
 * and shrinks with its items, and no item that was taken is held on to.
 */
export class Deque<T> {
  // The length is a power of two, so that a mask brings an index round.
  #items = new Array<T | undefined>(SMALLEST).fill(undefined);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The first item; undefined where there is none. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  /** The last item; undefined where there is none. */
  get last(): T | undefined {
    return this.#items[(this.#head + this.#length - 1) & (this.#items.length - 1)];
  }

  /** Adds an item after all others. */
  push(item: T): void {
    if (this.#length === this.#items.length) this.#resize(this.#length * 2);
    this.#items[(this.#head + this.#length++) & (this.#items.length - 1)] = item;
  }

  /** Adds an item before all others. */
  unshift(item: T): void {
    if (this.#length === this.#items.length) this.#resize(this.#length * 2);
    this.#head = (this.#head - 1) & (this.#items.length - 1);
    this.#items[this.#head] = item;
    this.#length++;
  }

  /** Takes the first item out; undefined where there is none. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const items = this.#items;
    const head = this.#head;
    const item = items[head];
    items[head] = undefined;
    this.#head = (head + 1) & (items.length - 1);
    if (--this.#length * 4 < items.length && items.length > SMALLEST) this.#resize(items.length / 2);
    return item;
  }

  /** Takes the last item out; undefined where there is none. */
  pop(): T | undefined {
    if (this.#length === 0) return undefined;
    const items = this.#items;
    const at = (this.#head + --this.#length) & (items.length - 1);
    const item = items[at];
    items[at] = undefined;
    if (this.#length * 4 < items.length && items.length > SMALLEST) this.#resize(items.length / 2);
    return item;
  }

  /** Takes an item out wherever it stands, in time that grows with their number; false where it is not in. */
  remove(item: T): boolean {
    const items = this.#items;
    const mask = items.length - 1;
    const end = this.#head + this.#length;
    let at = this.#head;
    while (at < end && items[at & mask] !== item) at++;
    if (at === end) return false;
    for (; at + 1 < end; at++) items[at & mask] = items[(at + 1) & mask];
    this.pop();
    return true;
  }

  clear(): void {
    if (this.#length === 0) return;
    this.#items = new Array<T | undefined>(SMALLEST).fill(undefined);
    this.#head = 0;
    this.#length = 0;
  }

  /** From the first item to the last. */
  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.#length; i++) yield this.#items[(this.#head + i) & (this.#items.length - 1)]!;
  }

  #resize(size: number): void {
    const items = this.#items;
    const resized = new Array<T | undefined>(size).fill(undefined);
    for (let i = 0; i < this.#length; i++) resized[i] = items[(this.#head + i) & (items.length - 1)];
    this.#items = resized;
    this.#head = 0;
  }
}
