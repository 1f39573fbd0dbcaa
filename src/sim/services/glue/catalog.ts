import { glueError, notFound } from './errors.ts';
import type { FoundTable } from './crawl.ts';
import type { Model, Partition, Table } from './schema.ts';

/** A database of the catalogue. */
export interface CatalogDatabase {
  readonly name: string;
  readonly description: string | undefined;
  readonly created: Date;
  readonly tables: Map<string, CatalogTable>;
}

/** A table of the catalogue: where data lies and what they are like; not the data. */
export interface CatalogTable {
  readonly table: Model<Table>;
  readonly partitions: readonly Model<Partition>[];
}

/** The Data Catalog of an account in one Region. */
export class Catalog {
  readonly databases = new Map<string, CatalogDatabase>();

  /** Makes a database. */
  createDatabase(name: string, description: string | undefined, created: Date): void {
    if (this.databases.has(name)) throw glueError('AlreadyExistsException', 'Database already exists.');
    this.databases.set(name, { name, description, created, tables: new Map() });
  }

  /** The database of that name. */
  database(name: string): CatalogDatabase {
    const found = this.databases.get(name.toLowerCase());
    if (!found) throw notFound(`Database ${name}`);
    return found;
  }

  /** The table of that name. */
  table(database: string, name: string): CatalogTable {
    const found = this.database(database).tables.get(name.toLowerCase());
    if (!found) throw notFound(`Table ${name}`);
    return found;
  }

  /**
   * Takes in what a crawler has found: a table that is there gets the new schema, and keeps its old columns. A crawler that
   * only logs leaves such a table as it is. New partitions come in either way.
   */
  record(
    databaseName: string,
    found: FoundTable,
    { now, catalogId, logs }: { now: Date; catalogId: string; logs: boolean },
  ): void {
    const { tables } = this.database(databaseName);
    const { name, location, classification, partitionKeys } = found;
    const before = tables.get(name)?.table;
    const kept = before?.storageDescriptor?.columns ?? [];
    const names = new Set(found.columns.map((column) => column.name));
    const columns = [...kept.filter((column) => !names.has(column.name)), ...found.columns];
    const parameters = { classification };
    const table = {
      ...{ name, databaseName, catalogId, parameters, tableType: 'EXTERNAL_TABLE' },
      createTime: before?.createTime ?? now,
      updateTime: now,
      storageDescriptor: { columns, location, parameters },
      partitionKeys: partitionKeys.map((key) => ({ name: key, type: 'string' })),
    };
    tables.set(name, {
      table: logs && before ? before : table,
      partitions: found.partitions.map((partition) => ({
        ...{ databaseName, tableName: name, catalogId, creationTime: now },
        values: [...partition.values],
        storageDescriptor: { columns, location: partition.location },
      })),
    });
  }
}
