/** A column: its name and its type, as Hive calls it. */
export interface ColumnType {
  readonly name: string;
  readonly type: string;
}

/** A row of a table. */
export type Row = Readonly<Record<string, unknown>>;

/** What a classifier makes of an object: its format, its columns and its rows. */
export interface Classified {
  readonly classification: 'json' | 'csv' | 'UNKNOWN';
  readonly columns: readonly ColumnType[];
  readonly rows: readonly Row[];
}

/**
 * The built-in classifiers for JSON and CSV: the first that is certain decides. Others, and custom ones, are not
 * modelled.
 * https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html
 */
export function classify(text: string): Classified {
  return json(text) ?? csv(text) ?? { classification: 'UNKNOWN', columns: [], rows: [] };
}

function json(text: string): Classified | undefined {
  try {
    const whole: unknown = text.trim().startsWith('[') ? JSON.parse(text) : undefined;
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const rows = (whole ?? lines.map((line) => JSON.parse(line) as unknown)) as Row[];
    if (rows.length === 0 || rows.some((row) => typeof row !== 'object' || row === null)) return undefined;
    return { classification: 'json', columns: columnsOf(rows), rows };
  } catch {
    return undefined;
  }
}

/** A heading of texts above rows of as many values, two or more. */
function csv(text: string): Classified | undefined {
  const [heading, ...lines] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(','));
  if (!heading || heading.length < 2 || lines.length === 0) return undefined;
  if (heading.some((name) => name === '' || !Number.isNaN(Number(name)))) return undefined;
  if (lines.some((line) => line.length !== heading.length)) return undefined;
  const rows = lines.map((line) => Object.fromEntries(heading.map((name, i) => [name, valueOf(line[i]!)])));
  return { classification: 'csv', columns: columnsOf(rows), rows };
}

const valueOf = (text: string): unknown =>
  text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text);

/** The columns of rows: names in small letters, and the type that all values of a name have. */
export function columnsOf(rows: readonly Row[]): ColumnType[] {
  const types = new Map<string, string>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (value === null) continue;
      const key = name.toLowerCase();
      types.set(key, wider(types.get(key), typeOf(value)));
    }
  return [...types].map(([name, type]) => ({ name, type }));
}

function typeOf(value: unknown): string {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number')
    return !Number.isInteger(value) ? 'double' : value > 2_147_483_647 ? 'bigint' : 'int';
  if (Array.isArray(value)) return `array<${value.length > 0 ? typeOf(value[0]) : 'string'}>`;
  if (typeof value !== 'object') return 'string';
  const members = columnsOf([value as Row]).map(({ name, type }) => `${name}:${type}`);
  return `struct<${members.join(',')}>`;
}

const NUMBERS = ['int', 'bigint', 'double'];

/** The type that takes both: the larger number, else text. */
function wider(a: string | undefined, b: string): string {
  if (a === undefined || a === b) return b;
  const [i, j] = [NUMBERS.indexOf(a), NUMBERS.indexOf(b)];
  return i >= 0 && j >= 0 ? NUMBERS[Math.max(i, j)]! : 'string';
}

/** The columns of both. */
export function merged(a: readonly ColumnType[], b: readonly ColumnType[]): ColumnType[] {
  const types = new Map(a.map(({ name, type }) => [name, type]));
  for (const { name, type } of b) types.set(name, wider(types.get(name), type));
  return [...types].map(([name, type]) => ({ name, type }));
}

/** What share of all columns of two schemas both have: 0 to 1. */
export function similarity(a: readonly ColumnType[], b: readonly ColumnType[]): number {
  const names = new Set(a.map(({ name }) => name));
  const both = b.filter(({ name }) => names.has(name)).length;
  const all = names.size + b.length - both;
  return all === 0 ? 1 : both / all;
}
