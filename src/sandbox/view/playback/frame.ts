import { formatNumber } from '../../../sim/report/number.ts';
import type { Line, Look, Scene } from '../../../sim/report/scene.ts';
import { textWidth } from '../chart.ts';
import { type Reel, type Standing, standingOf, valueAt } from './reel.ts';
import type { Picture, Shape } from './shape.ts';

/** Each look has a sign of its own: a state is told by it, not by its colour alone. */
export const signs: Record<Look, string> = {
  comes: '↑',
  warms: '◔',
  serves: '',
  ill: '✕',
  leaves: '↓',
  rests: '‖',
};

/** Sizes of tiles, from the largest: how many of them are shown at most, and whether a label stands below. */
const sizes = [
  { most: 60, width: 44, height: 24, gap: 6, label: 14 },
  { most: 200, width: 18, height: 16, gap: 4, label: 0 },
  { most: Infinity, width: 8, height: 8, gap: 2, label: 0 },
];

/** What the capacity line shows. */
const BOUNDS = ['minimum', 'desired', 'maximum'];
/** Between two scenes beside each other. */
const GUTTER = 28;
/** Between two places beside each other. */
const PLACE = 16;
/** Scenes stand beside each other from this width on. */
const WIDE = 560;

/** All scenes at a time: a pure function of it, so that every way to an instant shows the same. */
export function frameOf(reels: readonly Reel[], time: number, width: number): Picture {
  const columns = reels.length > 1 && width >= WIDE ? 2 : 1;
  const each = Math.floor((width - GUTTER * (columns - 1)) / columns);
  const shapes: Shape[] = [];
  let [y, row] = [0, 0];
  reels.forEach((reel, i) => {
    const column = i % columns;
    if (column === 0) [y, row] = [y + row + (row > 0 ? 20 : 0), 0];
    const scene = sceneAt(reel, time, each);
    shapes.push(...scene.shapes.map((shape) => moved(shape, column * (each + GUTTER), y)));
    row = Math.max(row, scene.height);
  });
  return { shapes, height: y + row };
}

function moved(shape: Shape, x: number, y: number): Shape {
  if (x === 0 && y === 0) return shape;
  shape.x += x;
  shape.y += y;
  if (shape.kind === 'line') [shape.toX, shape.toY] = [shape.toX + x, shape.toY + y];
  return shape;
}

function sceneAt(reel: Reel, time: number, width: number): Picture {
  const { scene } = reel;
  const shapes: Shape[] = [];
  let y = 0;
  if (scene.name) {
    shapes.push({ kind: 'text', look: 'title', x: 0, y: 12, text: scene.name });
    y = 22;
  }
  const standing = reel.slots.map(({ thing }) => standingOf(scene, thing, time));
  if (scene.lines.some(({ name }) => BOUNDS.includes(name)))
    y = capacity(shapes, reel, standing, time, y, width);
  for (const line of scene.lines) if (!BOUNDS.includes(line.name)) y = level(shapes, line, time, y, width);
  if (scene.lamps.length > 0) y = lamps(shapes, scene, time, y, width);
  const nodes = scene.requests && nodesOf(shapes, scene.requests.nodes, y, width);
  if (nodes) y = nodes.bottom + 44;
  const places = tiles(shapes, reel, standing, y, width);
  if (nodes) dots(shapes, reel, time, nodes, places.tops);
  return { shapes, height: places.bottom };
}

