import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from './json.ts';
import { answering, play } from '../../../../testing/states/host.ts';

const invoke = 'arn:aws:states:::lambda:invoke';
const one = (state: object, language = 'JSONPath') => ({
  QueryLanguage: language,
  StartAt: 'S',
  States: { S: state },
});

/** A machine, its input, and what comes out. */
const cases: [title: string, machine: object, input: Json, output: Json, answer?: Json][] = [
  [
    'ResultPath goes into the raw input',
    one({ Type: 'Pass', InputPath: '$.a', ResultPath: '$.r', End: true }),
    { a: 1, b: 2 },
    { a: 1, b: 2, r: 1 },
  ],
  [
    'a null ResultPath keeps the input',
    one({ Type: 'Pass', Result: 7, ResultPath: null, End: true }),
    { a: 1 },
    { a: 1 },
  ],
  ['a null OutputPath hands on nothing', one({ Type: 'Pass', OutputPath: null, End: true }), { a: 1 }, {}],
  [
    'Result wins over Parameters',
    one({ Type: 'Pass', Parameters: { x: 1 }, Result: 'r', End: true }),
    {},
    'r',
  ],
  [
    'ResultSelector comes before ResultPath',
    one({
      Type: 'Task',
      Resource: invoke,
      ResultSelector: { n: { 'm.$': '$.Payload' } },
      ResultPath: '$.r',
      OutputPath: '$.r.n',
      End: true,
    }),
    { q: 1 },
    { m: 5 },
    { Payload: 5, Rest: true },
  ],
  [
    'Output of JSONata replaces, nothing is merged',
    one({ Type: 'Pass', Output: { n: '{% $states.input.a + 1 %}' }, End: true }, 'JSONata'),
    { a: 1, b: 2 },
    { n: 2 },
  ],
  [
    'a text around an expression makes it a text',
    one({ Type: 'Pass', Output: 'n = {% 1 %}', End: true }, 'JSONata'),
    {},
    'n = {% 1 %}',
  ],
  [
    'the result is the default output of a task',
    one({ Type: 'Task', Resource: invoke, End: true }, 'JSONata'),
    {},
    'done',
    'done',
  ],
  [
    'Output does not see what Assign sets beside it',
    {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
        C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
      },
    },
    {},
    [1, 2, 1],
  ],
  [
    'what a branch assigns stays in the branch',
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 'outer' }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Branches: ['b', 'c'].map((name) => ({
            StartAt: name,
            States: {
              [name]: { Type: 'Pass', Assign: { x: name }, Next: `${name}2` },
              [`${name}2`]: { Type: 'Pass', Parameters: { 'x.$': '$x' }, End: true },
            },
          })),
          Next: 'Z',
        },
        Z: { Type: 'Pass', Parameters: { 'in.$': '$', 'x.$': '$x' }, End: true },
      },
    },
    {},
    { in: [{ x: 'b' }, { x: 'c' }], x: 'outer' },
  ],
  [
    'a state may speak JSONata in a machine that speaks JSONPath',
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.n * 2 %}', Next: 'B' },
        B: { Type: 'Pass', Parameters: { 'twice.$': '$' }, End: true },
      },
    },
    { n: 4 },
    { twice: 8 },
  ],
  [
    'the first rule of a Choice that holds brings its own Assign',
    {
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.n', NumericGreaterThan: 9, Assign: { size: 'big' }, Next: 'E' },
            { Variable: '$.n', NumericGreaterThan: 4, Assign: { size: 'medium' }, Next: 'E' },
          ],
          Assign: { size: 'small' },
          Default: 'E',
        },
        E: { Type: 'Pass', Parameters: { 'size.$': '$size' }, End: true },
      },
    },
    { n: 7 },
    { size: 'medium' },
  ],
];

for (const [title, machine, input, output, answer] of cases) {
  test(title, () => {
    const task = answer === undefined ? undefined : () => answering({ output: answer });
    assert.deepEqual(play(machine, input, { ...(task && { task }) }).outcome, {
      status: 'SUCCEEDED',
      output,
    });
  });
}

test('a payload of 256 KiB passes, a byte more does not; it counts bytes of UTF-8', () => {
  const machine = one({ Type: 'Pass', Result: '{}', ResultPath: '$.x', OutputPath: '$.text', End: true });
  const fits = 256 * 1024 - 2;
  for (const [text, status] of [
    ['a'.repeat(fits), 'SUCCEEDED'],
    ['a'.repeat(fits + 1), 'FAILED'],
    ['ä'.repeat(fits / 2), 'SUCCEEDED'],
    ['ä'.repeat(fits / 2) + 'a', 'FAILED'],
    ['😀'.repeat(fits / 4 - 1), 'SUCCEEDED'],
  ] as const) {
    const { outcome } = play(machine, { text });
    assert.equal(outcome.status, status);
    if (outcome.status === 'FAILED') assert.equal(outcome.error, 'States.DataLimitExceeded');
  }
});

test('a task whose result is too large fails, and can be caught', () => {
  const state = {
    Type: 'Task',
    Resource: invoke,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
    End: true,
  };
  const machine = {
    StartAt: 'S',
    States: { S: state, C: { Type: 'Pass', OutputPath: '$.Error', End: true } },
  };
  const { outcome } = play(machine, {}, { task: () => answering({ output: 'x'.repeat(300_000) }) });
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output: 'States.DataLimitExceeded' });
});

test('names of prototypes are ordinary names', () => {
  const input = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as Json;
  const machine = JSON.parse(`{
    "StartAt": "__proto__",
    "States": {
      "__proto__": { "Type": "Pass", "Assign": { "__proto__": { "polluted": true }, "toString": 1 }, "Next": "constructor" },
      "constructor": { "Type": "Pass", "End": true }
    }
  }`) as object;
  const { outcome } = play(machine, input);
  assert.equal(JSON.stringify(outcome), `{"status":"SUCCEEDED","output":${JSON.stringify(input)}}`);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});
