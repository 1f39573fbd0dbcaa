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
    file: 'job-run.ts',
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
    text: 'start(maxCapacity / 3600, limits.minimumRun.default)',
    instead: 'start(maxCapacity / 3600, 0)',
  },
  'fires no trigger': {
    file: 'glue.ts',
    text: 'if (jobName !== undefined) this.#run({ jobName, arguments: given }, name);',
    instead: 'void given;',
  },
} as const satisfies Breakages;
