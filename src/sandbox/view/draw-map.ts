import { mapTable, ROLES } from '../../sim/report/map-table.ts';
import type { MapEntry, PlaceRole } from '../../sim/report/transcript.ts';
import { chartMarkup, narrowest, percent, styleClass, textWidth } from './chart.ts';
import { type Markup, markup } from './markup.ts';
import { curvePath } from './path.ts';
import { greatCircle, project, WORLD } from './projection.ts';
import { shapes } from './timeline.ts';

type Place = MapEntry['places'][number];

/** A part of the plane. */
type View = [left: number, top: number, width: number, height: number];

/** Width by height, of the world and of a part of it. */
const RATIO = WORLD[2] / WORLD[3];
/** A part of the world is shown where the places lie within such a share of it. */
const PART = 0.6;
/** What a wide map has at least, in pixels. */
const WIDE = 560;
/** How large a mark is beside an event of a timeline, and whether it is hollow. */
const MARKS: Record<PlaceRole, { size: number; hollow: boolean }> = {
  region: { size: 1.5, hollow: false },
  edge: { size: 0.8, hollow: true },
  user: { size: 0.9, hollow: false },
};
/** Pixels from a place to its label, and a label's height. */
const GAP = 9;
const LINE = 14;

/** The part of the plane that has all places in it: the world, or less where they lie close together. */
function viewOf(places: Place[]): View {
  const at = places.map(({ longitude, latitude }) => project(longitude, latitude));
  const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.max(150, 1.25 * (right - left), 1.35 * RATIO * (bottom - top));
  if (!(width < PART * WORLD[2])) return WORLD;
  return [(left + right - width) / 2, (top + bottom - width / RATIO) / 2, width, width / RATIO];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A way as a line, where it leads from one place that is drawn to another. */
function wayMarkup(
  way: MapEntry['ways'][number],
  places: Map<string, Place>,
  kinds: string[],
  decimals: number,
): Markup | false {
  const [from, to] = [places.get(way.from), places.get(way.to)];
  const pieces = from && to ? greatCircle(from, to) : [];
  const path = pieces.map((piece) => curvePath(piece, decimals)).join('');
  return path !== '' && markup`<path class="line ${styleClass(kinds.indexOf(way.kind))}" d="${path}"/>`;
}

function markMarkup(role: PlaceRole, kind: number): Markup {
  const { size, hollow } = MARKS[role];
  const style = hollow
    ? 'fill:var(--sl-color-black);stroke:var(--k);stroke-width:2px'
    : 'stroke:var(--sl-color-black)';
  return markup`<path class="event" d="${shapes[kind % shapes.length]}" transform="scale(${size})" style="${style}"/>`;
}

type Side = 'right' | 'left' | 'above' | 'below';
type Box = [left: number, top: number, right: number, bottom: number];

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/**
 * On which side of its place each label has room, on a map of some width: none over another, over a mark or beyond the edge.
 *
 * @param sides those that may be taken
 */
function labelSides(
  places: { at: [x: number, y: number]; name: string }[],
  width: number,
  sides: (index: number) => Side[],
): (Side | undefined)[] {
  const height = width / RATIO;
  const spots = places.map(({ at }) => [at[0] * width, at[1] * height] as const);
  const taken: Box[] = spots.map(([x, y]) => [x - 6, y - 6, x + 6, y + 6]);
  return places.map(({ name }, i) => {
    const [x, y] = spots[i]!;
    const [long, high] = [textWidth(name), LINE / 2];
    const boxes: Record<Side, Box> = {
      right: [x + GAP, y - high, x + GAP + long, y + high],
      left: [x - GAP - long, y - high, x - GAP, y + high],
      above: [x - long / 2, y - GAP - LINE, x + long / 2, y - GAP],
      below: [x - long / 2, y + GAP, x + long / 2, y + GAP + LINE],
    };
    const side = sides(i).find((one) => {
      const box = boxes[one];
      const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;
      return inside && taken.every((other) => !overlap(box, other));
    });
    if (side) taken.push(boxes[side]);
    return side;
  });
}

const LABELS: Record<Side, { dx: number; dy: number; anchor: string }> = {
  right: { dx: GAP, dy: 4, anchor: 'start' },
  left: { dx: -GAP, dy: 4, anchor: 'end' },
  above: { dx: 0, dy: -GAP - 2, anchor: 'middle' },
  below: { dx: 0, dy: GAP + 10, anchor: 'middle' },
};

/** A place in words, with where ways lead from it. */
function placeText({ name, role, kind, note }: Place, { legend, ways }: MapEntry): string {
  const to = ways.filter(({ from }) => from === name).map((way) => way.to);
  const parts = [ROLES[role], kind !== ROLES[role] && `${legend}: ${kind}`, to.length > 0 && `way to ${to.join(', ')}`, note]; // prettier-ignore
  return `${name}: ${parts.filter(Boolean).join('; ')}`;
}

/** How many places there are of each kind and role, in words. */
function summaryOf({ legend, places }: MapEntry, kinds: string[]): string {
  const told = kinds.map((kind) => {
    const names = places.filter((place) => place.kind === kind).map(({ name }) => name);
    const more = names.length - 8;
    return (
      names.length > 0 && `${kind}: ${names.slice(0, 8).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
    );
  });
  return `${legend}. ${told.filter(Boolean).join(' ')}`;
}

/**
 * Places on the world and ways between them, a legend of their kinds, and all of it as a table.
 *
 * @param map no more than is drawn of one: `boundMap`
 */
export function drawMap(map: MapEntry, land: string): Markup {
  const { places, ways } = map;
  const kinds = [...new Set([...places.map(({ kind }) => kind), ...ways.map(({ kind }) => kind)])];
  const view = viewOf(places);
  // What is shown larger has finer lines.
  const decimals = view === WORLD ? 0 : 1;
  // Regions first: of two labels that do not both fit, a Region's stands.
  const order: PlaceRole[] = ['region', 'user', 'edge'];
  const drawn = places
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map((place): Place & { at: [x: number, y: number] } => {
      const [x, y] = project(place.longitude, place.latitude);
      return { ...place, at: [(x - view[0]) / view[2], (y - view[1]) / view[3]] };
    });
  const wide = labelSides(drawn, WIDE, () => ['right', 'left', 'above', 'below']);
  const narrow = labelSides(drawn, narrowest, (i) => (wide[i] ? [wide[i]] : []));
  const byName = new Map(places.map((place) => [place.name, place]));
  const roles = order.filter((role) => places.some((place) => place.role === role));
  const { columns, rows } = mapTable(map);
  return chartMarkup({
    title: map.title,
    description: map.description,
    left: 0,
    right: 0,
    height: 0,
    ratio: Math.round(RATIO * 1000) / 1000,
    body: [
      markup`<svg viewBox="${view.map(round).join(' ')}" width="100%" height="100%" preserveAspectRatio="none" style="overflow:hidden"><path class="land" d="${land}"/>${ways.map((way) => wayMarkup(way, byName, kinds, decimals))}</svg>`,
      markup`<g class="row">${drawn.map((place, i) => {
        const kind = kinds.indexOf(place.kind);
        const [x, y] = place.at.map(percent);
        const side = wide[i];
        const { dx, dy, anchor } = LABELS[side ?? 'right'];
        return markup`<g class="${styleClass(kind)}"><title>${placeText(place, map)}</title><svg x="${x}" y="${y}">${markMarkup(place.role, kind)}<path d="M-12-12H12V12H-12Z" style="pointer-events:all;stroke:none"/></svg>${
          side &&
          markup`<text class="event${!narrow[i] && ' wide'}" x="${x}" y="${y}" dx="${dx}" dy="${dy}" text-anchor="${anchor}">${place.name}</text>`
        }</g>`;
      })}</g>`,
    ],
    legend: [
      ...kinds.map((kind, i) => ({
        name: kind,
        look: styleClass(i),
        sample: markup`<svg x="12" y="6" overflow="visible">${markMarkup('user', i)}</svg>`,
      })),
      ...(roles.length < 2 ? [] : roles).map((role) => ({
        name: `${MARKS[role].hollow ? 'hollow' : role === 'region' ? 'large' : 'small'}: ${ROLES[role]}`,
        look: 'role',
        sample: markup`<svg x="12" y="6" overflow="visible" style="--k:var(--sl-color-gray-3)">${markMarkup(role, 0)}</svg>`,
      })),
    ],
    legendOnlyNarrow: false,
    summary: summaryOf(map, kinds),
    stops: drawn.length,
    data: { columns, rows },
    leftOut: [],
  });
}
