import type { Region } from '../../cloud/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { dynamoError, invalid } from './errors.ts';
import { keyOf, keyText, type KeySchema } from './items/key.ts';
import { itemSize } from './items/size.ts';
import { awsItem, type Item } from './items/value.ts';
import { dynamodbLimits as limits } from './limits.ts';
import type { StreamViewType } from './schema.ts';

interface StreamRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  readonly Data: Uint8Array;
  readonly ApproximateArrivalTimestamp: Date;
}

const SHARD = 'shardId-00000000000000000000-00000000';
const FIRST = 100_000_000_000;
/** Who deletes expired items, as the stream's record says. */
const SERVICE = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/**
 * The changes of a table's items, each once and in order, for 24 hours: in one shard here. It is read as a stream of
 * Kinesis is, by the poller of event source mappings; the API of DynamoDB Streams is not modelled.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export class ChangeStream {
  readonly arn: string;
  readonly label: string;
  readonly view: StreamViewType;
  /** Whether the table still writes to it. */
  open = true;
  readonly #region: Region;
  readonly #key: KeySchema;
  #records: StreamRecord[] = [];
  #next = FIRST;

  constructor(
    region: Region,
    table: { readonly arn: string; readonly key: KeySchema },
    view: StreamViewType,
  ) {
    this.#region = region;
    this.#key = table.key;
    this.view = view;
    this.label = this.#date.toISOString().slice(0, -1);
    this.arn = `${table.arn}/stream/${this.label}`;
  }

  /** Writes a change down; `expired` says that time to live did it. */
  append(before: Item | undefined, after: Item | undefined, expired: boolean): void {
    const some = (after ?? before)!;
    const keys = keyOf(this.#key, some);
    const old = before && /OLD/.test(this.view) ? { OldImage: awsItem(before, true) } : {};
    const fresh = after && /NEW/.test(this.view) ? { NewImage: awsItem(after, true) } : {};
    const sequence = String(this.#next++).padStart(21, '0');
    const date = this.#date;
    const record = {
      eventID: sequence.padStart(32, '0'),
      eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region.name,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(date.getTime() / 1000),
        Keys: awsItem(keys, true),
        ...fresh,
        ...old,
        SequenceNumber: sequence,
        SizeBytes:
          itemSize(keys) +
          ('OldImage' in old ? itemSize(before!) : 0) +
          ('NewImage' in fresh ? itemSize(after!) : 0),
        StreamViewType: this.view,
      },
      ...(expired && { userIdentity: SERVICE }),
    };
    this.#trim();
    this.#records.push({
      SequenceNumber: sequence,
      PartitionKey: keyText(keys[this.#key.partition.name]!),
      Data: utf8(JSON.stringify(record)),
      ApproximateArrivalTimestamp: date,
    });
  }

  /** What a poller asks of a stream, in Kinesis' shapes. */
  read(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    this.#trim();
    if (operation === 'ListShards')
      return {
        Shards: [
          {
            ShardId: SHARD,
            SequenceNumberRange: {
              StartingSequenceNumber: String(FIRST),
              ...(!this.open && { EndingSequenceNumber: String(this.#next) }),
            },
          },
        ],
      };
    if (operation === 'GetShardIterator') return { ShardIterator: String(this.#start(input)) };
    const from = Number(input.ShardIterator);
    const first = Math.max(from, this.#next - this.#records.length);
    const at = first - (this.#next - this.#records.length);
    const Records = this.#records.slice(at, at + limits.streamPage.max);
    const next = first + Records.length;
    return {
      Records,
      ...((this.open || next < this.#next) && { NextShardIterator: String(next) }),
      MillisBehindLatest: next < this.#next ? 1 : 0,
    };
  }

  get #date(): Date {
    return new Date(this.#region.world.simulation.epochMillis);
  }

  #start({ ShardIteratorType, StartingSequenceNumber }: Readonly<Record<string, unknown>>): number {
    switch (ShardIteratorType) {
      case 'LATEST':
        return this.#next;
      case 'TRIM_HORIZON':
        return FIRST;
      case 'AFTER_SEQUENCE_NUMBER':
        return Number(StartingSequenceNumber) + 1;
      default:
        throw invalid(`A stream of DynamoDB has no iterator ${String(ShardIteratorType)}.`);
    }
  }

  #trim(): void {
    const oldest = epochSeconds(this.#region.world.simulation) - limits.streamRetention.max * 3600;
    const kept = this.#records.findIndex(
      (record) => record.ApproximateArrivalTimestamp.getTime() / 1000 > oldest,
    );
    if (kept !== 0) this.#records = kept < 0 ? [] : this.#records.slice(kept);
  }
}

/** The error for a stream that is not there. */
export const noStream = (arn: string) =>
  dynamoError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