/** How many there are, between the least and the most. */
function capacity(shapes: Shape[], reel: Reel, standing: (Standing | undefined)[], time: number, top: number, width: number): number {
  const { scene, most } = reel;
  const line = (name: string) => valueAt(scene.lines.find((one) => one.name === name)?.steps ?? [], time);
  const [least, desired, maximum] = [line('minimum'), line('desired'), line('maximum')];
  const highest = Math.max(most, Math.min(maximum ?? 0, most * 1.5));
  const x = (value: number) => Math.round(Math.min(1, value / highest) * (width - 2)) + 1;
  const count = (...looks: Look[]) => standing.filter((one) => one && looks.includes(one.look)).length;
  const [serving, coming] = [count('serves', 'warms', 'ill'), count('comes')];
  const y = top + 22;
  shapes.push(
    { kind: 'rect', look: 'gauge', x: 0, y, width, height: 10, round: 3 },
    { kind: 'rect', look: 'load serves', x: 0, y, width: x(serving), height: 10, round: 3 },
    { kind: 'rect', look: 'tile comes', x: x(serving), y: y + 0.5, width: x(serving + coming) - x(serving), height: 9 },
  ); // prettier-ignore
  const inService = `${serving} in service${coming > 0 ? `, ${coming} to come` : ''}`;
  if (desired === undefined) {
    shapes.push({ kind: 'text', look: 'ink', x: 0, y: top + 13, text: inService });
  } else {
    const text = `desired ${formatNumber(desired)}`;
    const room = textWidth(text);
    const at = Math.min(width - room, Math.max(textWidth(inService) + 12, x(desired) - room / 2));
    shapes.push(
      { kind: 'text', look: 'ink', x: 0, y: top + 13, text: inService },
      { kind: 'text', look: 'title', x: at, y: top + 13, text },
      { kind: 'line', look: 'desired', x: x(desired), y: y - 5, toX: x(desired), toY: y + 13 },
    );
  }
  const low = least === undefined ? '' : `minimum ${formatNumber(least)}`;
  const high = maximum === undefined ? '' : `maximum ${formatNumber(maximum)}${maximum > highest ? ' →' : ''}`;
  const under = y + 25;
  if (least !== undefined) {
    const at = Math.max(0, Math.min(x(least) - 2, width - textWidth(high) - textWidth(low) - 12));
    shapes.push({ kind: 'line', look: 'bound', x: x(least), y: y - 2, toX: x(least), toY: y + 14 });
    shapes.push({ kind: 'text', look: 'dim', x: at, y: under, text: low });
  }
  if (maximum !== undefined) {
    if (maximum <= highest)
      shapes.push({ kind: 'line', look: 'bound', x: x(maximum), y: y - 2, toX: x(maximum), toY: y + 14 });
    shapes.push({ kind: 'text', look: 'dim', x: width, y: under, text: high, anchor: 'end' });
  }
  return under + 12;
} // prettier-ignore

/** Any other number, as a bar that its highest value fills. */
function level(shapes: Shape[], { name, steps }: Line, time: number, top: number, width: number): number {
  const value = valueAt(steps, time) ?? 0;
  const most = steps.reduce((high, [, one]) => Math.max(high, one), 1);
  const y = top + 18;
  shapes.push(
    { kind: 'text', look: 'ink', x: 0, y: top + 13, text: `${name}: ${formatNumber(value)}` },
    { kind: 'rect', look: 'gauge', x: 0, y, width, height: 8, round: 3 },
    { kind: 'rect', look: 'load comes', x: 0, y, width: Math.max(0, Math.round((value / most) * width)), height: 8, round: 3 },
  );
  return y + 16;
} // prettier-ignore

/** Alarms, each a lamp with its state in words. */
function lamps(shapes: Shape[], scene: Scene, time: number, top: number, width: number): number {
  let [x, y] = [0, top];
  for (const { name, steps } of scene.lamps) {
    const value = valueAt(steps, time) ?? 2;
    // As wide as its longest state, so that nothing moves.
    const room = textWidth(`${name}: no data`) + 32;
    if (x > 0 && x + room > width + 16) [x, y] = [0, y + 18];
    shapes.push({
      kind: 'dot',
      look: ['lamp', 'lamp on', 'lamp unknown'][value]!,
      x: x + 7,
      y: y + 8,
      radius: 5,
    });
    const text = `${name}: ${['OK', 'ALARM', 'no data'][value]}`;
    shapes.push({ kind: 'text', look: value === 1 ? 'title' : 'ink', x: x + 18, y: y + 12, text });
    x += room;
  }
  return y + 26;
}

/** Where dots leave from. */
interface Nodes {
  at: number[];
  bottom: number;
}

function nodesOf(shapes: Shape[], names: string[], top: number, width: number): Nodes {
  const each = width / names.length;
  const box = Math.min(120, each - 8);
  const at = names.map((_, i) => Math.round(each * (i + 0.5)));
  names.forEach((name, i) => {
    shapes.push(
      { kind: 'rect', look: 'node', x: at[i]! - box / 2, y: top + 0.5, width: box, height: 24, round: 12 },
      { kind: 'text', look: 'ink', x: at[i]!, y: top + 17, text: textWidth(name) < box ? name : name.slice(-2), anchor: 'middle' },
    ); // prettier-ignore
  });
  return { at, bottom: top + 25 };
}

