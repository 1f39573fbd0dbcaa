import type { Metric } from '../../cloud/index.ts';
import type { Item } from './items/value.ts';
import { marshalItem, plainItemOf, type PlainItem } from './marshal.ts';
import type { DynamoDBMetricName } from './metrics.ts';
import type { Input, Output, StreamViewType } from './schema.ts';
import type { TableState } from './table-state.ts';

/** How a table is made in short form. */
export interface TableOptions {
  /** The attribute that is the partition key. Default 'id'. */
  readonly partitionKey?: string;
  /** The attribute that is the sort key. Default: none. */
  readonly sortKey?: string;
  /** Key attributes that are numbers; the others are text. */
  readonly numbers?: readonly string[];
  /** Provisioned capacity: reads, in units a second. Without both, the table is on demand. */
  readonly readCapacityUnits?: number;
  /** Provisioned capacity: writes, in units a second. */
  readonly writeCapacityUnits?: number;
  /** The attribute that says when an item expires, in epoch seconds. */
  readonly timeToLive?: string;
  /** What a stream tells of each change. Default: no stream. */
  readonly stream?: StreamViewType;
}

/** What an expression stands on, in plain values. */
export interface ExpressionOptions {
  /** What must hold of the item as it is. */
  readonly condition?: string;
  /** Values by their placeholders: `{ ':one': 1 }`. */
  readonly values?: PlainItem;
  /** Names by their placeholders: `{ '#n': 'name' }`, for reserved words. */
  readonly names?: Record<string, string>;
}

/** The operations that a handle calls. */
interface Operations {
  getItem(input: Input<'GetItem'>): Output<'GetItem'>;
  putItem(input: Input<'PutItem'>): Output<'PutItem'>;
  updateItem(input: Input<'UpdateItem'>): Output<'UpdateItem'>;
  deleteItem(input: Input<'DeleteItem'>): Output<'DeleteItem'>;
  query(input: Input<'Query'>): Output<'Query'>;
  scan(input: Input<'Scan'>): Output<'Scan'>;
}

/**
 * A table, in plain values: `{ id: 'a', visits: 3 }`. Each method throws what the operation of AWS throws:
 * ConditionalCheckFailedException, ProvisionedThroughputExceededException, ValidationException …
 */
export class Table {
  readonly #dynamodb: Operations;
  readonly #state: TableState;

  /** Made by `cloud.dynamodb.table`. */
  constructor(dynamodb: Operations, state: TableState) {
    this.#dynamodb = dynamodb;
    this.#state = state;
  }

  /** @internal What CreateTable takes for options. */
  static request(name: string, options: TableOptions): Input<'CreateTable'> {
    const { partitionKey = 'id', sortKey, numbers = [], stream } = options;
    const { readCapacityUnits: read, writeCapacityUnits: write } = options;
    const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    return {
      tableName: name,
      attributeDefinitions: keys.map((attributeName) => ({
        attributeName,
        attributeType: numbers.includes(attributeName) ? 'N' : 'S',
      })),
      keySchema: keys.map((attributeName, i) => ({ attributeName, keyType: i === 0 ? 'HASH' : 'RANGE' })),
      ...(read !== undefined && write !== undefined
        ? { provisionedThroughput: { readCapacityUnits: read, writeCapacityUnits: write } }
        : { billingMode: 'PAY_PER_REQUEST' }),
      ...(stream && { streamSpecification: { streamEnabled: true, streamViewType: stream } }),
    };
  }

  /** Its name. */
  get name(): string {
    return this.#state.name;
  }

  /** Its ARN. */
  get arn(): string {
    return this.#state.arn;
  }

  /** The ARN of its stream; undefined for none. */
  get streamArn(): string | undefined {
    return this.#state.stream?.arn;
  }

  /** How many items it holds. */
  get itemCount(): number {
    return this.#state.describe().itemCount!;
  }

  /** Puts an item; one of the same key is replaced. */
  put(item: PlainItem, options: ExpressionOptions = {}): void {
    this.#dynamodb.putItem({ ...this.#input(options), item: marshalItem(item) } as Input<'PutItem'>);
  }

  /** The item of a key; undefined where there is none. `consistentRead` reads the last write, for twice the units. */
  get(key: PlainItem, { consistentRead = false } = {}): PlainItem | undefined {
    const { name: tableName } = this;
    const { item } = this.#dynamodb.getItem({
      tableName,
      key: marshalItem(key),
      consistentRead,
    } as Input<'GetItem'>);
    return item && plainItemOf(item as Item);
  }

  /** Changes an item by an update expression, `ADD visits :one`, or makes it; answers what it is then. */
  update(key: PlainItem, updateExpression: string, options: ExpressionOptions = {}): PlainItem {
    const { attributes } = this.#dynamodb.updateItem({
      ...this.#input(options),
      key: marshalItem(key),
      updateExpression,
      returnValues: 'ALL_NEW',
    } as Input<'UpdateItem'>);
    return plainItemOf(attributes as Item);
  }

  /** Deletes an item; one that is not there is no error. */
  delete(key: PlainItem, options: ExpressionOptions = {}): void {
    this.#dynamodb.deleteItem({ ...this.#input(options), key: marshalItem(key) } as Input<'DeleteItem'>);
  }

  /** The items of a partition, by sort key: `query('device = :d AND at > :t', { ':d': 'a', ':t': 5 })`. One page of 1 MB. */
  query(keyConditionExpression: string, values: PlainItem): PlainItem[] {
    const { items } = this.#dynamodb.query({
      tableName: this.name,
      keyConditionExpression,
      expressionAttributeValues: marshalItem(values),
    } as Input<'Query'>);
    return items!.map((item) => plainItemOf(item as Item));
  }

  /** All items. One page of 1 MB. */
  scan(): PlainItem[] {
    return this.#dynamodb.scan({ tableName: this.name }).items!.map((item) => plainItemOf(item as Item));
  }

  /** One of its CloudWatch metrics: `cloud.record(table.metric('ReadThrottleEvents'))`. */
  metric(name: DynamoDBMetricName): Metric {
    return this.#state.metrics.get(name);
  }

  #input({ condition, values, names }: ExpressionOptions): object {
    return {
      tableName: this.name,
      ...(condition !== undefined && { conditionExpression: condition }),
      ...(values && { expressionAttributeValues: marshalItem(values) }),
      ...(names && { expressionAttributeNames: names }),
    };
  }
}
