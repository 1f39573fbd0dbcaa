import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { partitionOf, partitions } from './partition.ts';

/** The SDK's own data. */
const core = dirname(createRequire(import.meta.url).resolve('@aws-sdk/core/package.json'));
const data = JSON.parse(
  readFileSync(join(core, '../util-endpoints/dist-cjs/lib/aws/partitions.json'), 'utf8'),
);

test('the partitions are those of the SDK', () => {
  const theirs = data.partitions.map(
    ({ id, regionRegex, outputs }: { id: string; regionRegex: string; outputs: { dnsSuffix: string } }) => ({
      id,
      regions: regionRegex.replaceAll('\\-', '-'),
      domain: outputs.dnsSuffix,
    }),
  );
  const ours = partitions.map(({ id, regions, domain }) => ({ id, regions: regions.source, domain }));
  expect(ours).toEqual(expect.arrayContaining(theirs));
  expect(ours).toHaveLength(theirs.length);
});

test('every Region that the SDK names is in its partition', () => {
  let count = 0;
  for (const { id, regions } of data.partitions) {
    for (const name of Object.keys(regions).filter((name) => /-\d+$/.test(name))) {
      expect(partitionOf(name)?.id, name).toBe(id);
      count++;
    }
  }
  expect(count).toBeGreaterThan(40);
});

test.each(['', 'mars', 'us-east', 'US-EAST-1', 'us-east-1a', 'aws-global'])('%j is no Region', (name) => {
  expect(partitionOf(name)).toBeUndefined();
});
