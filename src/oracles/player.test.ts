import { AwsError } from 'desired-capacity';
import { expect, test } from 'vitest';
import { difference, type Bindings } from './match.ts';
import { play, type Stage } from './player.ts';
import { behaviourOf, type Transcript } from './transcript.ts';

/* The player, on a made-up service: a shelf that gives out what was put there. */

const refusal = () =>
  new AwsError('Shelf', 'ShelfIsEmpty', { code: 'Empty', status: 404, fault: 'client' }, 'No box.');

function shelf(): Stage & { log: unknown[] } {
  const boxes: { Id: string; Lid?: string; What: unknown }[] = [];
  const log: unknown[] = [];
  return {
    log,
    async call(client, operation, params) {
      log.push([client, operation, params]);
      if (operation === 'TakeBoxes') {
        if (boxes.length === 0) throw refusal();
        return { Boxes: boxes.splice(0).reverse() };
      }
      if (operation !== 'PutBox') throw new TypeError(`no ${operation}`);
      boxes.push({ Id: `box-${boxes.length}`, What: params.What });
      return { BoxId: `box-${boxes.length - 1}` };
    },
    sleep: async (seconds) => void log.push(seconds),
    arnOf: (resource) => `arn:aws:shelf:mars:1:${resource}`,
    anyOrder: (member) => member === 'Boxes',
    fixtures: { shelf_fill: async ([count], { what }) => [count, what] },
  };
}

const put = (i: number, What: unknown, more = {}) => ({
  i,
  client: 'shelf',
  op: 'put_box',
  params: { What },
  ...more,
});
const take = (i: number, more = {}) => ({ i, client: 'shelf', op: 'take_boxes', params: {}, ...more });
const conversation = (rest: Partial<Transcript>): Transcript => ({
  name: 'x',
  steps: [],
  expectations: [],
  asserts: [],
  ...rest,
});
const assertion = (i: number, op: string, left: unknown, right?: unknown) => ({
  i,
  op,
  left,
  right,
  src: 'assert it',
});

test('steps run in turn; references, tokens and ARNs are filled in', async () => {
  const stage = shelf();
  await play(
    conversation({
      steps: [
        put(0, 'a'),
        { i: 1, sleep: 2.5 },
        put(3, 'id {{call0.BoxId}}, <id:1>, arn-of({{call0.BoxId}})s'),
        {
          i: 4,
          client: 'fixture',
          op: 'shelf_fill',
          args: ['{{call3.BoxId}}'],
          params: { what: { $bytes: 'a\x01' } },
        },
        put(5, '{{call4[0]}}'),
        put(6, '{{call4[1]}}'),
      ],
      expectations: [{ after: 2, key: 'k', obj: '{{call0.BoxId}}', recorded: '<id:1>' }],
    }),
    stage,
  );
  expect(stage.log).toEqual([
    ['shelf', 'PutBox', { What: 'a' }],
    2.5,
    ['shelf', 'PutBox', { What: 'id box-0, box-0, arn:aws:shelf:mars:1:box-0s' }],
    ['shelf', 'PutBox', { What: 'box-1' }],
    ['shelf', 'PutBox', { What: Uint8Array.of(97, 1) }],
  ]);
});

test('a token may be used before the answer that it stands in is compared', async () => {
  const stage = shelf();
  await play(
    conversation({
      steps: [put(0, 'a'), put(1, '<id:1>')],
      expectations: [{ after: 2, key: 'k', obj: { $call: 0 }, recorded: { BoxId: '<id:1>' } }],
    }),
    stage,
  );
  expect(stage.log.at(-1)).toEqual(['shelf', 'PutBox', { What: 'box-0' }]);
});

const twoBoxes = (recorded: unknown) =>
  conversation({
    steps: [put(0, 'a'), put(1, '{"x":1}'), take(2)],
    expectations: [{ after: 3, key: 'boxes', obj: { $call: 2 }, recorded }],
  });

