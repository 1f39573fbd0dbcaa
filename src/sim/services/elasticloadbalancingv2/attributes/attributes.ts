import type { AwsError } from '../../../cloud/index.ts';
import { invalidConfiguration, validationError } from '../error.ts';
import { appliesTo, type Attribute, defaultOf, rangeOf, type Subject } from './attribute.ts';
import { togetherRefused } from './together.ts';

/** An attribute and its value, as the API takes and gives them. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What was set, by name; what is not in it has its default. */
export type Settings = ReadonlyMap<string, string>;

const WHAT = new Map([
  ['application', 'Application'],
  ['network', 'Network'],
  ['gateway', 'Gateway'],
  ['classic', 'Classic'],
]);

/** All attributes that apply to the subject, in the order of the table, set or by default. */
export function describe(table: readonly Attribute[], subject: Subject, settings: Settings): KeyValue[] {
  return table
    .filter((attribute) => appliesTo(attribute, subject))
    .map((attribute) => ({
      key: attribute.name,
      value: settings.get(attribute.name) ?? defaultOf(attribute, subject),
    }));
}

/**
 * The settings after a change, or AWS's error: then nothing changes.
 *
 * @param noun what the subject is, as AWS's messages begin: `Target group`, `Load balancer`, `Listener`
 */
export function modify(
  noun: string,
  table: readonly Attribute[],
  subject: Subject,
  settings: Settings,
  changes: readonly KeyValue[],
): Settings {
  // Behind a Network Load Balancer, the target group of an Application Load Balancer keeps its defaults:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
  if (subject.targetType === 'alb' && changes.length > 0)
    throw invalidConfiguration("You cannot modify the attributes of target groups with target type 'alb'");
  const next = new Map(settings);
  const seen = new Set<string>();
  for (const { key, value } of changes) {
    if (typeof key !== 'string' || typeof value !== 'string')
      throw validationError('An attribute must have a key and a value');
    if (seen.has(key)) throw validationError(`Attribute key '${key}' was specified more than once`);
    seen.add(key);
    const attribute = table.find(({ name }) => name === key);
    if (!attribute) throw validationError(`${noun} attribute key '${key}' is not recognized`);
    if (!appliesTo(attribute, subject)) throw misplaced(noun, attribute, subject);
    next.set(key, checked(attribute, value, subject));
  }
  const refusal = togetherRefused((name) => valueOf(table, subject, next, name), subject);
  if (refusal) throw invalidConfiguration(refusal);
  return next;
}

/** An attribute's value, set or by default; undefined where it does not apply. */
export function valueOf(
  table: readonly Attribute[],
  subject: Subject,
  settings: Settings,
  name: string,
): string | undefined {
  const attribute = table.find((row) => row.name === name);
  if (!attribute || !appliesTo(attribute, subject)) return undefined;
  return settings.get(name) ?? defaultOf(attribute, subject);
}

/** The rows as a table shows them: name, values, default (of a subject without anything special), balancers. */
export function print(table: readonly Attribute[]): string[][] {
  return table.map((attribute) => [
    attribute.name,
    rangeOf(attribute),
    defaultsOf(attribute),
    attribute.on.map((balancer) => WHAT.get(balancer)).join(', '),
    attribute.source,
  ]);
}

/** Its default, once if it is the same on every balancer, else balancer by balancer. */
function defaultsOf(attribute: Attribute): string {
  const each = attribute.on.map((balancer) => defaultOf(attribute, { balancer }));
  if (each.every((value) => value === each[0])) return each[0] || 'none';
  return each.map((value, i) => `${value} (${WHAT.get(attribute.on[i] ?? '')})`).join(', ');
}

function misplaced(noun: string, attribute: Attribute, { balancer, targetType }: Subject): AwsError {
  if (!attribute.on.includes(balancer)) {
    if (noun === 'Load balancer')
      return invalidConfiguration(
        `Load balancer attribute key '${attribute.name}' is not supported on load balancers with type '${balancer}'`,
      );
    return validationError(`${noun} attribute key '${attribute.name}' is not recognized`);
  }
  return invalidConfiguration(
    `A target group with target type '${targetType ?? 'instance'}' does not support the attribute ${attribute.name}`,
  );
}

/** The value, if it may be one. */
function checked(attribute: Attribute, value: string, subject: Subject): string {
  const { name, type, choices, off, min = -Infinity, max = Infinity } = attribute;
  if (name === 'stickiness.type') return stickinessType(value, subject);
  if (type === 'boolean' && value !== 'true' && value !== 'false')
    throw validationError(`'${name}' value '${value}' must be one of [true, false]`);
  if (choices && !choices.includes(value))
    throw validationError(`'${name}' value '${value}' must be one of [${choices.join(', ')}]`);
  if (type === 'text' && value.length > 1024)
    throw validationError(`'${name}' value is too long; the limit is '1024'`);
  if (type === 'integer' && value !== off) {
    const number = /^-?\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (!(number >= min && number <= max)) throw validationError(outside(attribute, value));
  }
  const refusal = attribute.refuses?.(value, subject);
  if (refusal) throw invalidConfiguration(refusal);
  return value;
}

function outside({ name, min, max, off }: Attribute, value: string): string {
  const range = max === Infinity ? `${min} or more` : `between '${min}-${max}' inclusive`;
  return `'${name}' value '${value}' must be ${off === undefined ? '' : `'${off}' or `}${range}`;
}

/** Each balancer has its own types; AWS refuses a foreign one in three ways. */
function stickinessType(value: string, { balancer, protocol }: Subject): string {
  const tuples = ['source_ip_dest_ip_proto', 'source_ip_dest_ip'];
  if (balancer === 'gateway') {
    if (tuples.includes(value)) return value;
    throw validationError(`'${value}' must be one of [${tuples.join(', ')}]`);
  }
  if (!['app_cookie', 'lb_cookie', 'source_ip'].includes(value))
    throw validationError("'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]");
  if ((value === 'source_ip') === (balancer === 'network')) return value;
  throw invalidConfiguration(
    `Stickiness type '${value}' is not supported for target groups with the ${protocol ?? (balancer === 'network' ? 'TCP' : 'HTTP')} protocol`,
  );
}
