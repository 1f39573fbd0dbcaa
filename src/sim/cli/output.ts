import { yamlOf } from './yaml.ts';

/** A value as AWS's command line shows it: dates in ISO's way, bytes in base64. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('.000Z', '+00:00').replace('Z', '000+00:00');
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [key, documentIn(key, plain(item))])); // prettier-ignore
}

/** Policies of IAM come percent-encoded; the command line decodes them. */
function documentIn(key: string, value: unknown): unknown {
  if (!/^(AssumeRolePolicyDocument|PolicyDocument|Document)$/.test(key) || typeof value !== 'string' || !value.startsWith('%7B')) return value; // prettier-ignore
  return JSON.parse(decodeURIComponent(value)) as unknown;
}

/** Writes an answer. Nothing, and what is empty, is no line at all. */
export function format(value: unknown, output: string, title: string): string {
  if (output === 'off') return '';
  if (value === null || value === undefined) return output === 'json' || output === 'yaml' ? 'null' : 'None';
  if (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0) return '';
  if (output === 'yaml') return yamlOf(value).join('\n');
  if (output === 'text') return textOf(value).join('\n');
  if (output === 'table') return tableOf(value, title).join('\n');
  return JSON.stringify(value, undefined, 4);
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;

function word(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value as string | number);
}

/**
 * Lines with tabs between the values, in alphabetical order of their names; a list inside has its name in front.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
function textOf(value: unknown, name?: string, keys?: readonly string[]): string[] {
  const prefix = name === undefined ? [] : [name.toUpperCase()];
  if (isScalar(value)) return [word(value)];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (value.every(isScalar))
      return name === undefined
        ? [value.map(word).join('\t')]
        : value.map((item) => [...prefix, word(item)].join('\t'));
    const all = scalarKeys(value);
    return value.flatMap((item) => textOf(item, name, all));
  }
  const object = value as Record<string, unknown>;
  const own = keys ?? Object.keys(object).filter((key) => isScalar(object[key])).sort(); // prettier-ignore
  const scalars = own.map((key) => (keys && !(key in object) ? '' : word(object[key])));
  const rest = Object.keys(object).filter((key) => !own.includes(key)).sort(); // prettier-ignore
  return [
    ...(scalars.length > 0 ? [[...prefix, ...scalars].join('\t')] : []),
    ...rest.flatMap((key) => textOf(object[key], key)),
  ];
}

/** The names of all values of some entries: a value that one lacks stays empty in its line. */
function scalarKeys(list: readonly unknown[]): string[] | undefined {
  const objects = list.filter(
    (item): item is Record<string, unknown> => !isScalar(item) && !Array.isArray(item),
  );
  if (objects.length === 0) return undefined;
  const all = new Set(
    objects.flatMap((object) => Object.keys(object).filter((key) => isScalar(object[key]))),
  );
  return [...all].sort();
}

/** A table: a title, a head, and a line each. Lists inside become tables below, with a bar more on both sides. */
function tableOf(value: unknown, title: string, depth = 0): string[] {
  const bars = '|'.repeat(depth);
  const rows = rowsOf(value);
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
    [],
  );
  const inner = Math.max(
    title.length + 2,
    widths.reduce((sum, width) => sum + width + 5, -1),
  );
  if (widths.length > 0)
    widths[widths.length - 1]! += inner - widths.reduce((sum, width) => sum + width + 5, -1);
  const line = `${bars}+${widths.length > 0 ? widths.map((width) => '-'.repeat(width + 4)).join('+') : '-'.repeat(inner)}+${bars}`;
  const left = Math.floor((inner - title.length) / 2);
  const head = `${bars}|${' '.repeat(left)}${title}${' '.repeat(inner - title.length - left)}|${bars}`;
  const lines = [`${bars}${'-'.repeat(inner + 2)}${bars}`, head, line];
  for (const [i, row] of rows.entries()) {
    lines.push(`${bars}|${row.map((cell, j) => `  ${cell.padEnd(widths[j]!)}  `).join('|')}|${bars}`);
    if (i === 0 && isTable(value)) lines.push(line);
  }
  if (rows.length > 0) lines.push(line);
  const objects = Array.isArray(value) ? value : [value];
  for (const object of objects)
    if (!isScalar(object) && !Array.isArray(object))
      for (const [key, item] of Object.entries(object as object))
        if (!isScalar(item)) lines.push(...tableOf(item, key, depth + 1));
  return lines;
}

const isTable = (value: unknown) =>
  Array.isArray(value) && value.some((item) => !isScalar(item) && !Array.isArray(item));

function rowsOf(value: unknown): string[][] {
  if (isScalar(value)) return [[word(value)]];
  if (!Array.isArray(value))
    return Object.entries(value as object).filter(([, item]) => isScalar(item)).map(([key, item]) => [key, word(item)]); // prettier-ignore
  const keys = scalarKeys(value);
  if (keys?.length) return [keys, ...value.map((item) => keys.map((key) => word((item as Record<string, unknown>)[key])))]; // prettier-ignore
  if (value.every(isScalar)) return value.map((item) => [word(item)]);
  const lists = value.filter((item): item is unknown[] => Array.isArray(item));
  return lists.map((row) => row.map((cell) => (isScalar(cell) ? word(cell) : JSON.stringify(cell))));
}
