import type { Look, Scene, Series } from '../../../sim/report/transcript.ts';
import type { Reel } from './reel.ts';
import { valueAt } from './reel.ts';

/** Units across and down in which strips are drawn, whatever their size. */
export const [ACROSS, DOWN] = [1000, 100];

/** From the ground up. */
const ORDER: Look[] = ['serves', 'warms', 'ill', 'rests', 'leaves', 'comes'];

/** One layer of a strip: a path, and the look of it. */
export interface Layer {
  look: string;
  path: string;
}

/** How many things there are of each look, over all the time; [time, counts in ORDER] at each change. */
function countsOf({ scene, slots }: Reel): [at: number, counts: number[]][] {
  const changes = new Map<number, number[]>();
  const count = (at: number, state: number | undefined, by: number) => {
    const look = scene.states[state ?? -1]?.look;
    if (!look) return;
    const deltas = changes.get(at) ?? ORDER.map(() => 0);
    deltas[ORDER.indexOf(look)]! += by;
    changes.set(at, deltas);
  };
  for (const { thing } of slots)
    thing.states.forEach(([at, state], i) => {
      count(at, thing.states[i - 1]?.[1], -1);
      count(at, state, 1);
    });
  let now = ORDER.map(() => 0);
  const rows = [...changes].sort((a, b) => a[0] - b[0]).map(([at, deltas]): [number, number[]] => {
    now = now.map((value, i) => value + deltas[i]!);
    return [at, now];
  }); // prettier-ignore
  return rows;
}

/** Values that hold, as an area from the ground or from the layer below. */
function area(points: [at: number, low: number, high: number][], end: number, x: (at: number) => number, y: (value: number) => number): string {
  if (points.length === 0) return '';
  let [top, bottom] = ['', ''];
  points.forEach(([at, low, high], i) => {
    const [from, to] = [x(at), x(points[i + 1]?.[0] ?? end)];
    top += `${i === 0 ? 'M' : 'L'}${from} ${y(high)}H${to}`;
    bottom = `L${to} ${y(low)}H${from}${bottom}`;
  });
  return `${top}${bottom}Z`;
} // prettier-ignore

/** A scene over all its time: how many things of each look, or how many requests end and fail; and the desired line. */
export function stripOf(reel: Reel, x: (at: number) => number): { layers: Layer[]; most: number; desired: string } {
  const { scene } = reel;
  const rows: [number, number[]][] = scene.requests
    ? scene.requests.ended.map(([all, failed], i) => [scene.start + i * scene.every, [all - failed, 0, failed, 0, 0, 0]])
    : countsOf(reel);
  const desired = scene.lines.find(({ name }) => name === 'desired')?.steps ?? [];
  const most = Math.max(1, ...rows.map(([, counts]) => counts.reduce((sum, one) => sum + one, 0)), ...desired.map(([, value]) => value));
  const y = (value: number) => Math.round((1 - value / most) * DOWN * 10) / 10;
  const layers = ORDER.flatMap((look, i): Layer[] => {
    if (rows.every(([, counts]) => counts[i] === 0)) return [];
    const points = rows.map(([at, counts]): [number, number, number] => {
      const low = counts.slice(0, i).reduce((sum, one) => sum + one, 0);
      return [at, low, low + counts[i]!];
    });
    const changed = points.filter(([, low, high], j) => j === 0 || low !== points[j - 1]![1] || high !== points[j - 1]![2]);
    return [{ look, path: area(changed, scene.end, x, y) }];
  });
  const line = desired.map(([at, value], i) => `${i === 0 ? 'M' : 'H'}${x(at)}${i === 0 ? ' ' : 'V'}${y(value)}`).join('');
  return { layers, most, desired: line && `${line}H${x(scene.end)}` };
} // prettier-ignore

/** What the picture's words are made from: how many are in service, and how many should be. */
export function seriesOf(reels: readonly Reel[]): Series[] {
  return reels.flatMap((reel): Series[] => {
    const { scene } = reel;
    const named = (name: string) => [scene.name, name].filter(Boolean).join(', ');
    if (scene.requests) {
      const at = (i: number) => scene.start + i * scene.every;
      const { ended } = scene.requests;
      return [
        { name: named('requests'), style: 'step', points: ended.map(([all], i) => [at(i), all]) },
        { name: named('failed'), style: 'step', points: ended.map(([, failed], i) => [at(i), failed]) },
      ];
    }
    const serving = countsOf(reel).map(([at, [serves, warms, ill]]): [number, number] => [at, serves! + warms! + ill!]);
    const desired = scene.lines.find(({ name }) => name === 'desired');
    const last = (steps: [number, number][]): [number, number][] =>
      steps.length > 0 ? [...steps, [scene.end, valueAt(steps, scene.end)!]] : [];
    return [
      { name: named('in service'), style: 'step', points: last(serving) },
      ...(desired ? [{ name: named('desired'), style: 'step' as const, points: last(desired.steps) }] : []),
    ];
  }); // prettier-ignore
}

/** Seconds that a scene begins and ends at, of several the first and the last. */
export function spanOf(scenes: readonly Scene[]): [from: number, to: number] {
  return [Math.min(...scenes.map(({ start }) => start)), Math.max(...scenes.map(({ end }) => end))];
}