/** The tiles, place by place; answers where each begins, for dots to go to. */
function tiles(shapes: Shape[], reel: Reel, standing: (Standing | undefined)[], top: number, width: number) {
  const { scene, places, room, slots } = reel;
  const total = room.reduce((sum, count) => sum + count, 0);
  const size = sizes.find(({ most }) => total <= most)!;
  const step = size.width + size.gap;
  const down = size.height + size.label + size.gap;
  // Places stand beside each other, as many as there is room for, evenly.
  const fit = Math.max(1, Math.floor((width + PLACE) / (2 * sizes[0]!.width + PLACE)));
  const beside = Math.ceil(places.length / Math.ceil(places.length / fit));
  const each = Math.floor((width + PLACE) / beside);
  const columns = Math.max(1, Math.floor((each - PLACE + size.gap) / step));
  const begins: { x: number; y: number }[] = [];
  let [y, row] = [top, 0];
  places.forEach((place, i) => {
    if (i > 0 && i % beside === 0) [y, row] = [y + row + 6, 0];
    const x = (i % beside) * each;
    if (place) shapes.push({ kind: 'text', look: 'dim', x, y: y + 12, text: place });
    begins[i] = { x, y: y + (place ? 18 : 4) };
    row = Math.max(row, (place ? 18 : 4) + Math.ceil(room[i]! / columns) * down);
  });
  y += row;
  const corner = (row: number, slot: number) => ({
    x: begins[row]!.x + (slot % columns) * step + 0.5,
    y: begins[row]!.y + Math.floor(slot / columns) * down + 0.5,
  });
  // Who is gone leaves an empty place.
  room.forEach((count, row) => {
    for (let slot = 0; slot < count; slot++)
      shapes.push({
        kind: 'rect',
        look: 'empty',
        ...corner(row, slot),
        width: size.width,
        height: size.height,
        round: 3,
      });
  });
  slots.forEach(({ row, slot }, i) => {
    const one = standing[i];
    if (!one) return;
    const at = corner(row, slot);
    shapes.push({ kind: 'rect', look: `tile ${one.look}`, ...at, width: size.width, height: size.height, round: 3 });
    const share = one.load === null || one.look === 'comes' ? 0 : Math.max(0, Math.min(1, one.load / scene.load.full));
    const fill = Math.round(share * (size.height - 2));
    if (fill > 0)
      shapes.push({ kind: 'rect', look: `load ${one.look}`, x: at.x + 1, y: at.y + size.height - 1 - fill, width: size.width - 2, height: fill });
    if (size.label === 0) return;
    shapes.push({ kind: 'text', look: 'label', x: at.x + size.width / 2, y: at.y + size.height + 12, text: labelOf(one, scene), anchor: 'middle' });
  }); // prettier-ignore
  const tops = slots.map(({ row, slot }) => {
    const { x, y } = corner(row, slot);
    return { x: x + size.width / 2, y };
  });
  return { bottom: y, tops };
}

/** What stands below a tile: the sign of its state and how long that still lasts, or how busy it is. */
function labelOf({ look, left, load }: Standing, { load: { unit } }: Scene): string {
  const sign = signs[look];
  const lasts = (look === 'comes' || look === 'warms' || look === 'leaves') && left < Infinity;
  if (lasts) return `${sign} ${left < 100 ? `${Math.ceil(left)} s` : left < 5940 ? `${Math.ceil(left / 60)} min` : `${Math.ceil(left / 3600)} h`}`; // prettier-ignore
  if (sign !== '') return sign;
  return load === null ? '' : `${Math.round(load)}${unit && ` ${unit}`}`;
}

/** The share of the whole that a dot is under way, one way. */
const WAY = 1 / 40;

/** Requests: from the node to the target, and back once they have ended. Each way is as long, whatever it took in the run. */
function dots(
  shapes: Shape[],
  { scene, times }: Reel,
  time: number,
  nodes: Nodes,
  tops: { x: number; y: number }[],
): void {
  const { node, thing, failed } = scene.requests!;
  const way = (scene.end - scene.start) * WAY;
  for (let i = 0; i < times.length && times[i]![0] <= time; i++) {
    const [begins, ends] = times[i]!;
    const back = Math.max(begins + way, ends);
    if (time > back + way) continue;
    const from = { x: nodes.at[node[i]!] ?? 0, y: nodes.bottom };
    const bad = failed[i] === 1;
    const to = tops[thing[i]!];
    if (!to) {
      // Nobody takes it: it is turned away at the node.
      if (time < back) shapes.push({ kind: 'dot', look: 'bad', x: from.x + ((i % 7) - 3) * 4, y: from.y + 4 + (time - begins) / way * 8, radius: 3.5 }); // prettier-ignore
      continue;
    }
    // At work with the target, it is in the target's load.
    if (time > begins + way && time < back) continue;
    const share = time < back ? (time - begins) / way : 1 - (time - back) / way;
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    if (time >= back && bad)
      shapes.push({ kind: 'rect', look: 'bad', x: x - 3, y: y - 3, width: 6, height: 6 });
    else shapes.push({ kind: 'dot', look: time < back ? 'dot' : 'good', x, y, radius: 3 });
  }
}