test('an answer is as it was recorded, in any order where the service promises none', async () => {
  const a = { Id: '<box:1>', What: 'a' };
  const b = { Id: '<box:2>', What: { x: 1 } };
  await play(twoBoxes({ Boxes: [a, b], ResponseMetadata: {} }), shelf());
  await play(twoBoxes({ Boxes: [b, a] }), shelf());
  const strict = { ...shelf(), anyOrder: undefined };
  await expect(play(twoBoxes({ Boxes: [a, b] }), strict)).rejects.toThrow(
    'boxes: Boxes[0].What is "{\\"x\\":1}"',
  );
});

test.each([
  [{ Boxes: [{ Id: '<box:1>', What: 'a' }] }, 'one box less'],
  [{ Boxes: [{ Id: '<box:1>', What: 'a' }, { Id: '<box:2>' }] }, 'a member that was not there'],
  [
    {
      Boxes: [
        { Id: '<box:1>', What: 'a' },
        { Id: '<box:1>', What: { x: 1 } },
      ],
    },
    'one token, two values',
  ],
  [
    {
      Boxes: [
        { Id: '<box:1>', What: 'a' },
        { Id: '<box:2>', What: { x: 2 } },
      ],
    },
    'another value',
  ],
  [
    {
      Boxes: [
        { Id: '<box:1>', What: 'a', Lid: 'shut' },
        { Id: '<box:2>', What: { x: 1 } },
      ],
    },
    'a member missing',
  ],
])('%j is another answer: %s', async (recorded: object, _why) => {
  await expect(play(twoBoxes(recorded), shelf())).rejects.toThrow('boxes: ');
});

const refused = (recorded: unknown, raises = true) =>
  conversation({
    steps: [take(0, { raises })],
    expectations: [{ after: 1, key: 'error', obj: { $err: 0 }, recorded }],
  });

test('a refusal is as it was recorded', async () => {
  const Error = { Code: 'Empty', Message: 'No box.', Type: 'Sender', Detail: null };
  const ResponseMetadata = { HTTPStatusCode: 404 };
  await play(refused({ Error, ResponseMetadata }), shelf());
  await play(
    refused({ Error: { ...Error, QueryErrorCode: 'ShelfIsEmpty' }, ResponseMetadata, message: 'No box.' }),
    shelf(),
  );
  await play(refused('An error occurred (Empty) when calling the TakeBoxes operation: No box.'), shelf());
  for (const other of [
    { Error, ResponseMetadata: { HTTPStatusCode: 400 } },
    { Error: { ...Error, Code: 'ShelfIsEmpty' }, ResponseMetadata },
    { Error: { ...Error, QueryErrorCode: 'Empty' }, ResponseMetadata },
    'An error occurred (Full) when calling the TakeBoxes operation: No box.',
  ]) {
    await expect(play(refused(other), shelf())).rejects.toThrow('error: ');
  }
});

test('what was refused must be, and what was not must not', async () => {
  await expect(play(conversation({ steps: [put(0, 'a', { raises: true })] }), shelf())).rejects.toThrow(
    'put_box succeeds with {"BoxId":"box-0"}, and was refused',
  );
  await expect(play(conversation({ steps: [take(0)] }), shelf())).rejects.toThrow(
    'take_boxes fails with ShelfIsEmpty',
  );
  const strange = { i: 0, client: 'shelf', op: 'fry_box', raises: true };
  await expect(play(conversation({ steps: [strange] }), shelf())).rejects.toThrow(
    'fry_box fails with TypeError',
  );
});

test.each([
  ['==', 'len({{call2.Boxes}})', 2],
  ['==', 'len({{call0.Boxes}})', 0],
  ['==', '{{call0.Boxes}}', []],
  ['==', '{{call2.Boxes}}[1].What', 'a'],
  ['!=', '{{call2.Boxes}}[0].What', 'a'],
  ['truthy', '{{call0.BoxId}}', undefined],
  ['in', 'Boxes', { $call: 2 }],
  ['not in', 'Boxes', { $call: 0 }],
  ['>', 'len({{call2.Boxes}})', 1],
  ['>=', 'len({{call2.Boxes}})', 2],
  ['<', 'len({{call2.Boxes}})', 3],
  ['in', 'box', '{{call0.BoxId}}'],
  ['==', ['{{call0.BoxId}}'], ['box-0']],
])('%s %j %j is asserted', async (op, left, right) => {
  const steps = [put(0, 'a'), put(1, 'b'), take(2)];
  await play(conversation({ steps, asserts: [assertion(3, op, left, right)] }), shelf());
});

