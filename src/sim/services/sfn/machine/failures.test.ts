import assert from 'node:assert/strict';
import { test } from 'vitest';
import { StateFailure } from './failure.ts';
import type { Json } from './json.ts';
import type { Steps, TaskAnswer } from './ports.ts';
import { Retries, retryDelay } from './retry.ts';
import { answering, play, type Task } from '../../../../testing/states/host.ts';

const invoke = 'arn:aws:states:::lambda:invoke';
const waitForToken = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

function machine(state: object, more: object = {}) {
  return { StartAt: 'S', States: { S: { Type: 'Task', Resource: invoke, End: true, ...state }, ...more } };
}

/** Answers in turn; the last one for good. */
function inTurn(...answers: TaskAnswer[]): Task {
  let next = 0;
  return () => answering(answers[Math.min(next++, answers.length - 1)]!);
}

/** A task that takes its time. */
const lasting = (seconds: number, output: Json = 'done'): Task =>
  function* (_call, _progress, loop): Steps<TaskAnswer> {
    yield* loop.sleep(seconds);
    return { output };
  };

test('retries wait for the interval, times the rate each time, capped', () => {
  const retrier = { ErrorEquals: ['X'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 20 };
  assert.deepEqual(
    [0, 1, 2, 3].map((retried) => retryDelay(retrier, retried)),
    [2, 6, 18, 20],
  );
  const { outcome, seconds } = play(
    machine({ Retry: [{ ...retrier, MaxAttempts: 4 }] }),
    {},
    { task: inTurn({ error: 'X' }) },
  );
  assert.equal(outcome.status, 'FAILED');
  assert.equal(seconds, 2 + 6 + 18 + 20);
});

test('without numbers: three retries after 1, 2 and 4 seconds', () => {
  const { seconds, events } = play(
    machine({ Retry: [{ ErrorEquals: ['States.ALL'] }] }),
    {},
    { task: inTurn({ error: 'X' }) },
  );
  assert.equal(seconds, 7);
  assert.equal(types(events).filter((type) => type === 'TaskFailed').length, 4);
});

test('full jitter is spread over the delay', () => {
  const retries = new Retries([
    { ErrorEquals: ['X'], IntervalSeconds: 10, MaxAttempts: 1, JitterStrategy: 'FULL' },
  ]);
  assert.deepEqual(
    retries.next(new StateFailure('X', ''), () => 0.25),
    { index: 0, delay: 2.5 },
  );
});

test('each retrier counts for itself, and a new stay in the state begins anew', () => {
  const retry = [
    { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 1 },
    { ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 1 },
  ];
  const task = inTurn({ error: 'A' }, { error: 'B' }, { error: 'B' }, { output: 1 });
  assert.equal(play(machine({ Retry: retry }), {}, { task }).outcome.status, 'SUCCEEDED');
  const exhausted = inTurn({ error: 'A' }, { error: 'A' }, { output: 1 });
  assert.equal(play(machine({ Retry: retry }), {}, { task: exhausted }).outcome.status, 'FAILED');
});

/** What a task fails with, and the first catcher of four that sees it. */
const caught: [error: string | undefined, by: string][] = [
  ['Mine', 'mine'],
  ['States.TaskFailed', 'failed'],
  ['Other', 'failed'],
  [undefined, 'failed'],
  ['States.Timeout', 'timeout'],
  ['States.HeartbeatTimeout', 'timeout'],
];
for (const [error, by] of caught) {
  test(`${error ?? 'a failure without a name'} is caught by '${by}'`, () => {
    const catchers = [
      { ErrorEquals: ['Mine'], Next: 'mine' },
      { ErrorEquals: ['States.TaskFailed'], Next: 'failed' },
      { ErrorEquals: ['States.Timeout'], Next: 'timeout' },
      { ErrorEquals: ['States.ALL'], Next: 'all' },
    ];
    const states = Object.fromEntries(
      catchers.map(({ Next }) => [Next, { Type: 'Pass', Result: Next, End: true }]),
    );
    const { outcome } = play(machine({ Catch: catchers }, states), {}, { task: inTurn({ error }) });
    assert.deepEqual(outcome, { status: 'SUCCEEDED', output: by });
  });
}

test('States.Runtime is caught by nobody', () => {
  const state = {
    Type: 'Task',
    InputPath: '$.missing',
    Catch: [{ ErrorEquals: ['States.ALL', 'States.Runtime'], Next: 'C' }],
  };
  const { outcome, events } = play(machine(state, { C: { Type: 'Succeed' } }), {});
  assert.equal(outcome.status === 'FAILED' && outcome.error, 'States.Runtime');
  assert.deepEqual(types(events), ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed']);
});

test('a catcher of JSONata sees the error, and assigns', () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'S',
    States: {
      S: {
        Type: 'Task',
        Resource: invoke,
        Catch: [
          {
            ErrorEquals: ['X'],
            Assign: { why: '{% $states.errorOutput.Cause %}' },
            Output: '{% $states.input.n %}',
            Next: 'C',
          },
        ],
        End: true,
      },
      C: { Type: 'Pass', Output: '{% [$states.input, $why] %}', End: true },
    },
  };
  const { outcome } = play(definition, { n: 3 }, { task: inTurn({ error: 'X', cause: 'because' }) });
  assert.deepEqual(outcome, { status: 'SUCCEEDED', output: [3, 'because'] });
});

