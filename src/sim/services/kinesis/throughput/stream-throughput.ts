import type { AwsError } from '../../../cloud/index.ts';
import { kinesisError } from '../errors.ts';
import type { DataStream } from '../shards/data-stream.ts';
import type { Shard } from '../shards/shard.ts';
import { ShardThroughput } from './shard-throughput.ts';

/** The throughput of a stream's shards. A shard's begins when it is first used, full. */
export class StreamThroughput {
  readonly #stream: DataStream;
  readonly #shards: ShardThroughput[] = [];

  constructor(stream: DataStream) {
    this.#stream = stream;
  }

  of(shard: Shard, now: number): ShardThroughput {
    return (this.#shards[shard.index] ??= new ShardThroughput(now, this.#stream.model));
  }

  /** The refusal by a shard that is full. */
  exceeded({ id }: Shard): AwsError {
    const { name, account } = this.#stream;
    return kinesisError(
      'ProvisionedThroughputExceededException',
      `Rate exceeded for shard ${id} in stream ${name} under account ${account}.`,
    );
  }
}
