import { mapTable } from '../../sim/report/map-table.ts';
import type { Entry, MapEntry } from '../../sim/report/transcript.ts';
import { boundMap, leftOut } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import { leftMarkup, tableMarkup } from './table.ts';

let draw: ((map: MapEntry) => Markup) | undefined;

/** Fetches what maps are drawn with, where there is one to draw: who has none loads nothing of it. */
export async function readyFor(entries: readonly Entry[]): Promise<void> {
  if (draw || entries.every(({ type }) => type !== 'map')) return;
  // Where it can't be fetched, there is the table.
  draw = await import('./world.ts').then(
    ({ worldMarkup }) => worldMarkup,
    () => undefined,
  );
}

/** A map as a picture and a table, once `readyFor` has fetched what it takes; before, as a table. */
export function mapMarkup(map: MapEntry): Markup {
  const bounded = boundMap(map);
  return markup`${draw ? draw(bounded) : tableMarkup(mapTable(bounded))}${leftMarkup(leftOut(map))}`;
}
