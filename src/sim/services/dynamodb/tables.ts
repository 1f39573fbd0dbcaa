import { NotModelled, parseArn } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { Service } from '../../tongue/service.ts';
import { dynamoError, invalid } from './errors.ts';
import type { KeyAttribute, KeySchema } from './items/key.ts';
import { dynamodbLimits as limits } from './limits.ts';
import { defaultModel, type DynamoDBModel } from './model.ts';
import { schema, type Input, type Output } from './schema.ts';
import { TableState, type CapacitySettings } from './table-state.ts';

const NAME = { ...limits.tableName, pattern: '[a-zA-Z0-9_.-]+' };

/** The tables of one Region, and the operations on them as wholes. */
export class Tables extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    'CreateTableInput.TableName': NAME,
    ReadCapacityUnits: { min: 1 },
    WriteCapacityUnits: { min: 1 },
    'ListTablesInput.Limit': limits.listed,
    'QueryInput.Limit': { min: 1 },
    'ScanInput.Limit': { min: 1 },
    'BatchWriteItemInput.RequestItems': limits.batchWrite,
    'BatchGetItemInput.RequestItems': limits.batchGet,
    'KeysAndAttributes.Keys': limits.batchGet,
    TransactItems: limits.transaction,
    ClientRequestToken: { min: 1, max: 36 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: DynamoDBModel = { ...defaultModel };
  protected readonly tables = new Registry<TableState>((name) => noTable(name));

  createTable(input: Input<'CreateTable'>): Output<'CreateTable'> {
    return { tableDescription: this.make(input).describe() };
  }

  describeTable({ tableName }: Input<'DescribeTable'>): Output<'DescribeTable'> {
    return { table: this.state(tableName).describe() };
  }

  listTables(input: Input<'ListTables'> = {}): Output<'ListTables'> {
    const { exclusiveStartTableName: after = '', limit = limits.listed.default } = input;
    const names = this.tables
      .list()
      .map(({ name }) => name)
      .filter((name) => name > after)
      .sort();
    const page = names.slice(0, limit);
    return { tableNames: page, ...(page.length < names.length && { lastEvaluatedTableName: page.at(-1)! }) };
  }

  updateTable(input: Input<'UpdateTable'>): Output<'UpdateTable'> {
    refuseNotModelled(input, NOT_MODELLED);
    const table = this.#ready(input.tableName);
    const { billingMode, provisionedThroughput, onDemandThroughput, streamSpecification: stream } = input;
    if (stream?.streamEnabled && table.stream?.open)
      throw invalid(`Table already has an enabled stream: TableName: ${table.name}`);
    if (input.deletionProtectionEnabled !== undefined) table.protected = input.deletionProtectionEnabled;
    if (billingMode ?? provisionedThroughput ?? onDemandThroughput) {
      const mode = billingMode ?? table.capacity.mode;
      table.capacity = this.#capacity({ billingMode: mode, provisionedThroughput, onDemandThroughput });
    }
    if (stream) table.setStream(stream.streamEnabled ? (stream.streamViewType ?? 'KEYS_ONLY') : undefined);
    table.lifecycle.to('UPDATING');
    const answer = { tableDescription: table.describe() };
    table.lifecycle.to('ACTIVE', this.model.update);
    return answer;
  }

  deleteTable({ tableName }: Input<'DeleteTable'>): Output<'DeleteTable'> {
    const table = this.#ready(tableName);
    if (table.protected)
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    table.lifecycle.to('DELETING');
    const gone = () => {
      this.tables.remove(table.name);
      table.remove();
    };
    const answer = { tableDescription: table.describe() };
    if (this.model.deletion > 0) this.simulation.schedule(this.model.deletion, gone);
    else gone();
    return answer;
  }

  updateTimeToLive(input: Input<'UpdateTimeToLive'>): Output<'UpdateTimeToLive'> {
    const { tableName, timeToLiveSpecification: wanted } = input;
    const table = this.active(tableName);
    const { enabled, attributeName } = wanted;
    if (enabled && table.timeToLive !== undefined) throw invalid('TimeToLive is already enabled');
    if (!enabled && table.timeToLive === undefined) throw invalid('TimeToLive is already disabled');
    table.setTimeToLive(enabled ? attributeName : undefined);
    return { timeToLiveSpecification: wanted };
  }

  describeTimeToLive({ tableName }: Input<'DescribeTimeToLive'>): Output<'DescribeTimeToLive'> {
    const { timeToLive } = this.state(tableName);
    return {
      timeToLiveDescription:
        timeToLive === undefined
          ? { timeToLiveStatus: 'DISABLED' }
          : { timeToLiveStatus: 'ENABLED', attributeName: timeToLive },
    };
  }

  /** A table by its name or ARN. */
  protected state(name: string): TableState {
    return this.tables.get(parseArn(name)?.resource.replace(/^table\//, '') ?? name);
  }

  /** A table whose items can be read and written. */
  protected active(name: string): TableState {
    const table = this.state(name);
    if (!table.lifecycle.is('ACTIVE', 'UPDATING')) throw dynamoError('ResourceNotFoundException', NOT_FOUND);
    if (!this.region.world.faults.isUp(table.arn))
      throw dynamoError('InternalServerError', `The table ${table.name} does not answer.`);
    return table;
  }

  /** Makes a table; `active` says that it can be used at once. */
  protected make(input: Input<'CreateTable'>, active = false): TableState {
    refuseNotModelled(input, NOT_MODELLED);
    const { tableName: name, streamSpecification: stream } = input;
    if (this.tables.has(name)) throw dynamoError('ResourceInUseException', `Table already exists: ${name}`);
    if (this.tables.size >= this.quota(limits.tables))
      throw dynamoError(
        'LimitExceededException',
        `Subscriber limit exceeded: There is a limit of ${this.quota(limits.tables)} tables per subscriber`,
      );
    const settings = {
      name,
      id: this.uuid(),
      key: keyOf(input),
      capacity: this.#capacity(input),
      protected: input.deletionProtectionEnabled ?? false,
    };
    const table = new TableState(this.region, settings, this.model, active);
    if (stream?.streamEnabled) table.setStream(stream.streamViewType ?? 'KEYS_ONLY');
    return this.tables.add(name, table);
  }

  /** A table that no other change is under way of. */
  #ready(name: string): TableState {
    const table = this.state(name);
    const { state } = table.lifecycle;
    if (state !== 'ACTIVE')
      throw dynamoError(
        'ResourceInUseException',
        `Attempt to change a resource which is still in use: Table is being ${state === 'DELETING' ? 'deleted' : state === 'CREATING' ? 'created' : 'updated'}: ${table.name}`,
      );
    return table;
  }

  #capacity({
    billingMode = 'PROVISIONED',
    provisionedThroughput: provisioned,
    onDemandThroughput: bounds,
  }: Pick<
    Input<'CreateTable'>,
    'billingMode' | 'provisionedThroughput' | 'onDemandThroughput'
  >): CapacitySettings {
    if (billingMode === 'PAY_PER_REQUEST') {
      if (provisioned)
        throw wrong(
          'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
        );
      const positive = (units: number | undefined) => (units !== undefined && units > 0 ? units : undefined);
      const { maxReadRequestUnits, maxWriteRequestUnits } = bounds ?? {};
      return { mode: billingMode, maxRead: positive(maxReadRequestUnits), maxWrite: positive(maxWriteRequestUnits) }; // prettier-ignore
    }
    if (!provisioned)
      throw wrong(
        'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
      );
    const { readCapacityUnits: read, writeCapacityUnits: write } = provisioned;
    const most = this.quota(limits.provisioned);
    if (Math.max(read, write) > most)
      throw dynamoError(
        'LimitExceededException',
        `Provisioned throughput is ${most} units a second at most.`,
      );
    return { mode: billingMode, read, write };
  }
}

