import { afterEach, describe, expect, test } from 'vitest';
import type { Limit } from '../sim/index.ts';
import { sqsFifoLimits, sqsLimits } from '../sim/services/sqs/index.ts';
import { compare, type Comparison, type Finding } from './comparison.ts';
import { comparisons } from './comparisons.ts';
import { refuses, trial } from './trial.ts';

/** The text of one cell. */
async function text(finding: Finding, unit?: Limit['unit']): Promise<string> {
  const [row] = await compare({
    caption: 'One cell',
    columns: [{ name: 'it', subject: finding }],
    rows: [{ label: 'A row', source: 'https://aws.amazon.com/', unit, cell: (subject) => subject }],
  });
  return row!.cells[0]!;
}

test.each<[what: string, finding: Finding, unit: Limit['unit'] | undefined, text: string]>([
  ['what is so', true, undefined, 'yes'],
  ['what is not', false, undefined, 'no'],
  ['what there is not', undefined, undefined, '–'],
  ['a number', 120_000, undefined, '120,000'],
  ['an amount', 300, 'seconds', '5 min'],
  ['the simulator’s own words', 'OverLimit', undefined, 'OverLimit'],
  ['a limit that can be set', sqsLimits.visibilityTimeout, undefined, '30 s (0 s to 12 h)'],
  ['a limit that can’t', sqsFifoLimits.deduplicationInterval, undefined, 'always 5 min'],
])('%s', async (_, finding, unit, expected) => {
  expect(await text(finding, unit)).toBe(expected);
});

test('a cell that fails is named', async () => {
  const failing: Comparison<string> = {
    caption: 'One cell',
    columns: [{ name: 'FIFO', subject: 'b' }],
    rows: [
      {
        label: 'A row',
        source: 'https://aws.amazon.com/',
        cell() {
          throw new TypeError('too early');
        },
      },
    ],
  };
  await expect(compare(failing)).rejects.toThrow("The cell 'A row', FIFO, can't be had.");
});

test('what AWS refuses is no mistake of the cell, and a mistake is no refusal', () => {
  const { queue } = trial(false);
  expect(refuses(() => queue.sendMessage(''))).toBe(true);
  expect(refuses(() => queue.sendMessage('job'))).toBe(false);
  const mistaken = () => {
    throw new TypeError('a mistake');
  };
  expect(() => refuses(mistaken)).toThrow('a mistake');
});

describe('cells come of the simulator', () => {
  const restore: (() => void)[] = [];
  afterEach(() => {
    for (const back of restore.splice(0)) back();
  });

  function change(limit: Limit, changes: Partial<Limit>) {
    const before = { ...limit };
    restore.push(() => Object.assign(limit, before));
    Object.assign(limit, changes);
  }
  async function cells(of: keyof typeof comparisons, label: string) {
    const { rows, ...comparison } = comparisons[of] as Comparison<unknown>;
    const [row] = await compare({ ...comparison, rows: rows.filter((row) => row.label === label) });
    return row!.cells;
  }

  test('a changed limit changes the cell that looks it up', async () => {
    change(sqsFifoLimits.deduplicationInterval, { default: 120 });
    expect(await cells('queueTypes', 'Deduplication interval')).toEqual(['–', 'always 2 min']);
  });

  test('a changed limit changes the cell that runs into it', async () => {
    change(sqsFifoLimits.callsPerSecond, { max: 70 });
    expect(await cells('queueTypes', 'Sends that it accepts, of 1,000 within a second')).toEqual([
      '1,000',
      '70',
    ]);
    expect(
      await cells(
        'fifoThroughput',
        'Sends of one group that it accepts, of 2,000 within a second (20 partitions)',
      ),
    ).toEqual(['70', '70']);
  });
});

describe.each(Object.entries(comparisons))('%s', (_, comparison) => {
  test('names a page of AWS for every row, and no row twice', () => {
    const { rows } = comparison as Comparison<unknown>;
    for (const { label, source } of rows)
      expect(source, label).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\/\S+$/);
    expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
  });

  test('has rows in which the columns differ', async () => {
    const rows = await compare(comparison as Comparison<unknown>);
    expect(rows.filter(({ cells }) => new Set(cells).size > 1).length).toBeGreaterThanOrEqual(
      rows.length / 3,
    );
  });
});
