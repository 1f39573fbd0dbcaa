/** Things that stand in line: in at the back, out at the front, and room given back as they go. */
export class Line<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The one in front; undefined where the line is empty. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Takes the one in front. Call only where there is one. */
  shift(): T {
    const item = this.#items[this.#head] as T;
    this.#items[this.#head++] = undefined;
    // Each is copied once at most, on average.
    if (this.#head === this.#items.length) this.clear();
    else if (this.#head > 32 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes the last one. Call only where there is one. */
  pop(): T {
    const item = this.#items.pop() as T;
    if (this.#head === this.#items.length) this.clear();
    return item;
  }

  /** The last one; undefined where the line is empty. */
  get last(): T | undefined {
    return this.#items.length > this.#head ? this.#items[this.#items.length - 1] : undefined;
  }

  clear(): void {
    this.#items.length = 0;
    this.#head = 0;
  }
}
