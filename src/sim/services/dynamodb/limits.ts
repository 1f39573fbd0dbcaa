import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/';
const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/';
const CONSTRAINTS = `${GUIDE}Constraints.html`;
const QUOTAS = `${GUIDE}ServiceQuotas.html`;
const ON_DEMAND = `${GUIDE}on-demand-capacity-mode.html`;
const PARTITION = `${GUIDE}bp-partition-key-design.html`;

/** What Amazon DynamoDB allows. Looked up on 2026-11-28. */
export const dynamodbLimits = {
  tables: row('Tables of an account in a Region', 'tables', QUOTAS, { max: 2500 }, true),
  tableName: row('Name of a table', 'characters', CONSTRAINTS, { min: 3, max: 255 }),
  itemSize: row('Size of an item, with the names of its attributes', 'bytes', CONSTRAINTS, {
    max: 400 * 1024,
  }),
  partitionKey: row('Partition key', 'bytes', CONSTRAINTS, { min: 1, max: 2048 }),
  sortKey: row('Sort key', 'bytes', CONSTRAINTS, { min: 1, max: 1024 }),
  expression: row('Length of an expression', 'bytes', CONSTRAINTS, { max: 4096 }),
  page: row('Page of a Query or Scan', 'bytes', CONSTRAINTS, { max: 1024 * 1024 }),
  batchGet: row('Items of one BatchGetItem', 'items', `${API}API_BatchGetItem.html`, { min: 1, max: 100 }),
  batchWrite: row('Items of one BatchWriteItem', 'items', `${API}API_BatchWriteItem.html`, {
    min: 1,
    max: 25,
  }),
  transaction: row('Actions of one transaction', 'actions', `${API}API_TransactWriteItems.html`, {
    min: 1,
    max: 100,
  }),
  transactionSize: row('Size of one transaction', 'bytes', `${API}API_TransactWriteItems.html`, {
    max: 4 * 1024 * 1024,
  }),
  listed: row('Tables of a page', 'tables', `${API}API_ListTables.html`, { default: 100, min: 1, max: 100 }),
  burst: row(
    'Unused provisioned capacity that is kept for bursts',
    'seconds of capacity',
    `${GUIDE}burst-adaptive-capacity.html`,
    { max: 300 },
  ),
  provisioned: row('Provisioned capacity of a table', 'units per second', QUOTAS, { min: 1, max: 40_000 }, true), // prettier-ignore
  partitionRead: row('Reads of one partition', 'units per second', PARTITION, { max: 3000 }),
  partitionWrite: row('Writes to one partition', 'units per second', PARTITION, { max: 1000 }),
  onDemandRead: row('On demand: reads of a new table', 'units per second', ON_DEMAND, { default: 12_000 }),
  onDemandWrite: row('On demand: writes to a new table', 'units per second', ON_DEMAND, { default: 4000 }),
  onDemandMost: row('On demand: reads, or writes, of a table', 'units per second', QUOTAS, { max: 40_000 }, true), // prettier-ignore
  streamRetention: row('How long a stream keeps a record', 'hours', `${GUIDE}Streams.html`, { max: 24 }),
  streamPage: row('Records that one read of a stream gives', 'records', `${API}API_streams_GetRecords.html`, { max: 1000 }), // prettier-ignore
  streamReaders: row('Readers of one shard of a stream at a time', 'readers', CONSTRAINTS, { max: 2 }),
} satisfies Record<string, Limit>;
