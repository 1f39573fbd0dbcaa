/** One field of a cron expression: its values, and how it may be written. */
export interface FieldRange {
  readonly min: number;
  readonly max: number;
  /** Names for the values from `min` on. */
  readonly names: readonly string[];
  /** Whether it may have increments (`0/15`). */
  readonly steps: boolean;
}

/** Minutes. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions */
export const MINUTES: FieldRange = { min: 0, max: 59, names: [], steps: true };
/** Hours. */
export const HOURS: FieldRange = { min: 0, max: 23, names: [], steps: true };
/** Days of a month. */
export const DAYS_OF_MONTH: FieldRange = { min: 1, max: 31, names: [], steps: true };
/** Months, by number or name. */
export const MONTHS: FieldRange = {
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  steps: true,
};
/** Days of the week, by number or name: 1 is Sunday. */
export const DAYS_OF_WEEK: FieldRange = {
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  steps: false,
};
/** Years. */
export const YEARS: FieldRange = { min: 1970, max: 2199, names: [], steps: true };

/** A number or a name, or undefined. */
export function readValue(text: string, { min, max, names }: FieldRange): number | undefined {
  const named = names.indexOf(text);
  if (named >= 0) return min + named;
  if (!/^[0-9]{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

/** The values of a field in rising order: a list of `*`, `a`, `a-b`, each with or without `/step`. Or undefined. */
export function readField(text: string, range: FieldRange): number[] | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    if (!readPart(part, range, values)) return undefined;
  }
  return [...values].sort((a, b) => a - b);
}

function readPart(part: string, range: FieldRange, values: Set<number>): boolean {
  const [base = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !range.steps)) return false;
  if (step !== undefined && !/^[0-9]{1,4}$/.test(step)) return false;
  const by = step === undefined ? 1 : Number(step);
  if (by === 0) return false;
  let { min: from, max: to } = range;
  if (base !== '*') {
    const [low = '', high, ...rest] = base.split('-');
    const first = readValue(low, range);
    if (first === undefined || rest.length > 0) return false;
    // `5/10` goes on to the end of the range; `5` alone is one value.
    const last = high === undefined ? (step === undefined ? first : to) : readValue(high, range);
    if (last === undefined || last < first) return false;
    [from, to] = [first, last];
  }
  for (let value = from; value <= to; value += by) values.add(value);
  return true;
}
