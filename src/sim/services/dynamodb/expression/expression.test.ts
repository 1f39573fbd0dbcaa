import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Simulation } from '../../../kernel/index.ts';
import { readItem, readValue, type AttributeValue, type Item } from '../items/value.ts';
import { find, holds } from './evaluate.ts';
import { readKeyCondition } from './key-condition.ts';
import { Placeholders } from './placeholders.ts';
import { projected, readProjection } from './projection.ts';
import { readCondition } from './read-condition.ts';
import { readUpdate } from './read-update.ts';
import { updated } from './update.ts';

const BOOK = {
  Id: { n: '12' },
  Title: { s: 'Tides' },
  Pages: { n: '200.50' },
  Colours: { ss: ['red', 'blue'] },
  Tags: { l: [{ s: 'sea' }, { n: '7' }, { m: { deep: { bool: true } } }] },
  Maker: { m: { Town: { s: 'Bergen' }, Since: { n: '1e3' } } },
  Cover: { b: new Uint8Array([1, 2, 3]) },
  None: { null: true },
};

const VALUES = {
  ':twelve': { n: '12.0' },
  ':one': { n: '1' },
  ':nine': { n: '9' },
  ':text': { s: 'Tid' },
  ':sea': { s: 'sea' },
  ':red': { s: 'red' },
  ':list': { l: [{ s: 'end' }] },
  ':map': { m: { Since: { n: '1000' }, Town: { s: 'Bergen' } } },
  ':set': { ss: ['blue', 'red'] },
  ':gold': { ss: ['gold'] },
  ':bytes': { b: new Uint8Array([1, 2]) },
  ':type': { s: 'SS' },
};

/** Only what an expression names may be given. */
function placeholders(text: string, names: Record<string, string> = {}): Placeholders {
  const used = Object.entries(VALUES).filter(([key]) => new RegExp(`${key}\\b`).test(text));
  const aliases = Object.keys(names).length > 0 ? names : undefined;
  return new Placeholders(aliases, used.length > 0 ? Object.fromEntries(used) : undefined);
}

const CONDITIONS: [string, boolean][] = [
  ['Id = :twelve', true],
  ['Id <> :twelve', false],
  ['Gone <> :twelve', true],
  ['Gone = :twelve', false],
  ['Gone < :twelve', false],
  ['NOT Gone < :twelve', true],
  ['attribute_exists(Maker.Town)', true],
  ['attribute_not_exists (Maker.Street)', true],
  ['attribute_exists(Tags[2].deep)', true],
  ['attribute_exists(Tags[3])', false],
  ['attribute_exists(Title.Town)', false],
  ['attribute_type(Colours, :type)', true],
  ['begins_with(Title, :text)', true],
  ['begins_with(Cover, :bytes)', true],
  ['begins_with(Id, :text)', false],
  ['contains(Title, :text)', true],
  ['contains(Colours, :red)', true],
  ['contains(Tags, :sea)', true],
  ['contains(Colours, :one)', false],
  ['size(Title) > :nine', false],
  ['size(Tags) < :nine AND size(Maker) > :one', true],
  ['size(Id) = :one', false],
  ['Id BETWEEN :nine AND :twelve', true],
  ['Id IN (:one, :nine, :twelve)', true],
  ['Maker = :map', true],
  ['Colours = :set', true],
  ['Id = :one OR Id = :twelve AND Title = :text', false],
  ['(Id = :twelve OR Id = :one) AND NOT Title = :text', true],
  ['NOT Id = :one AND Id = :twelve', true],
  ['id = :twelve', false],
  ['Title < :nine', false],
];

test('conditions hold or fail', () => {
  const item = readItem(BOOK);
  for (const [text, expected] of CONDITIONS) {
    assert.equal(holds(readCondition('ConditionExpression', text, placeholders(text)), item), expected, text);
  }
});

