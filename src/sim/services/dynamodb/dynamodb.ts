import { noStream, type ChangeStream } from './change-stream.ts';
import { AwsError } from '../../cloud/index.ts';
import { cancelled, invalid, type CancellationReason } from './errors.ts';
import { getItem, query, scan, type Page } from './items/read.ts';
import { checkDistinct, ClientRequestTokens, reasonOf, unmet } from './items/transaction.ts';
import {
  commit,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  returned,
  type Prepared,
  type ReturnValues,
} from './items/write.ts';
import type { Item } from './items/value.ts';
import { keyText } from './items/key.ts';
import { dynamodbLimits as limits } from './limits.ts';
import type { Input, Methods, Output, ReturnConsumedCapacity } from './schema.ts';
import type { TableState } from './table-state.ts';
import { Table, type TableOptions } from './table.ts';
import { refuseNotModelled, Tables } from './tables.ts';

/** Parameters of before expressions, and others that the model does without. */
const LEGACY = [
  'attributesToGet',
  'attributeUpdates',
  'conditionalOperator',
  'expected',
  'keyConditions',
  'queryFilter',
  'scanFilter',
  'indexName',
  'segment',
  'totalSegments',
  'returnItemCollectionMetrics',
];

/**
 * Amazon DynamoDB in one Region: tables, their items, what they may be read and written at, and streams of changes as a
 * source for functions. Indexes, SQL, global tables and backups are not modelled. Every read sees the last write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html
 */
export class DynamoDB extends Tables implements Methods {
  readonly #tokens = new ClientRequestTokens();

  /** The table of that name as a handle, which takes and gives plain values. One that is not there is made, ready at once. */
  table(name: string, options: TableOptions = {}): Table {
    if (!this.tables.has(name)) {
      this.make(Table.request(name, options), true);
      this.state(name).setTimeToLive(options.timeToLive);
    }
    return new Table(this, this.state(name));
  }

  // ── One item ──────────────────────────────────────────────────────────────────────────────────────────────────

  getItem(input: Input<'GetItem'>): Output<'GetItem'> {
    refuseNotModelled(input, LEGACY);
    const table = this.active(input.tableName);
    const { key, item, size } = getItem(table.items, input);
    const consistency = input.consistentRead ? 'strong' : 'eventual';
    const units = table.read(size, consistency, key[table.items.key.partition.name]);
    return { ...(item && { item }), ...consumed(table, units, input) };
  }

  putItem(input: Input<'PutItem'>): Output<'PutItem'> {
    return this.#write(input, ['NONE', 'ALL_OLD'], ({ items }) => preparePut(items, input));
  }

  deleteItem(input: Input<'DeleteItem'>): Output<'DeleteItem'> {
    return this.#write(input, ['NONE', 'ALL_OLD'], ({ items }) => prepareDelete(items, input));
  }

  updateItem(input: Input<'UpdateItem'>): Output<'UpdateItem'> {
    return this.#write(input, undefined, ({ items }) => prepareUpdate(items, input));
  }

  // ── Many ──────────────────────────────────────────────────────────────────────────────────────────────────────

  query(input: Input<'Query'>): Output<'Query'> {
    return this.#page(input, ({ items }) => query(items, input));
  }

  scan(input: Input<'Scan'>): Output<'Scan'> {
    return this.#page(input, ({ items }) => scan(items, input));
  }

