import type { Statistic } from '../metric.ts';

/** Statistics over part of the values: trimmed mean, count and sum, winsorized mean. */
export type TrimmedKind = 'TM' | 'TC' | 'TS' | 'WM';

/** Part of the values: between two percentiles, or between two values of which the lower is excluded. */
export interface Range {
  readonly in: 'percent' | 'value';
  readonly from: number;
  readonly to: number;
}

/** A statistic that needs raw values. */
export type RawStatistic =
  | { readonly kind: 'percentile'; readonly percent: number }
  | { readonly kind: TrimmedKind | 'PR'; readonly range: Range };

/** A statistic, read from the text that AWS writes it in. */
export type ParsedStatistic = { readonly kind: Statistic } | RawStatistic;

const simple: ReadonlySet<string> = new Set(['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum']);
const MAX_TEXT = 64;
const NUMBER = /^\d+(?:\.\d{1,10})?$/;

/**
 * Reads a statistic: `Average`, `p99.9`, `tm90`, `TM(10%:90%)`, `TC(0.005:0.03)`, `PR(:300)`, `IQM`. Undefined for a text
 * that names none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function parseStatistic(text: string): ParsedStatistic | undefined {
  if (simple.has(text)) return { kind: text as Statistic };
  return text.length <= MAX_TEXT ? (parseSingle(text) ?? parseRanged(text)) : undefined;
}

/** Whether a statistic set answers it; every other statistic needs raw values. */
export function isSimple(statistic: ParsedStatistic): statistic is { readonly kind: Statistic } {
  return simple.has(statistic.kind);
}

/** One number without parentheses: `p99`; `tm90` is `TM(:90%)`. */
function parseSingle(text: string): RawStatistic | undefined {
  if (text === 'IQM') return { kind: 'TM', range: { in: 'percent', from: 25, to: 75 } };
  const match = /^(p|tm|tc|ts|wm)([\d.]+)$/.exec(text);
  if (match === null) return undefined;
  const percent = number(match[2] as string);
  if (percent === undefined || percent > 100) return undefined;
  if (match[1] === 'p') return { kind: 'percentile', percent };
  const kind = (match[1] as string).toUpperCase() as TrimmedKind;
  return { kind, range: { in: 'percent', from: 0, to: percent } };
}

/** One or two bounds in parentheses: `TM(10%:)`, `PR(100:2000)`. */
function parseRanged(text: string): RawStatistic | undefined {
  const match = /^(TM|TC|TS|WM|PR)\(([\d.%]*):([\d.%]*)\)$/.exec(text);
  if (match === null) return undefined;
  const [, kind, lower, upper] = match as unknown as [string, TrimmedKind | 'PR', string, string];
  if (lower === '' && upper === '') return undefined;
  const inPercent = (lower || upper).endsWith('%');
  // Percentile rank knows no percentages: that is what it answers.
  if (inPercent && kind === 'PR') return undefined;
  const from = bound(lower, inPercent, inPercent ? 0 : -Infinity);
  const to = bound(upper, inPercent, inPercent ? 100 : Infinity);
  if (from === undefined || to === undefined || from >= to || (inPercent && to > 100)) return undefined;
  return { kind, range: { in: inPercent ? 'percent' : 'value', from, to } };
}

function bound(text: string, inPercent: boolean, absent: number): number | undefined {
  if (text === '') return absent;
  if (text.endsWith('%') !== inPercent) return undefined;
  return number(inPercent ? text.slice(0, -1) : text);
}

function number(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
