import { formatNumber } from '../../../sim/report/number.ts';
import { type Markup, markup } from '../markup.ts';
import type { Reel } from './reel.ts';

/** So many things stand in the tree, at most. */
const MOST = 500;

/** Who was what from when on, scene by scene and place by place: the picture as a tree. */
export function treeMarkup(reels: readonly Reel[]): Markup {
  let left = MOST;
  return markup`<ul class="tree">${reels.map(({ scene, places, slots }) => {
    const of = (place: string) =>
      slots.filter(({ thing }) => thing.place === place && left-- > 0).map(({ thing }) => {
        const states = thing.states.map(([at, state], i) => {
          const next = thing.states[i + 1]?.[0];
          return markup`<li>${scene.states[state]?.name ?? 'gone'}, ${next === undefined ? `from ${formatNumber(at)} s` : `${formatNumber(at)} to ${formatNumber(next)} s`}</li>`;
        });
        return markup`<li>${thing.name}${thing.id && ` (${thing.id})`}<ul>${states}</ul></li>`;
      }); // prettier-ignore
    const inPlaces = places.map((place) => markup`<li>${place || 'all'}<ul>${of(place)}</ul></li>`);
    return scene.name ? markup`<li>${scene.name}<ul>${inPlaces}</ul></li>` : inPlaces;
  })}</ul>`;
}
