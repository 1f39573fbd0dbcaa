import { formatNumber } from '../../sim/report/number.ts';
import type { Cell, TableEntry } from '../../sim/report/transcript.ts';
import { boundTable, leftOut } from './bounded.ts';
import { type Markup, markup } from './markup.ts';

export function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'number') return formatNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell == null ? '–' : String(cell);
}

/** What stands at the head of a column: its name, and its unit as text has it. */
export function headMarkup({ name, unit }: TableEntry['columns'][number]): Markup {
  return markup`${name}${unit && markup` <span>(${unit})</span>`}`;
}

/** Says what of something is drawn, where that is not all. */
export function leftMarkup(left: string[]): Markup | false {
  return left.length > 0 && markup`<p class="note">Drawn: ${left.join(', ')}.</p>`;
}

/** A table, as much of it as is drawn of one. */
export function tableMarkup(table: Omit<TableEntry, 'type'>): Markup {
  const left = leftOut({ ...table, type: 'table' });
  return markup`${wholeTable(boundTable(table))}${leftMarkup(left)}`;
}

/** A table with its caption, in a box that scrolls sideways by keyboard too where the table is too wide. */
export function wholeTable(table: Omit<TableEntry, 'type'>): Markup {
  const end = table.columns.map((column) => column.align === 'right' && markup` class="num"`);
  return markup`<div class="table" tabindex="0" role="group" aria-label="${table.title}"><table><caption>${table.title}</caption>
<thead><tr>${table.columns.map(
    (column, i) => markup`<th scope="col"${end[i]}>${headMarkup(column)}</th>`,
  )}</tr></thead>
<tbody>${table.rows.map(
    (row) =>
      markup`<tr>${table.columns.map((_, i) => markup`<td${end[i]}>${cellText(row[i])}</td>`)}</tr>
`,
  )}</tbody></table></div>`;
}
