import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Kinesis Data Streams. */
export const breakages = {
  'forgets nothing': {
    file: 'shards/record-log.ts',
    text: 'records[this.#gone]!.arrival <= time) this.#gone++;',
    instead: 'records[this.#gone]!.arrival <= -time) this.#gone++;',
  },
  'takes any number of bytes': {
    file: 'throughput/shard-throughput.ts',
    text: '!this.#writeBytes.holds(bytes, now) ||',
    instead: '',
  },
  'gives any number of bytes': {
    file: 'throughput/shard-throughput.ts',
    text: 'this.#readBytes.overdraw(bytes, now);',
    instead: '',
  },
  'shares one tank': {
    file: 'throughput/shard-throughput.ts',
    text: 'this.#writeBytes = tank(limits.shardWriteBytes.max, writeBurst);',
    instead: 'this.#writeBytes = tank(limits.shardWriteBytes.max / 4, writeBurst);',
  },
  'stores no record': {
    file: 'shards/record-log.ts',
    text: 'this.#records.push(record);',
    instead: 'if (record.bytes < 0) this.#records.push(record);',
  },
  'bills no shards': {
    file: 'billing.ts',
    text: 'this.#start(prices.shardHours, shards);',
    instead: 'this.#start(prices.shardHours, 1);',
  },
  'bills no data on demand': {
    file: 'billing.ts',
    text: 'else this.#add(prices.dataIn, rounded(bytes));',
    instead: '',
  },
  'keeps two days by default': {
    file: 'shards/data-stream.ts',
    text: '#retention: number = kinesisLimits.retention.default * HOUR;',
    instead: '#retention: number = 48 * HOUR;',
  },
  'has one tank for all shards': {
    file: 'throughput/stream-throughput.ts',
    text: 'this.#shards[shard.index] ??=',
    instead: 'this.#shards[0 * shard.index] ??=',
  },
  'on demand does not grow': {
    file: 'stream-state.ts',
    text: 'updateShardCount(data, wanted, now);',
    instead: '',
  },
  'keeps a month at most': {
    file: 'limits.ts',
    text: 'max: 8760,',
    instead: 'max: 720,',
  },
  'takes records of any size': {
    file: 'throughput/put-records.ts',
    text: 'if (size > most) throw',
    instead: 'if (size > 1e9) throw',
  },
} as const satisfies Breakages;
