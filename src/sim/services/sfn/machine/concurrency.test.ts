import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from './json.ts';
import type { Steps, TaskAnswer } from './ports.ts';
import { play, type Task } from '../../../../testing/states/host.ts';

const invoke = 'arn:aws:states:::lambda:invoke';
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const branch = (name: string, state: object) => ({
  StartAt: name,
  States: { [name]: { End: true, ...state } },
});

/** Takes the seconds that it is given; a negative number fails after as many. Counts who runs at once. */
function worker(seen: { running: number; most: number; ended: number }): Task {
  return function* (call, _progress, loop): Steps<TaskAnswer> {
    seen.running++;
    seen.most = Math.max(seen.most, seen.running);
    try {
      yield* loop.sleep(Math.abs(call.input as number));
      seen.ended++;
    } finally {
      seen.running--;
    }
    return (call.input as number) < 0 ? { error: 'Bad', cause: String(call.input) } : { output: call.input };
  };
}
const watched = () => ({ running: 0, most: 0, ended: 0 });

test('branches run at once, and their outputs keep the branches’ order', () => {
  const seen = watched();
  const machine = {
    StartAt: 'P',
    States: {
      P: {
        Type: 'Parallel',
        Branches: [3, 1, 2].map((seconds) =>
          branch(`B${seconds}`, { Type: 'Task', Resource: invoke, InputPath: `$[${seconds}]` }),
        ),
        End: true,
      },
    },
  };
  const { outcome, seconds } = play(machine, [0, 1, 2, 3], { task: worker(seen) });
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output: [3, 1, 2] });
  assert.deepEqual([seconds, seen.most], [3, 3]);
});

test('what follows a Parallel state comes after the last event of its branches', () => {
  const branches = [branch('A', { Type: 'Wait', Seconds: 2 }), branch('B', { Type: 'Wait', Seconds: 1 })];
  const { events } = play(
    { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: branches, End: true } } },
    1,
  );
  assert.deepEqual(
    events.map(({ id, previousEventId, type }) => `${id} after ${previousEventId}: ${type}`),
    [
      '1 after 0: ExecutionStarted',
      '2 after 0: ParallelStateEntered',
      '3 after 2: ParallelStateStarted',
      '4 after 3: WaitStateEntered',
      '5 after 3: WaitStateEntered',
      '6 after 5: WaitStateExited',
      '7 after 4: WaitStateExited',
      '8 after 7: ParallelStateSucceeded',
      '9 after 7: ParallelStateExited',
      '10 after 9: ExecutionSucceeded',
    ],
  );
});

test('the first branch that fails ends the others, which are aborted', () => {
  const seen = watched();
  const machine = {
    StartAt: 'P',
    States: {
      P: {
        Type: 'Parallel',
        Branches: [
          branch('Slow', { Type: 'Task', Resource: invoke, InputPath: '$.slow' }),
          branch('Waits', { Type: 'Wait', Seconds: 50 }),
          branch('Fails', { Type: 'Task', Resource: invoke, InputPath: '$.bad' }),
        ],
        Catch: [{ ErrorEquals: ['Bad'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Pass', End: true },
    },
  };
  const { outcome, seconds, events } = play(machine, { slow: 9, bad: -2 }, { task: worker(seen) });
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output: { Error: 'Bad', Cause: '-2' } });
  assert.deepEqual([seconds, seen.running, seen.ended], [2, 0, 1]);
  assert.deepEqual(
    types(events).filter((type) => /Aborted|Failed/.test(type)),
    ['TaskFailed', 'TaskStateAborted', 'WaitStateAborted', 'TaskStateAborted', 'ParallelStateFailed'],
  );
});

function map(fields: object, items: Json[], seen = watched()) {
  const processor = {
    ...branch('T', { Type: 'Task', Resource: invoke }),
    ...(fields as { Processor?: object }).Processor,
  };
  const machine = {
    StartAt: 'M',
    States: { M: { Type: 'Map', ItemProcessor: processor, End: true, ...fields } },
  };
  return { seen, ...play(machine, items, { task: worker(seen) }) };
}

test('as many iterations run at once as MaxConcurrency says', () => {
  for (const [limit, seconds] of [
    [1, 10],
    [2, 5],
    [0, 4],
  ] as const) {
    const { outcome, seen, ...played } = map({ MaxConcurrency: limit }, [4, 3, 2, 1]);
    assert.deepEqual(outcome, { status: 'SUCCEEDED', output: [4, 3, 2, 1] });
    assert.equal(played.seconds, seconds);
    assert.equal(seen.most, limit || 4);
  }
});

test('an inline Map runs 40 iterations at once at most', () => {
  const { seen, seconds } = map(
    {},
    Array.from({ length: 100 }, () => 1),
  );
  assert.deepEqual([seen.most, seconds], [40, 3]);
});

test('an iteration that fails ends the Map', () => {
  const { outcome, seconds, events } = map({}, [5, -1, 5]);
  assert.deepEqual([outcome, seconds], [{ status: 'FAILED', error: 'Bad', cause: '-1' }, 1]);
  const after = types(events).slice(types(events).indexOf('TaskFailed'));
  assert.deepEqual(after, [
    'TaskFailed',
    'TaskStateAborted',
    'MapIterationFailed',
    'TaskStateAborted',
    'MapIterationAborted',
    'TaskStateAborted',
    'MapIterationAborted',
    'MapStateFailed',
    'ExecutionFailed',
  ]);
});

test('a Map Run tolerates failures up to its threshold', () => {
  const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
  const items = [1, -1, 1, -1];
  const all = map({ Processor: distributed, ToleratedFailurePercentage: 50 }, items);
  assert.deepEqual(all.outcome, { status: 'SUCCEEDED', output: [1, null, 1, null] });
  const few = map({ Processor: distributed, ToleratedFailureCount: 1 }, items);
  assert.equal(
    few.outcome.status === 'FAILED' && few.outcome.error,
    'States.ExceedToleratedFailureThreshold',
  );
  const none = map({ Processor: distributed }, items);
  assert.equal(none.outcome.status === 'FAILED' && none.outcome.error, 'Bad');
});

test('the item is in the context object', () => {
  const { outcome } = map(
    {
      ItemSelector: { 'n.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$' },
      ItemProcessor: branch('P', { Type: 'Pass' }),
    },
    [7],
  );
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output: [{ n: 0, v: 7, all: [7] }] });
});

test('batches are filled by number and by bytes', () => {
  const processor = { ...branch('P', { Type: 'Pass' }), ProcessorConfig: { Mode: 'DISTRIBUTED' } };
  const { outcome } = map(
    { ItemProcessor: processor, ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'n.$': '$[0]' } } },
    [1, 2, 3],
  );
  const output = [
    { BatchInput: { n: 1 }, Items: [1, 2] },
    { BatchInput: { n: 1 }, Items: [3] },
  ];
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output });
  // `{}` and two items of six bytes, with a comma each: a batch that is just full.
  const full = map({ ItemProcessor: processor, ItemBatcher: { MaxInputBytesPerBatch: 16 } }, [
    'aaaa',
    'bbbb',
    'cccc',
  ]);
  const batches = [{ Items: ['aaaa', 'bbbb'] }, { Items: ['cccc'] }];
  assert.deepEqual(full.outcome, { status: 'SUCCEEDED', output: batches });
});