const REFUSED: [string, string][] = [
  ['', 'The expression can not be empty;'],
  ['Id = = :one', 'Syntax error; token: "=", near: "= = :one"'],
  ['Id =', 'Syntax error; token: "<EOF>", near: "="'],
  ['Id = 5', 'Syntax error; token: "5", near: "= 5"'],
  ['last-name = :one', 'Syntax error; token: "-", near: "last-name"'],
  ['name = :one', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ['#n = :one', 'An expression attribute name used in the document path is not defined; attribute name: #n'],
  ['Id = :gone', 'An expression attribute value used in expression is not defined; attribute value: :gone'],
  ['((Id = :one))', 'The expression has redundant parentheses;'],
  ['exists(Id)', 'Invalid function name; function: exists'],
  [
    'Id = contains(Title, :text)',
    'The function is not allowed to be used this way in an expression; function: contains',
  ],
  ['size(Id)', 'Syntax error; token: "<EOF>", near: ")"'],
  [
    'contains(Id)',
    'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
  ],
  ['Id < :list', 'Incorrect operand type for operator or function; operator or function: <, operand type: L'],
  [
    'begins_with(Id, :one)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'attribute_type(Id, :red)',
    'Invalid attribute type name found; type: red, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  ],
  [
    'Id = Id',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [Id]',
  ],
  [
    'Id BETWEEN :nine AND :one',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {N:1}',
  ],
];

test('conditions are refused in DynamoDB’s words', () => {
  for (const [text, message] of REFUSED) {
    assert.throws(
      () => readCondition('ConditionExpression', text, placeholders(text)),
      { name: 'ValidationException', message: `Invalid ConditionExpression: ${message}` },
      text,
    );
  }
});

test('parentheses around different things are not redundant', () => {
  for (const text of ['((Id = :one) AND (Id = :nine))', '(NOT (Id = :one))', '((Id = :one) OR Id = :nine)']) {
    readCondition('ConditionExpression', text, placeholders(text));
  }
});

const UPDATES: [string, Record<string, AttributeValue | undefined>][] = [
  ['SET Title = Pages, Pages = Title', { Title: { n: '200.5' }, Pages: { s: 'Tides' } }],
  ['SET Id = Id + :one', { Id: { n: '13' } }],
  ['SET Id = :one - Id', { Id: { n: '-11' } }],
  ['SET Id = if_not_exists(Gone, :nine) + :one', { Id: { n: '10' } }],
  ['SET Id = if_not_exists(Id, :nine)', { Id: { n: '12' } }],
  ['SET Tags = list_append(Tags, :list)', { 'Tags[3]': { s: 'end' } }],
  [
    'SET Tags = list_append(if_not_exists(Gone, :list), Tags)',
    { 'Tags[0]': { s: 'end' }, 'Tags[3].deep': { bool: true } },
  ],
  [
    'SET Tags[9] = :one, Tags[5] = :nine',
    { 'Tags[3]': { n: '9' }, 'Tags[4]': { n: '1' }, 'Tags[5]': undefined },
  ],
  ['SET Maker.Street = :red REMOVE Maker.Town', { 'Maker.Street': { s: 'red' }, 'Maker.Town': undefined }],
  ['REMOVE Tags[0], Tags[1]', { 'Tags[0].deep': { bool: true }, 'Tags[1]': undefined }],
  ['REMOVE Gone, Tags[40], Title', { Title: undefined, 'Tags[0]': { s: 'sea' } }],
  ['ADD Id :one, Count_ :nine', { Id: { n: '13' }, Count_: { n: '9' } }],
  ['ADD Colours :gold', { Colours: { ss: ['red', 'blue', 'gold'] } }],
  ['DELETE Colours :gold', { Colours: { ss: ['red', 'blue'] } }],
  ['delete Colours :set', { Colours: undefined }],
];

test('updates change what they name', () => {
  for (const [text, expected] of UPDATES) {
    const result = updated(readItem(BOOK), readUpdate(text, placeholders(text)));
    for (const [path, value] of Object.entries(expected)) {
      const [steps] = readProjection(path, new Placeholders());
      assert.deepEqual(find(steps!, result), value, `${text}: ${path}`);
    }
  }
});

const REFUSED_UPDATES: [string, string][] = [
  ['SET Id = :one SET Title = :red', 'The "SET" section can only be used once in an update expression;'],
  [
    'SET Maker = :one, Maker.Town = :red',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [Maker], path two: [Maker, Town]',
  ],
  [
    'SET Tags[1] = :one REMOVE Tags.a',
    'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [Tags, [1]], path two: [Tags, a]',
  ],
  [
    'ADD Title :red',
    'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
  ],
  [
    'SET Id = Id + :red',
    'Incorrect operand type for operator or function; operator or function: +, operand type: S',
  ],
  ['SET Id = size(Title)', 'Invalid function name; function: size'],
  ['MOVE Id', 'Syntax error; token: "MOVE", near: "MOVE Id"'],
];

test('updates are refused in DynamoDB’s words', () => {
  for (const [text, message] of REFUSED_UPDATES) {
    assert.throws(
      () => readUpdate(text, placeholders(text)),
      { name: 'ValidationException', message: `Invalid UpdateExpression: ${message}` },
      text,
    );
  }
  const failing: [string, string][] = [
    ['SET Id = Gone', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET Id = Title + :one', 'An operand in the update expression has an incorrect data type'],
    ['ADD Title :one', 'An operand in the update expression has an incorrect data type'],
    ['SET Gone.Town = :red', 'The document path provided in the update expression is invalid for update'],
    ['SET Title[0] = :red', 'The document path provided in the update expression is invalid for update'],
  ];
  for (const [text, message] of failing) {
    assert.throws(() => updated(readItem(BOOK), readUpdate(text, placeholders(text))), { message }, text);
  }
});

test('an update leaves the item that it came from', () => {
  const item = readItem(BOOK);
  const text = 'SET Maker.Town = :red, Tags[0] = :one ADD Colours :gold';
  updated(item, readUpdate(text, placeholders(text)));
  assert.deepEqual(item, readItem(BOOK));
});

test('projections keep places in maps and close up lists', () => {
  const item = readItem(BOOK);
  const paths = readProjection(
    'Tags[2].deep, Tags[0], Maker.#t, Gone, Gone_.a',
    new Placeholders({ '#t': 'Town' }),
  );
  assert.deepEqual(
    projected(item, paths),
    readItem({
      Tags: { l: [{ s: 'sea' }, { m: { deep: { bool: true } } }] },
      Maker: { m: { Town: { s: 'Bergen' } } },
    }),
  );
  assert.throws(() => readProjection('Maker, Maker.Town', new Placeholders()), /Two document paths overlap/);
});

test('placeholders must be well formed, and used', () => {
  const cases: [() => unknown, string][] = [
    [() => new Placeholders({}), 'ExpressionAttributeNames must not be empty'],
    [
      () => new Placeholders({ a: 'b' }),
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    ],
    [
      () => new Placeholders({ '#a': 'b' }).checkUsed(1),
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
    ],
    [
      () => new Placeholders({ '#a': 'b' }).checkUsed(0),
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
  ];
  for (const [act, message] of cases) assert.throws(act, { name: 'ValidationException', message });
});

test('key conditions name a partition and a range', () => {
  const schema = { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'N' } } as const;
  const values = { ':p': { s: 'a' }, ':n': { n: '1' }, ':m': { n: '2' } };
  const read = (text: string) => readKeyCondition(text, schema, new Placeholders(undefined, values));
  assert.deepEqual(read('pk = :p').partition, { s: 'a' });
  assert.equal(read('sk BETWEEN :n AND :m AND pk = :p').sort?.kind, 'between');
  const refused: [string, RegExp][] = [
    ['sk = :n', /^Query condition missed key schema element: pk$/],
    ['pk > :p', /^Query key condition not supported$/],
    ['pk = :p OR sk = :n', /Invalid operator used in KeyConditionExpression: OR$/],
    ['pk = :p AND sk <> :n', /Invalid operator used in KeyConditionExpression: <>$/],
    [
      'pk = :p AND attribute_exists(sk)',
      /Invalid operator used in KeyConditionExpression: attribute_exists$/,
    ],
    ['pk = :p AND elsewhere = :n', /^Query condition missed key schema element: sk$/],
    ['pk = :p AND sk > :n AND sk < :m', /KeyConditionExpressions must only contain one condition per key$/],
    ['pk = :p AND sk = elsewhere', /Multiple attribute names used in one condition$/],
    ['pk = :n', /Condition parameter type does not match schema type$/],
    ['pk.a = :p', /KeyConditionExpressions cannot have conditions on nested attributes$/],
  ];
  for (const [text, message] of refused) assert.throws(() => read(text), { message }, text);
});

/** A random condition over three attributes. */
function randomCondition(below: (bound: number) => number, depth: number): string {
  const name = ['Alpha', 'Beta', 'Gamma'][below(3)]!;
  if (depth > 0 && below(3) > 0) {
    const [left, right] = [randomCondition(below, depth - 1), randomCondition(below, depth - 1)];
    return [`(${left}) AND (${right})`, `(${left}) OR (${right})`, `NOT (${left})`][below(3)]!;
  }
  const value = `:v${below(4)}`;
  return [
    `${name} ${['=', '<>', '<', '<=', '>', '>='][below(6)]} ${value}`,
    `attribute_exists(${name})`,
    `size(${name}) > :v0`,
    `${name} IN (:v1, ${value})`,
    `contains(${name}, ${value})`,
  ][below(5)]!;
}

test('a condition gives the same whatever the order of attributes, of names in maps and of elements in sets', () => {
  const random = new Simulation({ seed: 11 }).random('conditions');
  const below = (bound: number) => random.integer(0, bound - 1);
  const values: Record<string, AttributeValue> = {
    ':v0': { n: '1' },
    ':v1': { n: '2' },
    ':v2': { s: 'b' },
    ':v3': { s: 'abc' },
  };
  for (let run = 0; run < 400; run++) {
    const pairs: [string, AttributeValue][] = [];
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      const kind = below(5);
      if (kind === 0) pairs.push([name, { n: String(below(4)) }]);
      if (kind === 1) pairs.push([name, { s: ['a', 'b', 'abc'][below(3)]! }]);
      if (kind === 2) pairs.push([name, { ss: ['b', 'abc', 'x'] }]);
      if (kind === 3) pairs.push([name, { m: { p: { n: '1' }, q: { n: '2' } } }]);
    }
    const forward = readItem(Object.fromEntries(pairs));
    const backward = readItem(
      Object.fromEntries(pairs.reverse().map(([name, value]) => [name, reversed(value)])),
    );
    const text = randomCondition(below, 3);
    const condition = readCondition('ConditionExpression', text, new Placeholders(undefined, values));
    assert.equal(holds(condition, forward), holds(condition, backward), text);
    assert.notEqual(holds({ kind: 'not', condition }, forward), holds(condition, forward), text);
  }
});

function reversed(value: AttributeValue): AttributeValue {
  if ('ss' in value) return { ss: [...value.ss].reverse() };
  if ('m' in value) return { m: Object.fromEntries(Object.entries(value.m).reverse()) };
  return value;
}

test('hostile expressions and names neither hang, nor crash, nor pollute', () => {
  const none = new Placeholders();
  for (const text of [
    '('.repeat(4000),
    'NOT '.repeat(1000),
    `a${'.b'.repeat(2000)} = `,
    '9'.repeat(4000),
    ' '.repeat(5000),
  ]) {
    assert.throws(() => readCondition('ConditionExpression', text, none), { name: 'ValidationException' });
  }
  const names = new Placeholders({ '#p': '__proto__' }, { ':v': { s: 'x' }, ':m': { m: {} } });
  const item = updated(readItem({}), readUpdate('SET #p = :m, a = :v', names)) as Item;
  assert.deepEqual(Object.keys(item), ['__proto__', 'a']);
  assert.equal(({} as Record<string, unknown>).a, undefined);
  const own = readCondition(
    'ConditionExpression',
    'attribute_exists(toString) OR attribute_exists(#c)',
    new Placeholders({ '#c': 'constructor' }),
  );
  assert.equal(holds(own, readItem({ a: { s: '' } })), false);
  let deep: object = { s: 'x' };
  for (let i = 0; i < 10_000; i++) deep = { l: [deep] };
  assert.throws(() => readValue(deep), /Nesting Levels/);
});