test('a task is given up at its timeout, not before', () => {
  const slow = play(machine({ TimeoutSeconds: 5 }), {}, { task: lasting(6) });
  assert.deepEqual([slow.outcome, slow.seconds], [{ status: 'FAILED', error: 'States.Timeout' }, 5]);
  assert.ok(types(slow.events).includes('TaskTimedOut'));
  const quick = play(machine({ TimeoutSeconds: 5 }), {}, { task: lasting(4) });
  assert.deepEqual([quick.outcome.status, quick.seconds], ['SUCCEEDED', 4]);
  const byPath = play(machine({ TimeoutSecondsPath: '$.t' }), { t: 3 }, { task: lasting(4) });
  assert.equal(byPath.seconds, 3);
});

test('heartbeats keep a task alive', () => {
  const beating = (beats: number): Task =>
    function* (_call, progress, loop): Steps<TaskAnswer> {
      progress.submitted({ MessageId: 'm' });
      for (let beat = 0; beat < beats; beat++) {
        yield* loop.sleep(4);
        progress.heartbeat();
      }
      yield* loop.sleep(9);
      return { output: 1 };
    };
  const state = { Resource: waitForToken, HeartbeatSeconds: 5, TimeoutSeconds: 60 };
  const { outcome, seconds } = play(machine(state), {}, { task: beating(3) });
  assert.deepEqual([outcome, seconds], [{ status: 'FAILED', error: 'States.Timeout' }, 3 * 4 + 5]);
  const Catch = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'C' }];
  const handled = play(machine({ ...state, Catch }, { C: { Type: 'Succeed' } }), {}, { task: beating(0) });
  assert.deepEqual(handled.outcome, { status: 'SUCCEEDED', output: { Error: 'States.Timeout', Cause: '' } });
  const long = play(machine({ ...state, TimeoutSeconds: 14 }), {}, { task: beating(10) });
  assert.deepEqual([long.outcome, long.seconds], [{ status: 'FAILED', error: 'States.Timeout' }, 14]);
});

test('an execution ends at its own timeout: five minutes at most in Express', () => {
  const wait = (seconds: number) => ({
    StartAt: 'W',
    States: { W: { Type: 'Wait', Seconds: seconds, End: true } },
  });
  const ended = play({ ...wait(9), TimeoutSeconds: 4 }, {});
  assert.deepEqual([ended.outcome.status, ended.seconds], ['TIMED_OUT', 4]);
  assert.equal(types(ended.events).at(-1), 'ExecutionTimedOut');
  assert.equal(play(wait(301), {}, { type: 'EXPRESS' }).seconds, 300);
  assert.equal(play(wait(301), {}).outcome.status, 'SUCCEEDED');
});

test('a loop without end fails with its 25,000th event', () => {
  const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } };
  const { outcome, events } = play(loop, {});
  assert.equal(outcome.status, 'FAILED');
  assert.deepEqual([events.length, events.at(-1)!.type], [25_000, 'ExecutionFailed']);
});

test('a Choice that nothing leads out of fails', () => {
  const choice = { Type: 'Choice', Choices: [{ Variable: '$.n', IsNull: true, Next: 'E' }] };
  const { outcome } = play({ StartAt: 'C', States: { C: choice, E: { Type: 'Succeed' } } }, { n: 1 });
  assert.equal(outcome.status === 'FAILED' && outcome.error, 'States.Runtime');
});

test('a run can be stopped from outside', () => {
  const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9, End: true } } };
  const { outcome, seconds, events } = play(wait, {}, { stopAfter: 4 });
  assert.deepEqual([outcome, seconds], [{ status: 'ABORTED', error: 'Enough', cause: 'stopped' }, 4]);
  assert.equal(types(events).at(-1), 'ExecutionAborted');
  assert.equal(play(wait, {}, { stopAfter: 10 }).outcome.status, 'SUCCEEDED');
});

test('what a task tells after it was given up is not heard', () => {
  const late: Task = function* (_call, progress, loop): Steps<TaskAnswer> {
    loop.spawn(function* (): Steps<void> {
      yield* loop.sleep(3);
      progress.submitted({});
      progress.started();
    });
    yield* loop.sleep(60);
    return { output: 1 };
  };
  const more = { Z: { Type: 'Wait', Seconds: 5, End: true } };
  const state = {
    Resource: waitForToken,
    TimeoutSeconds: 2,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
  };
  const { events } = play(machine(state, more), {}, { task: late });
  assert.ok(!types(events).includes('TaskSubmitted'));
});
