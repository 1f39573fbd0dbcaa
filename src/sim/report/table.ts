import { formatNumber } from './number.ts';
import { show } from './sink.ts';
import type { Cell, TableEntry } from './transcript.ts';

/** A column: its name, or its name with a unit. Numbers align to the right where every cell is one. */
export type Column = string | { name: string; unit?: string; align?: 'left' | 'right' };

/**
 * Shows a table. Rows as records take their columns from the first one's keys; rows as arrays want `columns`.
 */
export function table(
  title: string,
  rows: readonly Record<string, Cell>[] | { columns: Column[]; rows: readonly (readonly Cell[])[] },
): void {
  const { columns, cells } =
    'columns' in rows ? { columns: rows.columns, cells: rows.rows } : fromRecords(rows);
  const entry: TableEntry = {
    type: 'table',
    title,
    columns: columns.map((column, index) => {
      const given = typeof column === 'string' ? { name: column } : column;
      const numeric =
        cells.length > 0 && cells.every((row) => typeof row[index] === 'number' || row[index] == null);
      return { align: numeric ? 'right' : 'left', ...given };
    }),
    rows: cells.map((row) => row.map(writable)),
  };
  for (const [index, row] of cells.entries()) {
    if (row.length !== columns.length) {
      throw new TypeError(
        `table '${title}': row ${index + 1} has ${row.length} cells for ${columns.length} columns.`,
      );
    }
  }
  show(entry);
}

/** An entry is stored as JSON, which knows neither infinity nor NaN: such a cell becomes its text. */
function writable(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isFinite(cell) ? formatNumber(cell) : cell;
}

function fromRecords(rows: readonly Record<string, Cell>[]) {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, cells: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
