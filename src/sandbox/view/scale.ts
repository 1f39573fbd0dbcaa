import { formatNumber } from '../../sim/report/number.ts';
import type { Axis } from '../../sim/report/transcript.ts';

export interface Tick {
  at: number;
  text: string;
}

/** An axis laid out: where its values lie, where its ticks are, what stands beside it. */
export interface Scale {
  min: number;
  max: number;
  ticks: Tick[];
  /** Label with the unit that the ticks are in. */
  title: string;
  /** Where a value lies, 0 at `min` and 1 at `max`. */
  place(value: number): number;
}

export interface ScaleOptions {
  /** About how many ticks to have. */
  count: number;
  /** Widens the scale to whole ticks. Without it, only where a tick is a hair away. */
  nice?: boolean;
  /** The ticks stand no closer than this. */
  leastStep?: number;
}

/** Steps that a clock has, in seconds. */
const clock = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** The step nearest to `rough` among 1, 2 and 5 times a power of ten. */
export function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  // The borders are the geometric means of the neighbours: √50, √10, √2.
  const digit = share >= Math.SQRT2 * 5 ? 10 : share >= Math.sqrt(10) ? 5 : share >= Math.SQRT2 ? 2 : 1;
  // 1/10ⁿ is nearer to the decimal than 10⁻ⁿ times a digit is.
  return power < 1 ? digit / Math.round(1 / power) : digit * power;
}

/** Step of an axis in seconds: what a clock has, from one second to one day. */
function clockStep(rough: number): number {
  if (rough < 1) return decimalStep(rough);
  // The nearest: the border between two is their geometric mean.
  const nearest = clock.find((step, i) => rough * rough <= step * (clock[i + 1] ?? step));
  return nearest ?? decimalStep(rough / 86_400) * 86_400;
}

/** Seconds are shown in the greatest unit that their step is whole in. */
function clockUnit(step: number): [unit: string, seconds: number] {
  if (step < 0.1) return ['ms', 0.001];
  if (step < 60) return ['s', 1];
  if (step < 3600) return ['min', 60];
  return step < 86_400 ? ['h', 3600] : ['days', 86_400];
}

export function scale(axis: Axis, [low, high]: [number, number], options: ScaleOptions): Scale {
  let [min, max] = low <= high ? [low, high] : [0, 1];
  if (min === max) [min, max] = min === 0 ? [0, 1] : [Math.min(0, min), Math.max(0, max)];
  const rough = (max - min) / options.count;
  if (!Number.isFinite(rough)) throw new RangeError(`The values of ${axis.label} lie too far apart to draw.`);
  const step = Math.max(axis.unit === 's' ? clockStep(rough) : decimalStep(rough), options.leastStep ?? 0);
  const [unit, factor] = axis.unit === 's' ? clockUnit(step) : [axis.unit, 1];
  // In steps. The tolerance: a recording of an hour ends a sample before it; and 0.1 + 0.2 is no 0.3.
  const tolerance = options.nice ? 1 - 1e-9 : ((max - min) / step) * 0.03;
  const first = Math.ceil(min / step - tolerance) + 0; // never -0
  const last = Math.floor(max / step + tolerance);
  [min, max] = [Math.min(min, first * step), Math.max(max, last * step)];
  const suffix = unit === '%' ? '%' : '';
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => {
    const at = (first + i) * step;
    const value = at / factor;
    const text = step / factor < 100_000 ? formatNumber(value) : `${formatNumber(value / 1_000_000)}M`;
    return { at, text: at === 0 ? '0' : text + suffix };
  });
  const title = unit && unit !== '%' ? `${axis.label} (${unit})` : axis.label;
  return { min, max, ticks, title, place: (value) => (value - min) / (max - min) };
}

/** The least and the greatest of finite values; [Infinity, -Infinity] of none. */
export function extent(values: Iterable<number>): [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}
