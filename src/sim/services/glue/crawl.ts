import { classify, merged, similarity, type Classified, type ColumnType } from './classifier.ts';

/** An object that a crawler has read. */
export interface CrawledObject {
  readonly key: string;
  readonly text: string;
}

/** A table that a crawler has found. */
export interface FoundTable {
  readonly name: string;
  readonly location: string;
  readonly classification: Classified['classification'];
  readonly columns: readonly ColumnType[];
  readonly partitionKeys: readonly string[];
  readonly partitions: readonly { readonly values: readonly string[]; readonly location: string }[];
}

interface Folder {
  readonly path: string;
  readonly objects: Classified[];
  readonly folders: Map<string, Folder>;
}

/** What a folder comes to: one schema, with the folders below as its partitions; or several tables. */
interface Schema {
  readonly classification: Classified['classification'];
  readonly columns: readonly ColumnType[];
  /** Folders below it that hold objects: the names on the way, and the path. */
  readonly leaves: readonly { readonly steps: readonly string[]; readonly path: string }[];
}

/**
 * The tables of a folder. Where the folders at one level have similar schemas, they are partitions of one table;
 * otherwise each of them is a table of its own.
 * https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html
 *
 * @param path of the folder: 's3://bucket/sales/'
 * @param alike what share of columns similar schemas have in common
 */
export function tablesOf(
  path: string,
  prefix: string,
  objects: readonly CrawledObject[],
  alike: number,
): FoundTable[] {
  const root = folderOf(path.endsWith('/') ? path : `${path}/`);
  for (const { key, text } of objects) {
    let folder = root;
    const steps = key.slice(prefix.length).split('/').filter(Boolean);
    for (const step of steps.slice(0, -1)) {
      const next = folder.folders.get(step) ?? folderOf(`${folder.path}${step}/`);
      folder.folders.set(step, next);
      folder = next;
    }
    folder.objects.push(classify(text));
  }
  return find(root, alike);
}

const folderOf = (path: string): Folder => ({ path, objects: [], folders: new Map() });

function find(folder: Folder, alike: number): FoundTable[] {
  const schema = schemaOf(folder, alike);
  if (schema) return [tableOf(folder, schema)];
  return [...folder.folders.values()].flatMap((one) => find(one, alike));
}

/** The one schema of a folder and all below it; undefined where they are not alike. */
function schemaOf({ objects, folders, path }: Folder, alike: number): Schema | undefined {
  const below = [...folders].map(([step, folder]) => ({ step, schema: schemaOf(folder, alike) }));
  const own = objects.map((one): Schema => ({ ...one, leaves: [{ steps: [], path }] }));
  const all = [...own, ...below.map(({ schema }) => schema)];
  const [first] = all;
  if (!first || first.classification === 'UNKNOWN') return undefined;
  const fit = all.every(
    (one) => one?.classification === first.classification && similarity(first.columns, one.columns) >= alike,
  );
  if (!fit) return undefined;
  const columns = (all as Schema[]).reduce<readonly ColumnType[]>((sum, one) => merged(sum, one.columns), []);
  const leaves = below.flatMap(({ step, schema }) =>
    schema!.leaves.map((leaf) => ({ ...leaf, steps: [step, ...leaf.steps] })),
  );
  const here = objects.length > 0 ? [{ steps: [], path }] : [];
  return { classification: first.classification, columns, leaves: [...here, ...leaves] };
}

function tableOf({ path }: Folder, { classification, columns, leaves }: Schema): FoundTable {
  const depth = Math.max(...leaves.map(({ steps }) => steps.length));
  const deep = leaves.filter(({ steps }) => steps.length === depth && depth > 0);
  // `year=2026` names its key; a folder without a name gets one by its place.
  const partitionKeys = Array.from({ length: depth }, (_, i) => {
    const [name, value] = (deep[0]?.steps[i] ?? '').split('=');
    return value === undefined ? `partition_${i}` : name!.toLowerCase();
  });
  const partitions = deep.map(({ steps, path: location }) => ({
    values: steps.map((step) => step.split('=').at(-1)!),
    location,
  }));
  const name = path
    .split('/')
    .filter(Boolean)
    .at(-1)!
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_');
  return { name, location: path, classification, columns, partitionKeys, partitions };
}
