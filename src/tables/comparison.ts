import type { Limit } from '../sim/index.ts';
import { amount } from './amount.ts';
import { limitText } from './limits.ts';

/**
 * What a cell shows, and it is never words of the author's: a limit of the library's data, or what a run of the
 * simulator saw. That is whether something is so, a number in the unit of its row, or words of the simulator's own, such
 * as the name of an error; undefined where there is nothing of the kind.
 */
export type Finding = Limit | boolean | number | string | undefined;

/** One line of a comparison. */
export interface ComparisonRow<S> {
  /** What is compared, so that yes, no or an amount answers it. */
  label: string;
  /** The page of AWS's documentation that says so. */
  source: string;
  /** Of the numbers that `cell` returns. */
  unit?: string;
  /** Looks the limit up, or runs the simulator: for every column in the same way. */
  cell(subject: S): Finding | Promise<Finding>;
}

/** Things beside each other: a column each. */
export interface Comparison<S> {
  caption: string;
  /** What a row is. Default: Property. */
  rowsAre?: string;
  columns: readonly { name: string; subject: S }[];
  rows: readonly ComparisonRow<S>[];
}

/** One line of a comparison, as a table shows it. */
export interface ComparedRow {
  label: string;
  source: string;
  cells: string[];
}

function textOf(finding: Finding, unit: string | undefined): string {
  if (finding === undefined) return '–';
  if (typeof finding === 'boolean') return finding ? 'yes' : 'no';
  if (typeof finding === 'number') return amount(finding, unit);
  return typeof finding === 'string' ? finding : limitText(finding);
}

/** Looks up, or runs, every cell of a comparison. Throws, naming the cell, where one fails. */
export function compare<S>({ columns, rows }: Comparison<S>): Promise<ComparedRow[]> {
  return Promise.all(
    rows.map(async ({ label, source, unit, cell }) => ({
      label,
      source,
      cells: await Promise.all(
        columns.map(async ({ name, subject }) => {
          try {
            return textOf(await cell(subject), unit);
          } catch (error) {
            throw new Error(`The cell '${label}', ${name}, can't be had.`, { cause: error });
          }
        }),
      ),
    })),
  );
}
