import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Glue. */
export const breakages = {
  'finds no columns': {
    file: 'crawl.ts',
    text: 'return { name, location: path, classification, columns, partitionKeys, partitions };',
    instead: 'return { name, location: path, classification, columns: [], partitionKeys, partitions };',
  },
  'searches in vain': {
    file: 'glue.ts',
    text: "(input.searchText ?? '').toLowerCase()",
    instead: "'nothing of the kind'.toLowerCase()",
  },
  'writes nothing': {
    file: 'lake.ts',
    text: "yield* this.#region.call('s3', 'PutObject', { Bucket: bucket, Key: name, Body: body });",
    instead: 'void [bucket, name, body];',
  },
  'has no bookmarks': {
    file: 'glue.ts',
    text: 'job.bookmarks = context.bookmarks;',
    instead: '',
  },
  'bills seconds': {
    file: 'glue.ts',
    text: 'minimum: limits.minimumRun.default,',
    instead: 'minimum: 0,',
  },
  'fires no trigger': {
    file: 'glue.ts',
    text: 'if (jobName !== undefined) this.#run({ jobName, arguments: given }, name);',
    instead: 'void given;',
  },
  'scales nothing': {
    file: 'workers.ts',
    text: 'this.#bill = bill(scales ? dpus : dpus * count, minimum);',
    instead: 'this.#bill = bill(dpus * count, minimum);',
  },
  'has one catalogue for all Regions': {
    file: 'glue.ts',
    text: 'readonly #catalog = new Catalog();',
    instead: 'static readonly one = new Catalog();\n  readonly #catalog = Glue.one;',
  },
  'asks no role': {
    file: 'lake.ts',
    text: 'if (!world.guard) return;',
    instead: 'if (world) return;',
  },
} as const satisfies Breakages;
