import { describe, expect, test } from 'vitest';
import { AwsError, Cloud, NotModelled } from '../index.ts';
import { apiOf } from '../tongue/door.ts';
import { camel } from '../tongue/names.ts';
import type { Rule } from '../tongue/rules.ts';
import { membersOf } from '../tongue/schema.ts';
import type { ServiceClass } from '../tongue/service.ts';
import type { Member, Members, Shape } from '../tongue/shape.ts';
import { services } from './index.ts';

/*
 * Every operation of every service, attacked by what its own schema says: members left out, of a wrong type, beside their
 * bounds and enumerations, hostile. Each must be answered: with AWS's error, or with one that names the argument.
 */

interface Attack {
  readonly what: string;
  readonly input: unknown;
  /** The name of the error that must come; undefined where any answer will do. */
  readonly refused?: string;
}

/** Values that pass for none of AWS's types, and must not harm. */
const HOSTILE: readonly [what: string, make: () => unknown][] = [
  ['a Map', () => new Map([['a', 'b']])],
  ['a promise', () => Promise.resolve('a')],
  ['a function', () => () => 'a'],
  ['a symbol', () => Symbol('a')],
  ['a BigInt', () => 10n],
  ['NaN', () => NaN],
  ['an invalid date', () => new Date(NaN)],
  ['a list with a hole', () => new Array(3)],
  ['an object without a prototype', () => Object.create(null)],
  ['a proxy', () => new Proxy({}, {})],
  [
    'an object that is named like its parents',
    () => JSON.parse('{"constructor": "a", "__proto__": {"b": "c"}}'),
  ],
  ['a huge text', () => 'a'.repeat(300_000)],
  ['a circle', () => { const circle: Record<string, unknown> = {}; circle['a'] = circle; return circle; }], // prettier-ignore
];

/** Values of every type, for members of another one. */
const OTHERS: readonly unknown[] = ['text', 7, true, ['a'], { a: 'b' }];

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);
const TAKES: Readonly<Record<Shape['type'], string>> = {
  string: 'string',
  integer: 'number',
  double: 'number',
  boolean: 'boolean',
  blob: 'bytes',
  timestamp: 'date',
  document: 'any',
  list: 'list',
  map: 'object',
  structure: 'object',
};

/** A plain value of a shape, as small as its rule lets it be. */
function plain(shape: Shape, rule: Rule | undefined, depth: number): unknown {
  switch (shape.type) {
    case 'string':
      return shape.values?.[0] ?? 'a'.repeat(Math.max(1, rule?.min ?? 1));
    case 'integer':
    case 'double':
      return rule?.min ?? 1;
    case 'boolean':
      return true;
    case 'blob':
      return Uint8Array.of(1, 2);
    case 'timestamp':
      return new Date('2026-01-02T00:00:00Z');
    case 'document':
      return { a: 1 };
    case 'list':
      return depth > 3 ? [] : [plain(shape.of, undefined, depth + 1)];
    case 'map':
      return depth > 3 ? {} : { a: plain(shape.of, undefined, depth + 1) };
    case 'structure':
      return whole(shape.members, {}, depth + 1);
  }
}

/** An input with all that an operation requires. */
function whole(members: Members, rules: Readonly<Record<string, Rule>>, depth = 0): Record<string, unknown> {
  const required = Object.entries(members).filter(([, member]) => member.required);
  return Object.fromEntries(
    required.map(([name, member]) => [name, plain(member, ruleOf(rules, member, name), depth)]),
  );
}

function ruleOf(rules: Readonly<Record<string, Rule>>, member: Member, name: string): Rule | undefined {
  const key = Object.keys(rules).find((rule) => rule === (member.aws ?? name));
  return key === undefined ? undefined : rules[key];
}