  batchGetItem(input: Input<'BatchGetItem'>): Output<'BatchGetItem'> {
    const { requestItems } = input;
    const count = Object.values(requestItems).reduce((sum, { keys }) => sum + keys.length, 0);
    if (count > limits.batchGet.max) throw invalid('Too many items requested for the BatchGetItem call');
    const responses: NonNullable<Output<'BatchGetItem'>['responses']> = {};
    const unprocessedKeys: NonNullable<Output<'BatchGetItem'>['unprocessedKeys']> = {};
    const taken: Taken = new Map();
    for (const [name, request] of Object.entries(requestItems)) {
      refuseNotModelled(request, LEGACY);
      const table = this.active(name);
      const { keys, consistentRead, ...rest } = request;
      const found = keys.map((key) => ({ key, ...getItemOf(table, { ...rest, key }) }));
      refuseTwice(found.map((one) => textOf(table, one.read.key)));
      const left: typeof keys = [];
      responses[name] = [];
      for (const { key, read } of found)
        this.#try(
          () => {
            const partition = read.key[table.items.key.partition.name];
            take(taken, table, table.read(read.size, consistentRead ? 'strong' : 'eventual', partition));
            if (read.item) responses[name]!.push(read.item);
          },
          () => left.push(key),
          count,
        );
      if (left.length > 0) unprocessedKeys[name] = { ...request, keys: left };
    }
    return { responses, unprocessedKeys, ...allConsumed(taken, input) };
  }

  batchWriteItem(input: Input<'BatchWriteItem'>): Output<'BatchWriteItem'> {
    refuseNotModelled(input, LEGACY);
    const { requestItems } = input;
    const count = Object.values(requestItems).reduce((sum, writes) => sum + writes.length, 0);
    if (count > limits.batchWrite.max) throw invalid('Too many items requested for the BatchWriteItem call');
    const prepared = Object.entries(requestItems).flatMap(([name, requests]) => {
      const table = this.active(name);
      const writes = requests.map((request) => ({ name, table, request, write: batched(table, request) }));
      refuseTwice(writes.map(({ write }) => textOf(table, write.key)));
      return writes;
    });
    const unprocessedItems: NonNullable<Output<'BatchWriteItem'>['unprocessedItems']> = {};
    const taken: Taken = new Map();
    for (const { name, table, request, write } of prepared)
      this.#try(
        () => take(taken, table, table.write(write)),
        () => (unprocessedItems[name] ??= []).push(request),
        count,
      );
    return { unprocessedItems, ...allConsumed(taken, input) };
  }

  // ── All or nothing ────────────────────────────────────────────────────────────────────────────────────────────

  transactGetItems(input: Input<'TransactGetItems'>): Output<'TransactGetItems'> {
    const { transactItems } = input;
    const taken: Taken = new Map();
    const responses: { item?: Item }[] = [];
    const reasons = transactItems.map(({ get }) =>
      attempt(() => {
        const table = this.active(get.tableName);
        const { read } = getItemOf(table, get);
        const partition = read.key[table.items.key.partition.name];
        take(taken, table, table.read(read.size, 'transactional', partition));
        responses.push(read.item ? { item: read.item } : {});
      }),
    );
    if (responses.length < reasons.length) throw cancelled(reasons);
    return { responses, ...allConsumed(taken, input, 'readCapacityUnits') };
  }

  transactWriteItems(input: Input<'TransactWriteItems'>): Output<'TransactWriteItems'> {
    refuseNotModelled(input, LEGACY);
    const { transactItems, clientRequestToken: token } = input;
    const request = JSON.stringify(transactItems);
    if (token !== undefined && this.#tokens.isRepeated(token, request, this.simulation.now)) return {};
    const taken: Taken = new Map();
    const prepared: { readonly table: TableState; readonly write: Prepared }[] = [];
    const reasons = transactItems.map((action): CancellationReason => {
      const [one, ...others] = Object.values(action);
      if (!one || others.length > 0)
        throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
      const table = this.active(one.tableName);
      return attempt(() => {
        const write = transacted(table, action);
        prepared.push({ table, write });
        return write.holds
          ? undefined
          : unmet(write.before, one.returnValuesOnConditionCheckFailure === 'ALL_OLD');
      });
    });
    checkDistinct(prepared.map(({ write }) => write));
    if (prepared.reduce((sum, { write }) => sum + write.size, 0) > limits.transactionSize.max)
      throw invalid('Collective size of items in transaction cannot exceed 4MB');
    for (const [i, { table, write }] of prepared.entries())
      if (prepared.length === reasons.length && reasons[i]!.Code !== 'ValidationError') {
        const paid = attempt(() => take(taken, table, table.pay(write, true)));
        if (paid.Code !== 'None') reasons[i] = paid;
      }
    if (reasons.some(({ Code }) => Code !== 'None')) {
      for (const { table, write } of prepared)
        if (!write.holds) table.metrics.count('ConditionalCheckFailedRequests');
      throw cancelled(reasons);
    }
    for (const { write } of prepared) commit(write);
    if (token !== undefined) this.#tokens.finish(token, request, this.simulation.now);
    return allConsumed(taken, input, 'writeCapacityUnits');
  }

  /** @internal What the poller of event source mappings asks of a stream, in the shapes of Kinesis. */
  readStream(arn: string, operation: string, input: object): unknown {
    const found = this.tables
      .list()
      .map(({ stream }): ChangeStream | undefined => stream)
      .find((stream) => stream?.arn === arn);
    if (!found) throw noStream(arn);
    return found.read(operation, input as Readonly<Record<string, unknown>>);
  }

  #write(
    input: Input<'PutItem'> | Input<'UpdateItem'> | Input<'DeleteItem'>,
    allowed: readonly ReturnValues[] | undefined,
    prepare: (table: TableState) => Prepared,
  ): Output<'UpdateItem'> {
    refuseNotModelled(input, LEGACY);
    const table = this.active(input.tableName);
    const { returnValues = 'NONE', returnValuesOnConditionCheckFailure: shown } = input;
    if (allowed && !allowed.includes(returnValues)) throw invalid('Return values set to invalid value');
    const write = prepare(table);
    const units = table.write(write, shown === 'ALL_OLD');
    const attributes = returned(write, returnValues);
    return { ...(attributes && { attributes }), ...consumed(table, units, input) };
  }

  #page(input: Input<'Query'> | Input<'Scan'>, read: (table: TableState) => Page): Output<'Query'> {
    refuseNotModelled(input, LEGACY);
    const table = this.active(input.tableName);
    checkSelect(input);
    const { partition, size, items, ...page } = read(table);
    const units = table.read(size, input.consistentRead ? 'strong' : 'eventual', partition);
    return { ...(input.select !== 'COUNT' && { items }), ...page, ...consumed(table, units, input) };
  }

  /** Does a part of a batch. What is throttled is left over, unless it is all that was asked for. */
  #try(act: () => unknown, left: () => unknown, count: number): void {
    try {
      act();
    } catch (error) {
      if (count === 1 || !isThrottled(error)) throw error;
      left();
    }
  }
}

