import type { MapEntry, PlaceRole, TableEntry } from './transcript.ts';

/** What stands at a place, in words. */
export const ROLES: Record<PlaceRole, string> = { region: 'Region', edge: 'edge location', user: 'user' };

/** A map as a table: a place a row, with where ways lead from it. A column that would say nothing is left out. */
export function mapTable({ title, legend, places, ways }: MapEntry): TableEntry {
  const waysFrom = Map.groupBy(ways, ({ from }) => from);
  const rows = places.map(({ name, role, kind, note }) => {
    const to = (waysFrom.get(name) ?? []).map((way) => way.to);
    return [name, ROLES[role], kind, to.join(', ') || null, note ?? null];
  });
  const names = ['Place', 'What', legend, 'Way to', 'Note'];
  const told = names.map((_, column) => rows.some((row) => row[column] !== null));
  return {
    type: 'table',
    title,
    columns: names.filter((_, i) => told[i]).map((name) => ({ name, align: 'left' })),
    rows: rows.map((row) => row.filter((_, i) => told[i])),
  };
}
