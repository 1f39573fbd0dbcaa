import { NotModelled, type Region } from '../../cloud/index.ts';
import { passes } from '../../cloud/filter.ts';
import { pageOf } from '../../cloud/page.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { Service } from '../../tongue/service.ts';
import type { Cluster } from './cluster.ts';
import { rdsLimits as limits } from './limits.ts';
import { defaultModel, type RdsModel } from './model.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { ServerlessInstance, type CapacityRange } from './serverless-instance.ts';

type Scaling = NonNullable<Input<'CreateDBCluster'>['serverlessV2ScalingConfiguration']>;

/** Versions that can pause: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
const ENGINES: Readonly<Record<string, { version: string; port: number }>> = {
  'aurora-mysql': { version: '8.0.mysql_aurora.3.08.0', port: 3306 },
  'aurora-postgresql': { version: '16.3', port: 5432 },
};

/**
 * Amazon RDS in one Region, as far as Aurora Serverless: clusters with one writer, whose capacity follows its load. SQL, storage,
 * readers and instances of a fixed size are not modelled.
 *
 *     const database = cloud.rds.instance('orders-1');
 *     const connection = yield* database.connect();
 *     yield* connection.query(0.2);
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class Rds extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  /** What AWS does not tell, as parameters. */
  readonly model: RdsModel = { ...defaultModel };
  readonly #clusters = new Registry<Cluster>((id) =>
    this.error('DBClusterNotFoundFault', `DBCluster ${id} not found.`),
  );
  readonly #instances = new Registry<{ instance: ServerlessInstance; cluster: Cluster; settings: Input<'CreateDBInstance'> }>(
    (id) => this.error('DBInstanceNotFoundFault', `DBInstance ${id} not found.`),
  ); // prettier-ignore

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** An instance by its identifier, as its clients see it. Throws DBInstanceNotFound. */
  instance(id: string): ServerlessInstance {
    return this.#instances.get(id.toLowerCase()).instance;
  }

  createDBCluster(input: Input<'CreateDBCluster'>): Output<'CreateDBCluster'> {
    const id = this.#identifier('DBClusterIdentifier', input.dbClusterIdentifier);
    if (!Object.hasOwn(ENGINES, input.engine))
      throw new NotModelled('Amazon RDS', `the engine ${input.engine}`);
    const range =
      input.serverlessV2ScalingConfiguration && this.#range(input.serverlessV2ScalingConfiguration);
    if (this.#clusters.list().some((one) => one.id === id))
      throw this.error('DBClusterAlreadyExistsFault', 'DB Cluster already exists');
    const cluster: Cluster = {
      ...{ id, arn: this.arn(`cluster:${id}`), resourceId: this.hexId('cluster-', 26).toUpperCase() },
      ...{
        settings: input,
        created: this.date,
        range,
        deletionProtection: input.deletionProtection ?? false,
      },
      ...{ status: 'creating' as Cluster['status'], instance: undefined },
    };
    this.#clusters.add(id, cluster);
    const answer = { dbCluster: this.#described(cluster) };
    this.#in(this.model.creation, () => {
      if (cluster.status === 'creating') cluster.status = 'available';
    });
    return answer;
  }

  modifyDBCluster(input: Input<'ModifyDBCluster'>): Output<'ModifyDBCluster'> {
    const cluster = this.#clusters.get(input.dbClusterIdentifier.toLowerCase());
    const { serverlessV2ScalingConfiguration: scaling, deletionProtection } = input;
    if (cluster.status !== 'available')
      throw this.error('InvalidDBClusterStateFault', `Cluster ${cluster.id} is not available.`);
    if (scaling) cluster.range = this.#range({ ...shown(cluster.range), ...scaling });
    cluster.deletionProtection = deletionProtection ?? cluster.deletionProtection;
    if (scaling) cluster.instance?.rangeChanged();
    return { dbCluster: this.#described(cluster) };
  }

  describeDBClusters(input: Input<'DescribeDBClusters'> = {}): Output<'DescribeDBClusters'> {
    const { dbClusterIdentifier: id } = input;
    const all = id === undefined ? this.#clusters.list() : [this.#clusters.get(id.toLowerCase())];
    const found = all.filter((one) =>
      passes(one, input.filters, CLUSTER_FILTERS, (name) => this.#filter(name)),
    );
    const { page, marker } = this.#page(found, input);
    return { dbClusters: page.map((one) => this.#described(one)), ...marker };
  }

  deleteDBCluster(input: Input<'DeleteDBCluster'>): Output<'DeleteDBCluster'> {
    const cluster = this.#clusters.get(input.dbClusterIdentifier.toLowerCase());
    if (cluster.deletionProtection)
      throw this.error(
        'InvalidParameterCombination',
        'Cannot delete protected Cluster, please disable deletion protection and try again.',
      );
    this.#checkSnapshot(input.skipFinalSnapshot);
    if (cluster.instance)
      throw this.error(
        'InvalidDBClusterStateFault',
        'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
      );
    cluster.status = 'deleting';
    const answer = { dbCluster: this.#described(cluster) };
    this.#in(this.model.deletion, () => this.#clusters.remove(cluster.id));
    return answer;
  }

  createDBInstance(input: Input<'CreateDBInstance'>): Output<'CreateDBInstance'> {
    const id = this.#identifier('DBInstanceIdentifier', input.dbInstanceIdentifier);
    if (input.dbClusterIdentifier === undefined)
      throw new NotModelled('Amazon RDS', 'instances outside of an Aurora cluster');
    if (input.dbInstanceClass !== 'db.serverless')
      throw new NotModelled('Amazon RDS', `the instance class ${input.dbInstanceClass}`);
    const cluster = this.#clusters.get(input.dbClusterIdentifier.toLowerCase());
    if (input.engine !== cluster.settings.engine)
      throw this.error(
        'InvalidParameterCombination',
        `The engine name requested for your DB instance (${input.engine}) doesn't match the engine name of your DB cluster (${cluster.settings.engine}).`,
      );
    if (!cluster.range)
      throw this.error(
        'InvalidDBClusterStateFault',
        'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.',
      );
    if (this.#instances.list().some(({ instance }) => instance.id === id))
      throw this.error('DBInstanceAlreadyExistsFault', 'DB Instance already exists');
    if (cluster.instance) throw new NotModelled('Amazon RDS', 'readers of an Aurora cluster');
    const instance = new ServerlessInstance(this.region, this.model, id, () => cluster.range!);
    cluster.instance = instance;
    this.#instances.add(id, { instance, cluster, settings: input });
    return { dbInstance: this.#instanceOf(id) };
  }

  describeDBInstances(input: Input<'DescribeDBInstances'> = {}): Output<'DescribeDBInstances'> {
    const { dbInstanceIdentifier: id } = input;
    const all = id === undefined ? this.#instances.list() : [this.#instances.get(id.toLowerCase())];
    const found = all.filter((one) =>
      passes(one, input.filters, INSTANCE_FILTERS, (name) => this.#filter(name)),
    );
    const { page, marker } = this.#page(found, input);
    return { dbInstances: page.map(({ instance }) => this.#instanceOf(instance.id)), ...marker };
  }

  deleteDBInstance(input: Input<'DeleteDBInstance'>): Output<'DeleteDBInstance'> {
    const { instance, cluster } = this.#instances.get(input.dbInstanceIdentifier.toLowerCase());
    if (instance.life.is('deleting'))
      throw this.error('InvalidDBInstanceStateFault', `Instance ${instance.id} is already being deleted.`);
    instance.delete();
    cluster.instance = undefined;
    const answer = { dbInstance: this.#instanceOf(instance.id) };
    this.#in(this.model.deletion, () => this.#instances.remove(instance.id));
    return answer;
  }

  #in(seconds: number, action: () => void): void {
    if (seconds > 0) this.simulation.schedule(seconds, action);
    else action();
  }

  #invalid(message: string) {
    return this.error('InvalidParameterValue', message);
  }

  #filter(name: string) {
    return this.#invalid(`Unrecognized filter name: ${name}`);
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html (checked 2026-11-28) */
  #identifier(name: string, value: string): string {
    if (value.length <= 63 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/i.test(value)) return value.toLowerCase();
    throw this.#invalid(
      `The parameter ${name} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }

  #checkSnapshot(skip = false): void {
    if (!skip)
      throw this.error(
        'InvalidParameterCombination',
        'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
      );
  }

  /** A capacity range, checked. AWS tells the rules; two of its answers users have reported, the others' words are ours. */
  #range({ minCapacity, maxCapacity, secondsUntilAutoPause: pause }: Scaling): CapacityRange {
    const { minimumCapacity, maximumCapacity, step, autoPause } = limits;
    if (minCapacity === undefined || maxCapacity === undefined)
      throw this.#invalid('Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration.'); // prettier-ignore
    for (const [what, value, { min, max }] of [
      ['minimum', minCapacity, minimumCapacity],
      ['maximum', maxCapacity, maximumCapacity],
    ] as const)
      if (value < min || value > max || value % step.min !== 0)
        throw this.#invalid(
          `Serverless v2 ${what} capacity ${value} isn't valid. It is from ${min} to ${max}, in steps of ${step.min}.`,
        );
    if (minCapacity > maxCapacity)
      throw this.#invalid(
        `Serverless v2 minimum capacity ${minCapacity} is more than the maximum ${maxCapacity}.`,
      );
    if (minCapacity > 0) {
      if (pause !== undefined)
        throw this.#invalid('SecondsUntilAutoPause can only be specified when minimum capacity is 0.');
      return { minCapacity, maxCapacity };
    }
    const { default: usual, min, max } = autoPause;
    if (pause !== undefined && (pause < min || pause > max))
      throw this.#invalid(`SecondsUntilAutoPause ${pause} isn't valid. It is from ${min} to ${max}.`);
    return { minCapacity, maxCapacity, secondsUntilAutoPause: pause ?? usual };
  }

  #page<T>(all: readonly T[], { marker, maxRecords: size = 100 }: { marker?: string; maxRecords?: number }) {
    const badToken = () => this.#invalid('The marker is not valid.');
    const { page, nextToken } = pageOf(all, { nextToken: marker, size, badToken });
    return { page, marker: nextToken === undefined ? {} : { marker: nextToken } };
  }

  #host(cluster: Cluster, kind: 'cluster' | 'cluster-ro'): string {
    const { name, domain } = this.region;
    return `${cluster.id}.${kind}-${cluster.resourceId.slice(8, 20).toLowerCase()}.${name}.rds.${domain}`;
  }

  #described(cluster: Cluster) {
    const { id, arn, settings, instance, created } = cluster;
    const { version, port } = ENGINES[settings.engine]!;
    return {
      ...{ dbClusterIdentifier: id, dbClusterArn: arn, dbClusterResourceId: cluster.resourceId },
      ...{
        status: cluster.status,
        engine: settings.engine,
        engineVersion: settings.engineVersion ?? version,
      },
      engineMode: 'provisioned',
      ...(settings.databaseName !== undefined && { databaseName: settings.databaseName }),
      ...(settings.masterUsername !== undefined && { masterUsername: settings.masterUsername }),
      ...{ port: settings.port ?? port, endpoint: this.#host(cluster, 'cluster') },
      ...{ readerEndpoint: this.#host(cluster, 'cluster-ro'), storageType: settings.storageType ?? 'aurora' },
      ...{ deletionProtection: cluster.deletionProtection, clusterCreateTime: created, multiAZ: false },
      availabilityZones: this.#zones.slice(0, 3),
      dbClusterMembers: instance
        ? [
            {
              dbInstanceIdentifier: instance.id,
              isClusterWriter: true,
              promotionTier: this.#tier(instance.id),
            },
          ]
        : [],
      ...(cluster.range && { serverlessV2ScalingConfiguration: cluster.range }),
      tagList: settings.tags ?? [],
    };
  }

  #tier(id: string): number {
    return this.#instances.list().find(({ instance }) => instance.id === id)?.settings.promotionTier ?? 1;
  }

  get #zones(): string[] {
    return zonesOf(this.region.name, this.region.account).map(({ name }) => name);
  }

  #instanceOf(id: string) {
    const { instance, cluster, settings } = this.#instances.get(id);
    const { engine, engineVersion, port } = this.#described(cluster);
    const host = this.#host(cluster, 'cluster').replace(`${cluster.id}.cluster-`, `${id}.`);
    return {
      ...{ dbInstanceIdentifier: id, dbInstanceArn: this.arn(`db:${id}`), dbInstanceClass: 'db.serverless' },
      ...{ engine, engineVersion, dbInstanceStatus: instance.life.state, dbClusterIdentifier: cluster.id },
      ...(instance.life.state !== 'creating' && { endpoint: { address: host, port } }),
      ...{ availabilityZone: settings.availabilityZone ?? this.#zones[0]!, promotionTier: this.#tier(id) },
      ...{ instanceCreateTime: instance.created, tagList: settings.tags ?? [] },
    };
  }
}

/** A range that is changed: the time until a pause is forgotten where the minimum is said anew. */
const shown = (range: CapacityRange | undefined): Scaling =>
  range ? { minCapacity: range.minCapacity, maxCapacity: range.maxCapacity } : {};

const CLUSTER_FILTERS = {
  'db-cluster-id': ({ id, arn }: Cluster) => [id, arn],
  engine: ({ settings }: Cluster) => settings.engine,
};
const INSTANCE_FILTERS = {
  'db-instance-id': ({ instance }: { instance: ServerlessInstance }) => instance.id,
  'db-cluster-id': ({ cluster }: { cluster: Cluster }) => [cluster.id, cluster.arn],
};
