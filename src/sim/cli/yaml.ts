/** An answer as YAML, as the AWS CLI writes it: names in order of the alphabet, lists as deep as their name. */
export function yamlOf(value: unknown, indent = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => entry('- ', item, indent, `${indent}  `));
  if (typeof value !== 'object' || value === null) return [indent + scalar(value)];
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, item]) => named(`${scalar(name)}:`, item, indent));
}

/** `name: value`, or the name with the value below it. */
function named(name: string, item: unknown, indent: string): string[] {
  if (isEmpty(item) || typeof item !== 'object' || item === null) return [`${indent}${name} ${flat(item)}`];
  return [`${indent}${name}`, ...yamlOf(item, Array.isArray(item) ? indent : `${indent}  `)];
}

/** `- value`: its first line stands behind the dash. */
function entry(dash: string, item: unknown, indent: string, inner: string): string[] {
  if (isEmpty(item) || typeof item !== 'object' || item === null) return [`${indent}${dash}${flat(item)}`];
  const [first = '', ...rest] = yamlOf(item, inner);
  return [`${indent}${dash}${first.slice(inner.length)}`, ...rest];
}

const isEmpty = (item: unknown) =>
  typeof item === 'object' && item !== null && Object.keys(item).length === 0;

const flat = (item: unknown) => (Array.isArray(item) ? '[]' : isEmpty(item) ? '{}' : scalar(item));

/** Texts that YAML would read as something else. */
const OTHER = /^(?:[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?|0x[\da-f]+|true|false|yes|no|on|off|y|n|null|~|\d{4}-\d\d-\d\d.*|[-+]?\d+:[\d:]+|=|<<)$/i; // prettier-ignore

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value as number | boolean | null);
  if (/[\n\t]/.test(value)) return JSON.stringify(value);
  const odd = value === '' || OTHER.test(value) || /^[\s\-?:,[\]{}#&*!|>'"%@`]/.test(value) || /: |:$| #|\s$/.test(value); // prettier-ignore
  // A dash, a question mark or a colon with a letter behind it begins a plain text.
  const plain =
    !odd || (/^[-?:][^\s,[\]{}]/.test(value) && !OTHER.test(value) && !/: |:$| #|\s$/.test(value));
  return plain ? value : `'${value.replaceAll("'", "''")}'`;
}
