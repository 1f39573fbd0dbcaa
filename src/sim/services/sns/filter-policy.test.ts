import { expect, test } from 'vitest';
import { filteredOut, readFilterPolicy, type FilterPolicyScope } from './filter-policy.ts';

const branches = Array.from({ length: 151 }, (_, i) => ({ [`k${i}`]: ['x'] }));
const six = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, ['1']]));

test.each<[label: string, scope: FilterPolicyScope, policy: string, message: string]>([
  [
    '151 branches',
    'MessageBody',
    JSON.stringify({ $or: branches }),
    'FilterPolicy: Filter policy is too complex',
  ],
  [
    'no JSON',
    'MessageBody',
    '{"a":["x"],}',
    `FilterPolicy: failed to parse JSON. Unexpected character ('}' (code 125)): was expecting double-quote to start field name`,
  ],
  [
    'syntax before content',
    'MessageBody',
    '{"a":[{"b":1}]',
    'FilterPolicy: failed to parse JSON. Unexpected end-of-input: expected close marker for Object (start marker',
  ],
  ['no object', 'MessageBody', '[]', 'FilterPolicy: Filter is not an object'],
  [
    'nested for attributes',
    'MessageAttributes',
    '{"a":{"b":["x"]}}',
    'Filter policy scope MessageAttributes does not support nested filter policy',
  ],
  [
    'six keys',
    'MessageBody',
    JSON.stringify(six),
    'FilterPolicy: Filter policy can not have more than 5 keys',
  ],
  [
    '152 combinations by depth',
    'MessageBody',
    JSON.stringify({ a: { b: new Array(19).fill('x') }, c: ['1', '2', '3', '4'] }),
    'FilterPolicy: Filter policy is too complex',
  ],
  [
    'an operator of EventBridge',
    'MessageBody',
    '{"a":[{"prefix":{"equals-ignore-case":"x"}}]}',
    'FilterPolicy: prefix match pattern must be a string',
  ],
  [
    'six keys within others',
    'MessageBody',
    JSON.stringify({ outer: six }),
    'FilterPolicy: Filter policy can not have more than 5 keys',
  ],
  [
    'four asterisks',
    'MessageBody',
    '{"a":[{"wildcard":"*b*c*d*"}]}',
    'FilterPolicy: Rule is too complex. Try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
  ],
  [
    '108 points of wildcards',
    'MessageBody',
    JSON.stringify({
      a: new Array(3).fill({ wildcard: '*b*c*' }),
      b: new Array(3).fill({ wildcard: '*b*c*' }).slice(1),
      c: [{ wildcard: '*b' }],
    }),
    'FilterPolicy: Filter policy is too complex',
  ],
  [
    'a list in anything-but prefix',
    'MessageBody',
    '{"a":[{"anything-but":{"prefix":["x"]}}]}',
    'FilterPolicy: prefix match pattern must be a string',
  ],
])('a filter policy is refused: %s', (_label, scope, policy, message) => {
  expect(() => readFilterPolicy(policy, scope)).toThrow(new Error(message));
});

const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);

test.each([
  { a: values(3), b: values(50) },
  { a: values(5), b: { c: values(15) } },
  { $or: [{ a: values(100) }, { b: values(50) }] },
])('150 combinations are allowed: %#', (policy) => {
  expect(readFilterPolicy(JSON.stringify(policy), 'MessageBody')).toBeDefined();
});

test('an empty policy is none', () => {
  expect(readFilterPolicy('{}', 'MessageBody')).toBeUndefined();
});

const attributes = {
  s: { dataType: 'String', stringValue: '5' },
  n: { dataType: 'Number', stringValue: '5.0' },
  list: { dataType: 'String.Array', stringValue: '["a",1,true,null,{"b":1}]' },
  broken: { dataType: 'String.Array', stringValue: '[a' },
  binary: { dataType: 'Binary', binaryValue: Uint8Array.of(1) },
};

test.each<[policy: string, passes: boolean]>([
  ['{"s":["5"]}', true],
  ['{"s":[{"wildcard":"*5"}]}', true],
  ['{"s":[{"wildcard":"*6"}]}', false],
  ['{"s":[{"anything-but":{"suffix":"5"}}]}', false],
  ['{"s":[{"anything-but":{"wildcard":"*6"}}]}', true],
  ['{"s":[5]}', false],
  ['{"n":[5]}', true],
  ['{"n":["5.0"]}', false],
  ['{"list":["a"]}', true],
  ['{"list":[true]}', true],
  ['{"list":[null]}', true],
  ['{"list":[{"anything-but":"a"}]}', true],
  ['{"broken":[{"exists":true}]}', false],
  ['{"binary":[{"exists":false}]}', true],
  ['{"__proto__":[{"exists":true}]}', false],
])('attributes are strings, numbers and elements of arrays: %s passes: %s', (policy, passes) => {
  const filter = readFilterPolicy(policy, 'MessageAttributes')!;
  expect(filteredOut(filter, '', attributes) === undefined).toBe(passes);
});

test.each([
  ['NoMessageAttributes', '{"a":["x"]}', 'MessageAttributes', '', {}],
  [
    'MessageAttributes',
    '{"a":["x"]}',
    'MessageAttributes',
    '',
    { a: { dataType: 'String', stringValue: 'y' } },
  ],
  [
    'InvalidAttributes',
    '{"a":["x"]}',
    'MessageAttributes',
    '',
    { a: { dataType: 'Number', stringValue: 'x' } },
  ],
  ['MessageBody', '{"a":["x"]}', 'MessageBody', '{"a":"y"}', {}],
  ['InvalidMessageBody', '{"a":[{"exists":false}]}', 'MessageBody', 'text', {}],
  ['InvalidMessageBody', '{"a":[{"exists":false}]}', 'MessageBody', '[]', {}],
  ['InvalidMessageBody', '{"a":[{"exists":false}]}', 'MessageBody', '{"b":1} x', {}],
] as const)('a message that is filtered out says why: %s', (why, policy, scope, message, given) => {
  expect(filteredOut(readFilterPolicy(policy, scope)!, message, given)).toBe(why);
});
