import { membersOf, type Schema } from '../tongue/schema.ts';
import { allServices, serviceClass } from '../tongue/services.ts';
import { GLOBAL, OUTPUTS, SWITCHES } from './global.ts';
import { commandOf, kebab } from './names.ts';
import { optionOf, ownOf } from './own-parameters.ts';
import { WAITERS } from './waiters.ts';

/** What may stand at the end of a line. */
export interface Completion {
  /** Where the word begins that is to be replaced. */
  readonly from: number;
  /** Words that may stand there, in order. */
  readonly words: readonly string[];
}

interface Known {
  readonly programs: readonly string[];
  readonly files: readonly string[];
  readonly variables: readonly string[];
}

/** What may stand at the end of a line: programs, services, operations, options, values that are few, files, variables. */
export function complete(line: string, known: Known): Completion {
  // The command that is being typed: behind the last `&&`, `|`, `;` or `$(`.
  const command = line.split(/&&|\||;|\$\(/).at(-1)!;
  const words = command.trimStart().split(/\s+/);
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).filter(Boolean);
  return among(line, last, candidates(before, last, known));
}

function among(line: string, last: string, all: readonly string[]): Completion {
  const words = [...new Set(all)].filter((word) => word.startsWith(last)).sort();
  return { from: line.length - last.length, words };
}

function candidates(before: readonly string[], last: string, known: Known): readonly string[] {
  if (last.startsWith('$')) return known.variables.map((name) => `$${name}`);
  if (last.startsWith('file://')) return known.files.map((name) => `file://${name}`);
  const [program, service, action] = before;
  if (program === undefined) return known.programs;
  if (program !== 'aws') return known.files;
  if (service === undefined) return [...allServices().map(([name]) => commandOf(name)), 'configure', 'help'];
  if (service === 'configure') return action === undefined ? ['get', 'list', 'list-profiles', 'set'] : [];
  const found = allServices().find(([name]) => commandOf(name) === service)?.[0];
  const { schema } = found === undefined ? {} : serviceClass(found);
  if (!schema) return [];
  const operations = Object.keys(schema.operations);
  if (action === undefined) return [...operations.map(kebab), ...(WAITERS[service] ? ['wait'] : []), 'help'];
  if (action === 'wait' && before.length === 3) return Object.keys(WAITERS[service] ?? {});
  const waited = action === 'wait' ? WAITERS[service]?.[before[3] ?? '']?.operation : undefined;
  const operation = waited ?? operations.find((name) => kebab(name) === action);
  return operation === undefined ? [] : optionsOf(found!, schema, operation, before, last);
}

function optionsOf(
  service: string,
  schema: Schema,
  operation: string,
  before: readonly string[],
  last: string,
): readonly string[] {
  const [input] = schema.operations[operation as never] as readonly [string, string];
  const title = `${service} ${operation}`;
  const members = membersOf(schema, input, 'aws');
  const named = new Map(Object.keys(members).map((name) => [`--${optionOf(title, name)}`, name]));
  if (!last.startsWith('--')) {
    const option = before.at(-1) ?? '';
    if (option === '--output') return OUTPUTS;
    const shape = members[named.get(option) ?? ''];
    const of = shape?.type === 'list' ? shape.of : shape;
    if (of?.type === 'string' && of.values) return of.values;
    if (last !== '' || (shape && shape.type !== 'boolean')) return [];
  }
  const rest = [...named.keys()].filter((option) => !before.includes(option));
  const own = (ownOf(title)?.options ?? []).map((option) => `--${option}`);
  const others = [...GLOBAL, ...SWITCHES].map((option) => `--${option}`);
  return last === '' ? [...rest, ...own] : [...rest, ...own, ...others];
}
