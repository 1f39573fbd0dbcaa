import { mapTable } from '../../sim/report/map-table.ts';
import { formatNumber } from '../../sim/report/number.ts';
import { cellText } from '../view/table.ts';
import type { Cell, Entry, PlotEntry, TableEntry, TimelineEntry } from '../../sim/report/transcript.ts';

/**
 * The answers to questions about a run, read off what it shows. A path names the place:
 *
 * | path                                        | what it gives                                                  |
 * | ------------------------------------------- | -------------------------------------------------------------- |
 * | `A day > long poll > calls`                 | of a table the cell of a row, by its first cell, and a column  |
 * | `Backlog > waiting > 30`                    | of a plot the value of a series at an x                        |
 * | `Backlog > waiting > highest`               | its `first`, `last`, `highest` or `lowest` value               |
 * | `Backlog > 30`                              | the same, of a plot that has one series                        |
 * | `One message > message > hidden, for B`     | of a timeline when it begins, in a lane, by its label          |
 * | `One message > worker > nothing > count`    | how many of them there are; `end`: when it ends                |
 * | `Users > Mumbai > Answer`                   | of a map the cell of a place in its table                      |
 * | `check > none is lost`                      | whether a check held                                           |
 * | `printed > depth:`                          | what follows it in the first printed line that begins with it  |
 */

/** What a run gives, and in which unit. */
export interface Answer {
  value: Cell;
  unit: string;
}

/** There is nothing at a path; the message says what there is instead. */
export class AnswerError extends Error {
  override name = 'AnswerError';
}

/** What stands at a path. Throws AnswerError where nothing does. */
export function answerOf(entries: Entry[], path: string): Answer {
  const [first = '', ...rest] = path.split(/\s+>\s+/);
  if (first === 'check') return checkAnswer(entries, rest.join(' > '));
  if (first === 'printed') return printedAnswer(entries, rest.join(' > '));
  const pictures = entries.filter(
    (entry) =>
      entry.type === 'table' || entry.type === 'plot' || entry.type === 'timeline' || entry.type === 'map',
  );
  const found = pick(pictures, ({ title }) => title, first, 'table, plot, timeline or map');
  if (found.type === 'map') return cellAnswer(mapTable(found), rest);
  if (found.type === 'table') return cellAnswer(found, rest);
  return found.type === 'plot' ? pointAnswer(found, rest) : timeAnswer(found, rest);
}

/** An answer as a reader reads it. */
export function answerText({ value, unit }: Answer): string {
  if (typeof value !== 'number') return cellText(value);
  return `${formatNumber(value)}${unit === '%' || !unit ? '' : ' '}${unit}`;
}

/** The one of that name. What there is instead is told as the page's author would have to write it. */
function pick<T>(all: T[], nameOf: (one: T) => string, name: string, what: string): T {
  const found = all.find((one) => nameOf(one) === name);
  if (found) return found;
  const names = [...new Set(all.map(nameOf))];
  throw new AnswerError(`There is no ${what} '${name}'${instead(names)}.`);
}

function instead(names: string[]): string {
  return names.length > 0 ? `, but ${names.map((name) => `'${name}'`).join(', ')}` : ': there is none';
}

function checkAnswer(entries: Entry[], label: string): Answer {
  const checks = entries.filter((entry) => entry.type === 'check');
  return { value: pick(checks, (one) => one.label, label, 'check').ok, unit: '' };
}

function printedAnswer(entries: Entry[], beginning: string): Answer {
  const lines = entries.flatMap((entry) => (entry.type === 'console' ? [entry.text] : []));
  const line = lines.find((one) => one.startsWith(beginning));
  if (line === undefined)
    throw new AnswerError(`No printed line begins with '${beginning}'${instead(lines.slice(0, 10))}.`);
  const text = line.slice(beginning.length).trim();
  const value = Number(text);
  return { value: text === '' || Number.isNaN(value) ? text : value, unit: '' };
}

/** A column's name without the unit that it bears in brackets. */
const bare = (name: string): string => name.replace(/\s*\(([^)]*)\)$/, '');