test.each([
  ['==', 'len({{call2.Boxes}})', 1],
  ['truthy', '{{call0.Boxes}}', undefined],
  ['in', 'Boxes', { $call: 0 }],
  ['not in', 'Boxes', { $call: 2 }],
  ['!=', '{{call0.BoxId}}', 'box-0'],
  ['<', 'len({{call2.Boxes}})', 2],
  ['~', '{{call0.BoxId}}', 'box-0'],
])('%s %j %j does not hold', async (op, left, right) => {
  const steps = [put(0, 'a'), put(1, 'b'), take(2)];
  const played = play(conversation({ steps, asserts: [assertion(3, op, left, right)] }), shelf());
  await expect(played).rejects.toThrow(/does not hold|no way to assert/);
});

test('sets, of which the recorder made lists, are equal in any order', async () => {
  const steps = [put(0, 'a'), put(1, 'b'), take(2)];
  const bodies = ['{{call2.Boxes}}[0].What', '{{call2.Boxes}}[1].What'];
  const set = {
    ...assertion(3, '==', bodies, ['a', 'b']),
    src: 'assert {box.What for box in boxes} == {"a", "b"}',
  };
  await play(conversation({ steps, asserts: [set] }), shelf());
  const list = assertion(3, '==', bodies, ['a', 'b']);
  await expect(play(conversation({ steps, asserts: [list] }), shelf())).rejects.toThrow('does not hold');
});

test('what the recorder could not tell is not asserted; what it lost can’t be played', async () => {
  const lost = { ...assertion(0, '==', '{{call0.x}}', 1), leftErr: 'KeyError' };
  await play(conversation({ asserts: [lost, assertion(1, '==', 1, 2)] }), shelf());
  await expect(play(conversation({ steps: [put(0, '<<uuid()>>')] }), shelf())).rejects.toThrow(
    'the recorder lost',
  );
  const helper = { i: 0, client: 'fixture', op: 'nobody' };
  await expect(play(conversation({ steps: [helper] }), shelf())).rejects.toThrow('there is no helper nobody');
});

test.each([
  ['arn:aws:sqs:eu-west-1:123456789012:jobs', 'arn:<partition>:sqs:<region>:111111111111:<resource:1>', true],
  [
    'arn:aws:sns:eu-west-1:123456789012:jobs',
    'arn:<partition>:sqs:<region>:111111111111:<resource:1>',
    false,
  ],
  ['2026-01-01', 'timestamp', true],
  [undefined, 'timestamp', false],
  ['(a)', '(<x:1>)', true],
  [Uint8Array.of(97, 30, 39, 200), `b'a\\x1e\\'\\xc8'`, true],
  [undefined, null, true],
  ['', null, false],
  [3, 3, true],
  [3, '3', false],
  ['not json', { a: 1 }, false],
])('%j was recorded as %j: %s', (actual, recorded, same) => {
  expect(difference(actual, recorded, new Map()) === undefined).toBe(same);
});

test('a token has one value throughout, and one of another number another', () => {
  const bindings: Bindings = new Map();
  expect(difference(['a', 'a', 'b'], ['<id:1>', '<id:1>', '<id:2>'], bindings)).toBeUndefined();
  expect(difference('c', '<id:1>', bindings)).toBe('it is "c", and was "<id:1>"');
  expect(difference('a', '<id:3>', bindings)).toBeDefined();
  expect(difference('a', '<name:1>', bindings)).toBeUndefined();
  expect(difference('c', '<duration>', bindings) ?? difference('d', '<duration>', bindings)).toBeUndefined();
});

test('variants of one behaviour have one name', () => {
  expect(behaviourOf('a::b[sqs_query-True]')).toBe(behaviourOf('a::b[sqs-True]'));
  expect(behaviourOf('a::b[sqs_query]')).toBe(behaviourOf('a::b'));
  expect(behaviourOf('a::b[json-x]')).not.toBe(behaviourOf('a::b[query-y]'));
});
