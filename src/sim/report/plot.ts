import { show } from './sink.ts';
import type { Axis, PlotEntry, SeriesStyle } from './transcript.ts';

/** What `plot` draws. */
export interface PlotOptions {
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** The horizontal axis. */
  x: Axis;
  /** The vertical axis. */
  y: Axis;
  /** `style` defaults to 'line'; `step` holds a value until the next. x ascending. */
  series: { name: string; style?: SeriesStyle; points: readonly (readonly [x: number, y: number])[] }[];
  /** Reference lines: `x` a vertical one, `y` a horizontal one. */
  marks?: { x?: number; y?: number; label: string }[];
}

/** Most points a series carries: beyond, it keeps each bucket's first, lowest, highest and last, so that no peak is lost. */
const MAX_POINTS = 2000;

/** Draws series over a common axis. Throws TypeError for a point that is no pair of finite numbers. */
export function plot({ title, description, x, y, series, marks = [] }: PlotOptions): void {
  const entry: PlotEntry = {
    type: 'plot',
    title,
    description,
    x,
    y,
    series: series.map(({ name, style = 'line', points }) => ({
      name,
      style,
      points: thin(points.map((point) => checked(title, name, point))),
    })),
    marks: marks.map((mark) => ({ ...mark })),
  };
  show(entry);
}

function checked(title: string, series: string, point: readonly [number, number]): [number, number] {
  const [x, y] = point;
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw new TypeError(
      `plot '${title}', series '${series}': [${String(x)}, ${String(y)}] is no point of finite numbers.`,
    );
  }
  return [x, y];
}

function thin(points: [number, number][]): [number, number][] {
  if (points.length <= MAX_POINTS) return points;
  const size = Math.ceil(points.length / (MAX_POINTS / 4));
  const kept: [number, number][] = [];
  for (let start = 0; start < points.length; start += size) {
    const end = Math.min(start + size, points.length);
    let low = start;
    let high = start;
    for (let i = start; i < end; i++) {
      if (points[i]![1] < points[low]![1]) low = i;
      if (points[i]![1] > points[high]![1]) high = i;
    }
    for (const i of [...new Set([start, low, high, end - 1])].sort((a, b) => a - b)) kept.push(points[i]!);
  }
  return kept;
}