const isThrottled = (error: unknown): boolean =>
  error instanceof AwsError &&
  ['ProvisionedThroughputExceededException', 'ThrottlingException'].includes(error.name);

/** Why something does not go through, as a transaction tells it. */
function attempt(act: () => CancellationReason | undefined | void): CancellationReason {
  try {
    return act() ?? { Code: 'None' };
  } catch (error) {
    return reasonOf(error);
  }
}

const getItemOf = (table: TableState, input: Parameters<typeof getItem>[1]) => ({
  read: getItem(table.items, input),
});

/**
 * What is selected fits the rest of the request.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html (Select)
 */
function checkSelect({ select, projectionExpression }: Input<'Query'> | Input<'Scan'>): void {
  const wrong = (why: string) => invalid(`One or more parameter values were invalid: ${why}`);
  if (select === 'ALL_PROJECTED_ATTRIBUTES') throw wrong(`${select} can be used only with an index.`);
  if (select === undefined || (select === 'SPECIFIC_ATTRIBUTES') === (projectionExpression !== undefined))
    return;
  throw wrong(
    projectionExpression === undefined
      ? `Must specify the ProjectionExpression when choosing to get ${select}`
      : `Cannot specify the ProjectionExpression when choosing to get ${select}`,
  );
}

function batched(
  { items }: TableState,
  { putRequest, deleteRequest }: Input<'BatchWriteItem'>['requestItems'][string][number],
): Prepared {
  if (putRequest && !deleteRequest) return preparePut(items, putRequest);
  if (deleteRequest && !putRequest) return prepareDelete(items, deleteRequest);
  throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'); // prettier-ignore
}

function transacted(
  { items }: TableState,
  action: Input<'TransactWriteItems'>['transactItems'][number],
): Prepared {
  if (action.put) return preparePut(items, action.put);
  if (action.update) return prepareUpdate(items, action.update);
  return action.delete ? prepareDelete(items, action.delete) : prepareCheck(items, action.conditionCheck!);
}

const textOf = ({ items: { key } }: TableState, item: Item): string =>
  JSON.stringify([key.partition, key.sort].map((one) => one && keyText(item[one.name]!)));

function refuseTwice(keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) throw invalid('Provided list of item keys contains duplicates');
}

/** What a request took, where it asks for that. */
function consumed(
  { name }: TableState,
  units: number,
  { returnConsumedCapacity: wanted = 'NONE' }: { returnConsumedCapacity?: ReturnConsumedCapacity },
) {
  if (wanted === 'NONE') return {};
  const table = wanted === 'INDEXES' ? { table: { capacityUnits: units } } : {};
  return { consumedCapacity: { tableName: name, capacityUnits: units, ...table } };
}

/** What a request took of each table. */
type Taken = Map<TableState, number>;

function take(taken: Taken, table: TableState, units: number): void {
  taken.set(table, (taken.get(table) ?? 0) + units);
}

/** The same of a request about several tables; a transaction tells besides whether it read or wrote. */
function allConsumed(
  taken: Taken,
  input: { returnConsumedCapacity?: ReturnConsumedCapacity },
  kind?: 'readCapacityUnits' | 'writeCapacityUnits',
) {
  const all = Array.from(taken, ([table, units]) => {
    const { consumedCapacity } = consumed(table, units, input);
    return consumedCapacity && { ...consumedCapacity, ...(kind && { [kind]: units }) };
  }).filter((one) => one !== undefined);
  return all.length > 0 ? { consumedCapacity: all } : {};
}
