import { invalidParameter } from '../errors.ts';
import type { Query } from './query.ts';
import { compareNumbers, compareVersions, instantOf } from './query-values.ts';
import type { Room } from './room.ts';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['equals', '=='],
  ['not_equals', '!='],
  ['greater_than', '>'],
  ['greater_than_equal', '>='],
  ['less_than', '<'],
  ['less_than_equal', '<='],
  ['not_exists', '!exists'],
  ['not_in', '!in'],
  ['matches', '=~'],
  ['not_matches', '!~'],
]);
const EQUAL = ['==', '!='];
const TEXT = [...EQUAL, 'in', '!in', '=~', '!~'];
const ORDER = ['>', '>=', '<', '<='];
const COUNT = [...EQUAL, ...ORDER];

/** The operators that each subject takes: AWS's lists. */
const OPERATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['agentConnected', TEXT],
  ['agentVersion', COUNT],
  ['ec2InstanceId', TEXT],
  ['registeredAt', COUNT],
  ['runningTasksCount', COUNT],
  ['task:group', TEXT],
]);

/** Reads one comparison. `given` holds a list's members, one argument, or nothing. */
export function readTest(subject: string, name: string, given: readonly string[]): Query {
  const operator = NAMES.get(name) ?? name;
  const attribute = subject.startsWith('attribute:') ? subject.slice(10) : undefined;
  const allowed = attribute ? [...TEXT, ...ORDER, 'exists', '!exists'] : OPERATORS.get(subject);
  if (!allowed) throw invalidParameter(`Instances have no ${subject}.`);
  if (!allowed.includes(operator)) throw invalidParameter(`${subject} does not take the operator ${name}.`);
  if (attribute && operator.endsWith('exists')) {
    const wanted = operator === 'exists';
    return ({ instance }) => instance.attributes.has(attribute) === wanted;
  }
  if (TEXT.includes(operator) && !ordered(subject)) {
    const negated = operator.startsWith('!');
    const test = textTest(operator, given);
    // An instance without the attribute has no value that could equal or match: it passes the negations.
    if (subject === 'task:group') return (room) => room.hasGroup(test) !== negated;
    return (room) => {
      const value = valueOf(room, subject, attribute);
      return (value !== undefined && test(value)) !== negated;
    };
  }
  const compare = comparison(subject, attribute, given[0] ?? '');
  return (room) => holds(operator, compare(room));
}

function ordered(subject: string): boolean {
  return subject === 'agentVersion' || subject === 'registeredAt' || subject === 'runningTasksCount';
}

function textTest(operator: string, given: readonly string[]): (value: string) => boolean {
  if (operator.endsWith('~')) return compileMatcher(given[0] ?? '');
  const values = new Set(given);
  return (value) => values.has(value);
}

function valueOf({ instance }: Room, subject: string, attribute: string | undefined): string | undefined {
  if (attribute !== undefined) return instance.attributes.get(attribute);
  return subject === 'agentConnected' ? 'true' : instance.ec2InstanceId;
}

/** How a room's value stands to the argument: below 0, 0, above 0, or nothing where it has none. */
function comparison(
  subject: string,
  attribute: string | undefined,
  argument: string,
): (room: Room) => number | undefined {
  if (attribute !== undefined) {
    return ({ instance }) => {
      const value = instance.attributes.get(attribute);
      return value === undefined ? undefined : compareNumbers(value, argument);
    };
  }
  if (subject === 'agentVersion') {
    return ({ instance: { agentVersion } }) =>
      agentVersion === undefined ? undefined : compareVersions(agentVersion, argument);
  }
  if (subject === 'registeredAt') {
    const wanted = instantOf(argument);
    if (wanted === undefined)
      throw invalidParameter(`${argument} is not a date such as 2018-06-18T22:28:28Z.`);
    return ({ instance: { registeredAt } }) =>
      registeredAt === undefined ? undefined : registeredAt - wanted;
  }
  if (!/^[0-9]{1,9}$/.test(argument)) throw invalidParameter(`${argument} is not a number of tasks.`);
  return (room) => room.tasks - Number(argument);
}

function holds(operator: string, order: number | undefined): boolean {
  if (order === undefined) return operator === '!=';
  if (operator === '==') return order === 0;
  if (operator === '!=') return order !== 0;
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  return operator === '<' ? order < 0 : order <= 0;
}

/**
 * A regular expression of Java's, which has to match the whole value. What only Java has is refused, and groups of their own
 * kind, such as (?=…). Throws InvalidParameterException.
 */
export function compileMatcher(source: string): (text: string) => boolean {
  try {
    if (/\(\?|[*+?}]\+|&&/.test(source)) throw new SyntaxError(source);
    const whole = new RegExp(`^(?:${source})$`);
    return (text) => whole.test(text);
  } catch {
    throw invalidParameter(`The pattern ${source} is not taken.`);
  }
}
