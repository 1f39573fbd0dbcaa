import type { Page } from '../pages/page.ts';
import { correctionsOn } from './corrections.ts';
import type { Statement } from './ledger.ts';

/** How far the course has come with some statements. */
export interface Coverage {
  statements: number;
  /** Said on a page. */
  placed: number;
  proven: number;
  /** Proven, by a proof that fails where the model is broken. */
  refuted: number;
  unproven: number;
  /** Corrected by a remark on a page. */
  corrected: number;
}

/** The coverage of each system in turn, then of all, by name. */
export function coverage(statements: Statement[], pages: Page[]): Map<string, Coverage> {
  const corrected = new Set(correctionsOn(pages).map(({ id }) => id));
  const count = (some: Statement[]) => ({
    statements: some.length,
    placed: some.filter(({ page }) => page).length,
    proven: some.filter(({ proof }) => proof).length,
    refuted: some.filter(({ refuted }) => refuted).length,
    unproven: some.filter(({ unproven }) => unproven).length,
    corrected: some.filter(({ id }) => corrected.has(id)).length,
  });
  const systems = Map.groupBy(statements, ({ system }) => system);
  return new Map([
    ...[...systems].map(([name, some]) => [name, count(some)] as const),
    ['all', count(statements)],
  ]);
}

/** Each reason why facts are unproven, with how many it holds for, the commonest first. */
export function reasons(statements: Statement[]): [reason: string, count: number][] {
  const groups = Map.groupBy(
    statements.flatMap(({ unproven }) => unproven ?? []),
    (reason) => reason,
  );
  return [...groups]
    .map(([reason, some]) => [reason, some.length] as [string, number])
    .sort((a, b) => b[1] - a[1]);
}

/** Coverage and reasons as text: a row a system. */
export function coverageText(statements: Statement[], pages: Page[]): string {
  const columns = ['statements', 'placed', 'proven', 'refuted', 'unproven', 'corrected'] as const;
  const rows = [...coverage(statements, pages)].map(([name, row]) => [
    name,
    ...columns.map((key) => String(row[key])),
  ]);
  const table = [['', ...columns], ...rows];
  const widths = table[0]!.map((_, index) => Math.max(...table.map((row) => row[index]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, index) => (index ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join('  '),
  );
  const why = reasons(statements).map(([reason, count]) => `${String(count).padStart(4)}  ${reason}`);
  return [...lines, ...(why.length ? ['', 'Unproven:', ...why] : [])].join('\n');
}
