import { sequenceNumber } from './sequence-number.ts';

/** A record as a producer hands it in. */
export interface RecordEntry {
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
  readonly data: Uint8Array;
}

/** What a record counts: its data and its partition key, which is stored with it. */
export const bytesOf = ({ partitionKey, data }: RecordEntry): number =>
  utf8Length(partitionKey) + data.length;

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // A surrogate pair is four bytes: two for each half.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** A record in a shard. */
export class StreamRecord {
  /** The key that chose its shard. */
  readonly partitionKey: string;
  /** What its producer sent. */
  readonly data: Uint8Array;
  /** Its size: the data, and the partition key, which is stored with it. */
  readonly bytes: number;
  /** When it arrived, in seconds of the Unix epoch. */
  readonly arrival: number;
  readonly #prefix: bigint;
  readonly #position: number;

  /** Made by a shard. */
  constructor(prefix: bigint, position: number, entry: RecordEntry, arrival: number) {
    this.#prefix = prefix;
    this.#position = position;
    this.partitionKey = entry.partitionKey;
    this.data = entry.data;
    this.bytes = bytesOf(entry);
    this.arrival = arrival;
  }

  /** Made when it is asked for: most records are read by nobody who looks at it. */
  get sequenceNumber(): string {
    return sequenceNumber(this.#prefix, BigInt(this.#position) + 1n, Math.floor(this.arrival));
  }
}

/** The records of a shard in their order. Each has a position, counted from 0, which stays when older ones go. */
export class RecordLog {
  #records: StreamRecord[] = [];
  /** Records at the beginning of the list that have expired. */
  #gone = 0;
  /** The position of the first of the list. */
  #base = 0;

  /** The position of the oldest record that is still there. */
  get first(): number {
    return this.#base + this.#gone;
  }

  /** The position that the next record gets. */
  get end(): number {
    return this.#base + this.#records.length;
  }

  at(position: number): StreamRecord {
    const record = position < this.first ? undefined : this.#records[position - this.#base];
    if (!record) throw new RangeError(`There is no record at position ${position}.`);
    return record;
  }

  push(record: StreamRecord): void {
    this.#records.push(record);
  }

  /** Lets go of all that arrived before a time, or at it. */
  expire(time: number): void {
    const records = this.#records;
    while (this.#gone < records.length && records[this.#gone]!.arrival <= time) this.#gone++;
    // Half of the list at a time, so that each record is moved once at most on average.
    if (this.#gone > 32 && this.#gone * 2 > records.length) {
      this.#records = records.slice(this.#gone);
      this.#base += this.#gone;
      this.#gone = 0;
    }
  }

  /** The position of the first record that arrived at a time or later. */
  since(time: number): number {
    let low = this.first;
    let high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.at(middle).arrival < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
