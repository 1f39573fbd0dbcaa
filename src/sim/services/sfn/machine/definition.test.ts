import assert from 'node:assert/strict';
import { test } from 'vitest';
import { validated } from '../../../../testing/states/host.ts';
import { definitionMessage } from './diagnostics.ts';

const alone = (state: object, more: object = {}) => ({ StartAt: 'S', States: { S: state }, ...more });
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };

/** What is wrong, and where it is found. */
const wrong: [title: string, definition: object, place: string][] = [
  ['a field of another type', alone({ Type: 'Succeed', Parameters: {} }), '/States/S/Parameters'],
  ['a field of the other language', alone({ Type: 'Pass', Output: 1, End: true }), '/States/S/Output'],
  ['neither Next nor End', alone({ Type: 'Pass' }), '/States/S'],
  ['both Next and End', alone({ Type: 'Pass', Next: 'S', End: true }), '/States/S'],
  ['a Next to nowhere', alone({ Type: 'Pass', Next: 'X' }), '/States/S/Next'],
  ['a StartAt to nowhere', { StartAt: 'X', States: { S: { Type: 'Succeed' } } }, '/StartAt'],
  [
    'a state that nothing leads to',
    { StartAt: 'S', States: { S: { Type: 'Succeed' }, T: { Type: 'Succeed' } } },
    '/States/T',
  ],
  ['a path that is none', alone({ Type: 'Pass', InputPath: 'x', End: true }), '/States/S/InputPath'],
  [
    'a ResultPath into a variable',
    alone({ Type: 'Pass', ResultPath: '$x', End: true }),
    '/States/S/ResultPath',
  ],
  [
    'a ResultPath to many places',
    alone({ Type: 'Pass', ResultPath: '$.a[*]', End: true }),
    '/States/S/ResultPath',
  ],
  [
    'a template that points nowhere',
    alone({ Type: 'Pass', Parameters: { a: { 'b.$': 'c' } }, End: true }),
    '/States/S/Parameters/a',
  ],
  [
    'an expression that can’t be read',
    alone({ ...task, Arguments: '{% 1 + %}' }, { QueryLanguage: 'JSONata' }),
    '/States/S/Arguments',
  ],
  [
    'two ways to say how long',
    alone({ Type: 'Wait', Seconds: 1, Timestamp: '2020-01-01T00:00:00Z', End: true }),
    '/States/S',
  ],
  ['a negative wait', alone({ Type: 'Wait', Seconds: -1, End: true }), '/States/S/Seconds'],
  [
    'a heartbeat longer than the timeout',
    alone({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
    '/States/S/HeartbeatSeconds',
  ],
  ['a resource that is no ARN', alone({ ...task, Resource: 'foo' }), '/States/S/Resource'],
  [
    'a retrier for nothing',
    alone({ ...task, Retry: [{ ErrorEquals: [] }] }),
    '/States/S/Retry[0]/ErrorEquals',
  ],
  [
    'States.ALL among others',
    alone({ ...task, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }),
    '/States/S/Retry[0]/ErrorEquals',
  ],
  [
    'a rate below one',
    alone({ ...task, Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }),
    '/States/S/Retry[0]/BackoffRate',
  ],
  [
    'a rule that compares nothing',
    alone({ Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'S' }] }),
    '/States/S/Choices[0]',
  ],
  [
    'a rule with a value of another type',
    alone({ Type: 'Choice', Choices: [{ Variable: '$.x', NumericEquals: '1', Next: 'S' }] }),
    '/States/S/Choices[0]/NumericEquals',
  ],
  ['branches that are none', alone({ Type: 'Parallel', End: true, Branches: [] }), '/States/S'],
  [
    'a state’s name used twice',
    alone({ Type: 'Parallel', End: true, Branches: [alone({ Type: 'Succeed' })] }),
    '/States/S/Branches[0]/States/S',
  ],
  [
    'a branch that leads out of itself',
    alone({
      Type: 'Parallel',
      End: true,
      Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Next: 'S' } } }],
    }),
    '/States/S/Branches[0]/States/B/Next',
  ],
];
for (const [title, definition, place] of wrong) {
  test(`refused: ${title}`, () => {
    const { diagnostics } = validated(definition);
    assert.ok(
      diagnostics.some(({ location }) => location === place),
      JSON.stringify(diagnostics),
    );
  });
}

test('Express machines wait for nobody', () => {
  for (const end of ['sync', 'sync:2', 'waitForTaskToken']) {
    const machine = alone({ ...task, Resource: `arn:aws:states:::states:startExecution.${end}` });
    assert.deepEqual([validated(machine).result, validated(machine, 'EXPRESS').result], ['OK', 'FAIL']);
  }
});

test('the message names each finding with its place', () => {
  const { diagnostics } = validated({});
  assert.equal(
    definitionMessage(diagnostics),
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'",
  );
});