function cellAnswer({ title, columns, rows }: TableEntry, path: string[]): Answer {
  const [row, column] = path;
  if (path.length !== 2) throw new AnswerError(`Of the table '${title}' a path names a row and a column.`);
  const at = columns.findIndex(({ name }) => name === column || bare(name) === column);
  if (at < 0)
    throw new AnswerError(
      `The table '${title}' has no column '${column}'${instead(columns.map(({ name }) => name))}.`,
    );
  const cells = pick(rows, (one) => cellText(one[0] ?? null), row!, `row in the table '${title}'`);
  const { name, unit } = columns[at]!;
  return { value: cells[at] ?? null, unit: unit ?? /\(([^)]*)\)$/.exec(name)?.[1] ?? '' };
}

function pointAnswer({ title, series, y }: PlotEntry, path: string[]): Answer {
  const [place] = path.slice(-1);
  const unit = y.unit ?? '';
  if (path.length === 1 && series.length > 1)
    throw new AnswerError(
      `The plot '${title}' has several series${instead(series.map(({ name }) => name))}.`,
    );
  if (path.length < 1 || path.length > 2)
    throw new AnswerError(`Of the plot '${title}' a path names a series and a place.`);
  const { name, style, points } =
    path.length === 1
      ? series[0]!
      : pick(series, (one) => one.name, path[0]!, `series in the plot '${title}'`);
  const values = points.map(([, value]) => value);
  const named: Record<string, number | undefined> = {
    first: values[0],
    last: values.at(-1),
    highest: Math.max(...values),
    lowest: Math.min(...values),
  };
  if (Object.hasOwn(named, place!) && values.length > 0) return { value: named[place!]!, unit };
  const x = Number(place);
  const point =
    style === 'step' ? points.findLast(([at]) => at <= x) : points.find(([at]) => Math.abs(at - x) < 1e-9);
  if (!point) {
    const xs = points.slice(0, 20).map(([at]) => formatNumber(at));
    throw new AnswerError(
      `The series '${name}' of the plot '${title}' has nothing at '${place}': it has x ${xs.join(', ')}${points.length > 20 ? ' …' : ''}.`,
    );
  }
  return { value: point[1], unit };
}

function timeAnswer({ title, lanes }: TimelineEntry, path: string[]): Answer {
  const [name, label, what = 'begin'] = path;
  if (path.length < 2 || path.length > 3 || !['begin', 'end', 'count'].includes(what))
    throw new AnswerError(
      `Of the timeline '${title}' a path names a lane, a label and, if need be, 'end' or 'count'.`,
    );
  const { spans, events } = pick(lanes, (one) => one.name, name!, `lane in the timeline '${title}'`);
  const all = [...spans, ...events.map(({ at, label }) => ({ start: at, end: at, label }))];
  const found = all.filter((one) => one.label === label).sort((a, b) => a.start - b.start);
  if (what === 'count') return { value: found.length, unit: '' };
  const first = found[0] ?? pick(all, (one) => one.label, label!, `span or event in the lane '${name}'`);
  return { value: what === 'end' ? first.end : first.start, unit: 's' };
}

const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?`;
const BETWEEN = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})$`);
const BOUND = new RegExp(`^(<=?|>=?)\\s*(${NUMBER})$`);

/**
 * Whether a choice takes a value: `7`, `10..20`, `<5`, `>=33`, `yes`, a text, or several of these with `|` between.
 * Throws AnswerError where a number is asked for and the choice names none.
 */
export function accepts(is: string, value: Cell): boolean {
  return is.split('|').some((one) => takes(one.trim(), value));
}

function takes(is: string, value: Cell): boolean {
  if (typeof value !== 'number') return is === cellText(value);
  const [, from, to] = BETWEEN.exec(is) ?? [];
  if (from !== undefined) return value >= toNumber(from) && value <= toNumber(to!);
  const [, sign, bound] = BOUND.exec(is) ?? [];
  if (sign) {
    const limit = toNumber(bound!);
    if (sign === '<') return value < limit;
    if (sign === '>') return value > limit;
    return sign === '<=' ? value <= limit : value >= limit;
  }
  if (!new RegExp(`^${NUMBER}$`).test(is))
    throw new AnswerError(
      `The run gives the number ${formatNumber(value)}, and '${is}' is none: write 7, 10..20, <5 or >33.`,
    );
  return Math.abs(value - toNumber(is)) < 1e-9;
}

const toNumber = (text: string): number => Number(text.replace('−', '-'));
