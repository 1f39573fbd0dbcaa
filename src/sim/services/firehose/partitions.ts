import type { Simulation } from '../../kernel/index.ts';
import { Buffer, type BufferingHints } from './buffer.ts';
import type { DeliveryRecord } from './delivery-record.ts';

/** A partition, with what is still to be delivered. */
interface Partition {
  readonly buffer: Buffer<DeliveryRecord>;
  /** Objects on their way. */
  underWay: number;
}

/**
 * A buffer for each active partition: active from its first record until its last object has been delivered. So with 3
 * new partitions a second and an interval of 60 s, 180 are active, and many more where the destination is away.
 * https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
 */
export class Partitions {
  readonly #simulation: Simulation;
  readonly #hints: BufferingHints;
  readonly #most: number;
  readonly #deliver: (records: readonly DeliveryRecord[], done: () => void) => void;
  readonly #partitions = new Map<string, Partition>();

  /** @param deliver calls `done` when there is nothing more to be done for these records */
  constructor(
    simulation: Simulation,
    hints: BufferingHints,
    deliver: (records: readonly DeliveryRecord[], done: () => void) => void,
    most: number,
  ) {
    this.#simulation = simulation;
    this.#hints = hints;
    this.#deliver = deliver;
    this.#most = most;
  }

  /** PartitionCount. */
  get active(): number {
    return this.#partitions.size;
  }

  /** Takes a record in, or not where that were one partition too many. */
  add(prefix: string, record: DeliveryRecord): boolean {
    let partition = this.#partitions.get(prefix);
    if (!partition) {
      if (this.#partitions.size >= this.#most) return false;
      partition = this.#open(prefix);
      this.#partitions.set(prefix, partition);
    }
    partition.buffer.add(record);
    return true;
  }

  #open(prefix: string): Partition {
    const buffer = new Buffer<DeliveryRecord>(this.#simulation, this.#hints, (records) => {
      partition.underWay++;
      this.#deliver(records, () => {
        if (--partition.underWay === 0 && buffer.bytes === 0) this.#partitions.delete(prefix);
      });
    });
    const partition: Partition = { buffer, underWay: 0 };
    return partition;
  }
}
