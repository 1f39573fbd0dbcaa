import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  advanceBreaker,
  failureThreshold,
  newBreaker,
  type BreakerEvent,
  type CircuitBreakerConfiguration,
} from './circuit-breaker.ts';
import { raisedAlarm, watchAlarms } from './deployment-alarms.ts';
import { failDeployment } from './outcome.ts';
import { startDelay } from './start-throttle.ts';

const on: CircuitBreakerConfiguration = { enable: true, rollback: true };

test('thresholds: AWS’s table, and what 2026 added', () => {
  const table: [number, number][] = [
    [1, 3],
    [25, 13],
    [400, 200],
    [800, 200],
    [0, 3],
    [6, 3],
    [7, 4],
  ];
  for (const [desired, threshold] of table) assert.equal(failureThreshold(desired), threshold);
  assert.equal(failureThreshold(800, { type: 'UNBOUNDED_PERCENT', value: 50 }), 400);
  assert.equal(failureThreshold(1, { type: 'UNBOUNDED_PERCENT', value: 50 }), 1);
  assert.equal(failureThreshold(800, { type: 'COUNT', value: 7 }), 7);
  assert.equal(failureThreshold(100, { type: 'BOUNDED_PERCENT', value: 7 }), 7);
  assert.throws(() => failureThreshold(1, { type: 'COUNT', value: 0.5 }));
});

test('the breaker’s two stages', () => {
  const rows: [BreakerEvent, number][][] = [
    // Each event with the tasks that run then; the threshold is 3.
    [
      ['failed-to-start', 0],
      ['failed-to-start', 0],
      ['failed-to-start', 0],
    ],
    [
      ['failed-to-start', 0],
      ['failed-to-start', 0],
      ['failed-to-start', 1],
    ],
    [
      ['unhealthy', 1],
      ['unhealthy', 1],
      ['unhealthy', 2],
    ],
    [
      ['failed-to-start', 0],
      ['unhealthy', 1],
      ['unhealthy', 1],
    ],
    [
      ['unhealthy', 1],
      ['unhealthy', 1],
      ['healthy', 1],
      ['unhealthy', 1],
    ],
    [
      ['completed', 4],
      ['unhealthy', 1],
      ['unhealthy', 1],
      ['unhealthy', 1],
    ],
  ];
  const ends = rows.map((events) =>
    events.reduce(
      (breaker, [event, running]) => advanceBreaker(breaker, event, running, 4, on),
      newBreaker(on),
    ),
  );
  assert.deepEqual(
    ends.map(({ status, failureCount }) => `${status} ${failureCount}`),
    ['TRIGGERED 3', 'MONITORING 2', 'TRIGGERED 3', 'TRIGGERED 3', 'MONITORING 1', 'MONITORING_COMPLETE 0'],
  );
  const keeping = { ...on, resetOnHealthyTask: false };
  const kept = rows[4]!.reduce(
    (b, [event, running]) => advanceBreaker(b, event, running, 4, keeping),
    newBreaker(on),
  );
  assert.equal(kept.status, 'TRIGGERED');
  assert.equal(newBreaker({ enable: false, rollback: false }).status, 'DISABLED');
});

test('roll-back goes to the last deployment that completed', () => {
  const history = [
    { id: 'ecs-svc/1', rolloutState: 'COMPLETED' },
    { id: 'ecs-svc/2', rolloutState: 'COMPLETED' },
    { id: 'ecs-svc/3', rolloutState: 'FAILED' },
  ] as const;
  const failed = failDeployment('circuit-breaker', true, history);
  assert.equal(failed.rollBackTo, 'ecs-svc/2');
  assert.equal(failed.reason, 'ECS deployment circuit breaker: task failed to start.');
  assert.equal(
    failed.rollBackReason,
    'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/2.',
  );
  assert.equal(failDeployment('alarm', false, history).rollBackTo, undefined);
  assert.equal(failDeployment('alarm', true, []).rollBackTo, undefined);
});

test('starts slow down to one in 27 minutes', () => {
  const delays = Array.from({ length: 12 }, (_, i) => startDelay(i + 1));
  assert.deepEqual(delays, [0, 0, 15, 30, 60, 120, 240, 480, 960, 1620, 1620, 1620]);
  assert.equal(startDelay(0), 0);
  assert.equal(startDelay(1e9), 1620);
});

test('an alarm that rings from the start is not listened to', () => {
  const states = new Map([
    ['a', 'OK'],
    ['b', 'OK'],
  ] as [string, 'OK' | 'ALARM'][]);
  const stateOf = (name: string) => states.get(name) ?? 'INSUFFICIENT_DATA';
  const watch = watchAlarms(['a', 'b'], stateOf);
  assert.equal(raisedAlarm(watch, stateOf), undefined);
  states.set('b', 'ALARM');
  assert.equal(raisedAlarm(watch, stateOf), 'b');
  assert.equal(raisedAlarm(watchAlarms(['a', 'b'], stateOf), stateOf), undefined);
});
