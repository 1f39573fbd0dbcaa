/** A member of a `PlacedHeap`. */
export interface Placed {
  /** Orders members of equal keys: the lower comes first. */
  readonly number: number;
  /** Index in its heap, which writes it; a member that is in no heap may have any. */
  place: number;
}

/**
 * A 4-ary heap by key in which each member knows its place, so that any member can leave or move in logarithmic time:
 * messages by deadline, message groups by the turn of their first message. At equal keys the lower number is first.
 */
export class PlacedHeap<T extends Placed> {
  readonly #keys: number[] = [];
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  /** The member with the lowest key; undefined where there is none. */
  get first(): T | undefined {
    return this.#members[0];
  }

  /** The lowest key; Infinity where there is none. */
  get firstKey(): number {
    return this.#keys.length > 0 ? this.#keys[0]! : Infinity;
  }

  /** In no particular order. */
  get members(): readonly T[] {
    return this.#members;
  }

  has(member: T): boolean {
    return this.#members[member.place] === member;
  }

  /** The key of a member; undefined where it is not in. */
  keyOf(member: T): number | undefined {
    return this.has(member) ? this.#keys[member.place] : undefined;
  }

  add(member: T, key: number): void {
    this.#keys.push(key);
    this.#members.push(member);
    this.#rise(this.#members.length - 1, member, key);
  }

  /** Takes the member with the lowest key out; undefined where there is none. */
  shift(): T | undefined {
    const { first } = this;
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** Takes a member out; false where it is not in. */
  remove(member: T): boolean {
    if (!this.has(member)) return false;
    const hole = member.place;
    const key = this.#keys.pop()!;
    const last = this.#members.pop()!;
    if (last === member) return true;
    if (hole > 0 && this.#precedes(last, key, (hole - 1) >> 2)) this.#rise(hole, last, key);
    else this.#sink(hole, last, key);
    return true;
  }

  /** Gives a member another key. */
  move(member: T, key: number): void {
    this.remove(member);
    this.add(member, key);
  }

  clear(): void {
    this.#keys.length = 0;
    this.#members.length = 0;
  }

  #rise(hole: number, member: T, key: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (!this.#precedes(member, key, parent)) break;
      this.#put(hole, this.#members[parent]!, this.#keys[parent]!);
      hole = parent;
    }
    this.#put(hole, member, key);
  }

  #sink(hole: number, member: T, key: number): void {
    const keys = this.#keys;
    const size = keys.length;
    for (let child = 4 * hole + 1; child < size; child = 4 * hole + 1) {
      let best = child;
      const end = Math.min(child + 4, size);
      for (let c = child + 1; c < end; c++) {
        if (this.#precedes(this.#members[c]!, keys[c]!, best)) best = c;
      }
      if (this.#precedes(member, key, best)) break;
      this.#put(hole, this.#members[best]!, keys[best]!);
      hole = best;
    }
    this.#put(hole, member, key);
  }

  /** Whether a member with that key comes before the one in a place. */
  #precedes(member: T, key: number, place: number): boolean {
    const other = this.#keys[place]!;
    return key < other || (key === other && member.number < this.#members[place]!.number);
  }

  #put(hole: number, member: T, key: number): void {
    this.#keys[hole] = key;
    this.#members[hole] = member;
    member.place = hole;
  }
}