/** What can be asked of a table and is not modelled. */
const NOT_MODELLED = [
  'localSecondaryIndexes',
  'globalSecondaryIndexes',
  'globalSecondaryIndexUpdates',
  'vectorIndexes',
  'vectorIndexUpdates',
  'sseSpecification',
  'resourcePolicy',
  'warmThroughput',
  'globalTableSourceArn',
  'globalTableSettingsReplicationMode',
  'globalTableWitnessUpdates',
  'replicaUpdates',
  'multiRegionConsistency',
  'disassociationProtectionEnabled',
  'tags',
] as const;

/** Throws NotModelled for a parameter of those that is there. */
export function refuseNotModelled(input: object, names: readonly string[]): void {
  const found = names.find((name) => Object.hasOwn(input, name));
  if (found !== undefined)
    throw new NotModelled(schema.title, found.charAt(0).toUpperCase() + found.slice(1));
}

const NOT_FOUND = 'Requested resource not found';
const noTable = (name: string) =>
  dynamoError('ResourceNotFoundException', `${NOT_FOUND}: Table: ${name} not found`);
const wrong = (why: string) => invalid(`One or more parameter values were invalid: ${why}`);

/** The key that CreateTable describes in two lists. */
function keyOf({ attributeDefinitions = [], keySchema = [] }: Input<'CreateTable'>): KeySchema {
  const attribute = (type: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
    const name = keySchema.find(({ keyType }) => keyType === type)?.attributeName;
    if (name === undefined) return undefined;
    const found = attributeDefinitions.find(({ attributeName }) => attributeName === name);
    if (!found)
      throw wrong(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keySchema.map((key) => key.attributeName).join(', ')}], AttributeDefinitions: [${attributeDefinitions.map((one) => one.attributeName).join(', ')}]`,
      );
    return { name, type: found.attributeType };
  };
  const partition = attribute('HASH');
  const sort = attribute('RANGE');
  if (!partition || keySchema.length > (sort ? 2 : 1))
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (attributeDefinitions.length > keySchema.length)
    throw wrong(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  return { partition, sort };
}
