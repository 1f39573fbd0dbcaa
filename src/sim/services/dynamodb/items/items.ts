import { compareUtf8 } from './utf8.ts';
import { hashText } from '../../../cloud/digest/index.ts';
import { keyText, type KeySchema } from './key.ts';
import { compare } from './order.ts';
import { copyItem, type AttributeValue, type Item } from './value.ts';

interface Partition {
  readonly hash: number;
  readonly text: string;
  readonly items: Item[];
}

/** Told of each change of an item, in order. */
export type OnChange = (before: Item | undefined, after: Item | undefined) => void;

/** The items of a table: by partition key, in each partition by sort key. */
export class Items {
  /** The table's primary key. */
  readonly key: KeySchema;
  readonly #onChange: OnChange;
  readonly #byKey = new Map<string, Partition>();
  /** By the hash of the partition key, which is the order of a Scan. AWS's own hash is not published. */
  readonly #ordered: Partition[] = [];

  constructor(key: KeySchema, onChange: OnChange) {
    this.key = key;
    this.#onChange = onChange;
  }

  /** The item with the keys of another, as it is kept: it is copied before it is handed out. */
  find(key: Item): Item | undefined {
    const items = this.partition(key[this.key.partition.name]!);
    const at = this.#placeIn(items, key);
    return items[at] && this.order(items[at], key) === 0 ? items[at] : undefined;
  }

  /** Puts an item in another's place, or takes that away. */
  replace(before: Item | undefined, after: Item | undefined): void {
    const kept = after && copyItem(after);
    if (kept) this.#put(kept, before !== undefined);
    else if (before) this.#remove(before);
    this.#onChange(before, kept);
  }

  /** A partition's items, by sort key. */
  partition(value: AttributeValue): readonly Item[] {
    return this.#byKey.get(keyText(value))?.items ?? [];
  }

  /** Items behind a key in the order of a Scan: partitions by their hash, in each by sort key. */
  *after(start?: Item): Generator<Item> {
    const text = start && keyText(start[this.key.partition.name]!);
    const first = text === undefined ? 0 : this.#placeOf({ hash: hashText(text), text });
    for (const { text: own, items } of this.#ordered.slice(first)) {
      const from = start && own === text ? lowerBound(items, (item) => this.order(item, start) || -1) : 0;
      yield* items.slice(from);
    }
  }

  /** Orders two items of one partition. */
  order(a: Item, b: Item): number {
    const { sort } = this.key;
    return sort ? compare(a[sort.name]!, b[sort.name]!)! : 0;
  }

  #put(item: Item, replaces: boolean): void {
    const text = keyText(item[this.key.partition.name]!);
    let partition = this.#byKey.get(text);
    if (!partition) {
      partition = { hash: hashText(text), text, items: [] };
      this.#byKey.set(text, partition);
      this.#ordered.splice(this.#placeOf(partition), 0, partition);
    }
    partition.items.splice(this.#placeIn(partition.items, item), replaces ? 1 : 0, item);
  }

  #remove(item: Item): void {
    const partition = this.#byKey.get(keyText(item[this.key.partition.name]!))!;
    partition.items.splice(this.#placeIn(partition.items, item), 1);
    if (partition.items.length > 0) return;
    this.#byKey.delete(partition.text);
    this.#ordered.splice(this.#placeOf(partition), 1);
  }

  #placeOf(wanted: Pick<Partition, 'hash' | 'text'>): number {
    return lowerBound(
      this.#ordered,
      ({ hash, text }) => hash - wanted.hash || compareUtf8(text, wanted.text),
    );
  }

  #placeIn(items: readonly Item[], item: Item): number {
    return lowerBound(items, (other) => this.order(other, item));
  }
}

/** The first place whose element is not below what is sought. */
function lowerBound<Element>(elements: readonly Element[], order: (element: Element) => number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(elements[middle]!) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
