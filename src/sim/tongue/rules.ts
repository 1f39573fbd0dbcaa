import type { Members, Shape } from './shape.ts';

/**
 * What a member must satisfy besides its type: a row of limits serves as it is. `min` and `max` bound a number, the
 * length of a text, the bytes of a blob or the entries of a list or map.
 */
export interface Rule {
  readonly min?: number;
  readonly max?: number;
  /** A regular expression that the whole text must match, in AWS's notation. */
  readonly pattern?: string;
}

/** Rules by AWS's name of the member, for all structures (`MaxResults`) or for one (`CreateQueueRequest.QueueName`). */
export type Rules = Readonly<Record<string, Rule>>;

/** A value that breaks a rule, in AWS's words. */
export interface Violation {
  /** The member's place in the request, in the model's names: `tags.1.member.key`. */
  readonly at: string;
  /** The value as AWS shows it: `'101'`, or `null`. */
  readonly value: string;
  /** `Member must have value less than or equal to 100`. */
  readonly constraint: string;
}

/** The values that break the rules of a structure and of what it holds. `value` has the model's names. */
export function violations(
  structure: string,
  members: Members,
  value: Readonly<Record<string, unknown>>,
  rules: Rules,
  at = '',
): Violation[] {
  const found: Violation[] = [];
  for (const member of Object.values(members)) {
    const { aws, as } = member;
    const place = at ? `${at}.${as}` : as!;
    const given = value[as!];
    if (given === undefined) {
      if (member.required) found.push({ at: place, value: 'null', constraint: 'Member must not be null' });
      continue;
    }
    const rule = ruleOf(rules, `${structure}.${aws}`) ?? ruleOf(rules, aws!);
    if (rule) found.push(...broken(rule, member, given, place));
    found.push(...within(member, given, rules, place));
  }
  return found;
}

function ruleOf(rules: Rules, name: string): Rule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** The violations inside a value: of the members of a structure, the entries of a list, an enumeration. */
function within(shape: Shape, value: unknown, rules: Rules, at: string): Violation[] {
  switch (shape.type) {
    case 'string':
      if (!shape.values || shape.values.includes(value as string)) return [];
      return [
        {
          at,
          value: show(value),
          constraint: `Member must satisfy enum value set: [${shape.values.join(', ')}]`,
        },
      ];
    case 'structure':
      return violations(shape.name!, shape.members, value as Record<string, unknown>, rules, at);
    case 'list':
      return (value as unknown[]).flatMap((item, i) =>
        within(shape.of, item, rules, `${at}.${i + 1}.member`),
      );
    case 'map':
      return Object.entries(value as object).flatMap(([key, item]) =>
        within(shape.of, item, rules, `${at}.${key}.member`),
      );
    default:
      return [];
  }
}

function broken({ min, max, pattern }: Rule, shape: Shape, value: unknown, at: string): Violation[] {
  const number = shape.type === 'integer' || shape.type === 'double';
  const size = sizeOf(value);
  const what = number ? 'value' : 'length';
  const found: string[] = [];
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'su').test(value as string))
    found.push(`Member must satisfy regular expression pattern: ${pattern}`);
  if (min !== undefined && size < min) found.push(`Member must have ${what} greater than or equal to ${min}`);
  if (max !== undefined && size > max) found.push(`Member must have ${what} less than or equal to ${max}`);
  return found.map((constraint) => ({ at, value: show(value), constraint }));
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}

/** A value as AWS repeats it; a long one is cut. */
function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `'${text.length > 1024 ? `${text.slice(0, 1024)}...` : text}'`;
}

/** AWS's sentence about values that break rules. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function sentence(found: readonly Violation[]): string {
  const each = found.map(
    ({ at, value, constraint }) => `Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`,
  );
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  return `${count} detected: ${each.join('; ')}`;
}
