import land from 'virtual:land';
import type { MapEntry } from '../../sim/report/transcript.ts';
import { drawMap } from './draw-map.ts';
import type { Markup } from './markup.ts';

/** A map with the land of the world behind it: the one module that holds its outline. */
export const worldMarkup = (map: MapEntry): Markup => drawMap(map, land);