function* attacks(members: Members, rules: Readonly<Record<string, Rule>>): Generator<Attack> {
  const base = whole(members, rules);
  yield { what: 'all that is required', input: base };
  for (const [what, make] of HOSTILE) yield { what: `${what} as input`, input: make() };
  yield { what: 'an unknown member', input: { ...base, toString: 'a', Nobody: 1 } };
  for (const [name, member] of Object.entries(members)) {
    if (member.required) {
      const { [name]: _, ...rest } = base;
      yield { what: `no ${name}`, input: rest };
    }
    for (const value of OTHERS) {
      const takes = TAKES[member.type];
      if (takes !== 'any' && takes !== kindOf(value) && !(takes === 'date' && typeof value === 'number'))
        yield {
          what: `${name}: ${JSON.stringify(value)}`,
          input: { ...base, [name]: value },
          refused: 'any',
        };
    }
    for (const [what, make] of HOSTILE) {
      yield { what: `${name}: ${what}`, input: { ...base, [name]: make() } };
      if (member.type === 'list')
        yield { what: `${name}: a list with ${what}`, input: { ...base, [name]: [make()] } };
      if (member.type === 'map')
        yield { what: `${name}: a map with ${what}`, input: { ...base, [name]: { a: make() } } };
    }
    if (member.type === 'string' && member.values)
      yield { what: `${name}: no value of the enumeration`, input: { ...base, [name]: `${member.values[0]}x` }, refused: 'any' }; // prettier-ignore
    const rule = ruleOf(rules, member, name);
    const sized = (size: number) => (member.type === 'string' ? 'a'.repeat(size) : member.type === 'list' ? Array.from({ length: size }, () => plain(member.of, undefined, 1)) : size); // prettier-ignore
    const bounded = ['string', 'integer', 'double', 'list'].includes(member.type);
    if (bounded && rule?.max !== undefined && rule.max < 100_000 + Number(member.type !== 'list') * 1e12)
      yield {
        what: `${name}: one too much`,
        input: { ...base, [name]: sized(rule.max + 1) },
        refused: 'any',
      };
    if (bounded && rule?.min !== undefined && (rule.min > 0 || member.type === 'integer'))
      yield {
        what: `${name}: one too little`,
        input: { ...base, [name]: sized(rule.min - 1) },
        refused: 'any',
      };
  }
}

/** Whether an error is an answer: AWS's, or one that names what was wrong, but no crash. */
function answered(error: unknown): boolean {
  if (error instanceof AwsError || error instanceof NotModelled) return true;
  const { name, message } = error as Error;
  return (
    /^(TypeError|RangeError)$/.test(name) &&
    !/is not a function|of undefined|of null|not iterable|Cannot /.test(message)
  );
}

/** JSONata has no operations. */
const withOperations = Object.entries<ServiceClass>(services).filter(
  ([, Class]) => Object.keys(apiOf(Class).operations).length > 0,
);

describe.each(withOperations)('%s', (service, Class) => {
  const api = apiOf(Class);
  const rules = Class.rules ?? {};
  const { schema } = Class;

  test.each(Object.keys(api.operations))('%s answers whatever comes', async (operation) => {
    const structure =
      schema && (schema.operations as Record<string, readonly [string, string]>)[operation]![0];
    const faces = [
      [
        'aws',
        structure === undefined ? api.operations[operation]!.input! : membersOf(schema!, structure, 'aws'),
      ],
      // A service with a table of its own has other methods.
      ...(structure === undefined || Class.api
        ? []
        : [['model', membersOf(schema!, structure, 'model')] as const]),
    ] as const;
    const wrong: string[] = [];
    for (const [face, members] of faces) {
      for (const { what, input, refused } of attacks(members, rules)) {
        const cloud = new Cloud({ requestLatency: { mean: 0 }, traceLimit: 0 });
        let error: unknown;
        try {
          const model = cloud[service as 'sqs'] as unknown as Record<string, (input: unknown) => unknown>;
          const answer =
            face === 'model'
              ? model[camel(operation)]!(input)
              : cloud.send(service as 'sqs', operation as 'ListQueues', input as object);
          if (typeof (answer as PromiseLike<unknown> | undefined)?.then === 'function') {
            (answer as PromiseLike<unknown>).then(undefined, (thrown: unknown) => (error = thrown));
            await cloud.run(30);
          }
        } catch (thrown) {
          error = thrown;
        }
        if (error !== undefined && !answered(error)) wrong.push(`${face} ${what}: ${String(error)}`);
        if (refused !== undefined && error === undefined) wrong.push(`${face} ${what}: was taken`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
