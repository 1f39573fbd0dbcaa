import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  advanceActivity,
  beginActivity,
  describing,
  detailsOf,
  hasEnded,
  listActivities,
  scalingActivityStatusCodes,
  type Activity,
} from './activity.ts';
import { becauseOf, causeOf, movedFor, stamp, startedFor, takenFor } from './activity-cause.ts';
import {
  abandonedMessage,
  beginAction,
  checkHook,
  completeAction,
  expireAction,
  outcomeOf,
  recordHeartbeat,
  type LifecycleAction,
  type LifecycleHook,
} from './lifecycle-hook.ts';
import { pick, seeded, whole } from './testing.ts';

const at = Date.parse('2026-02-11T18:34:10Z') / 1000;

test('an instant as a cause prints it, against the clock of JavaScript', () => {
  assert.equal(stamp(at), '2026-02-11T18:34:10Z');
  const random = seeded(1);
  for (let run = 0; run < 2000; run++) {
    const seconds = random() * 4e9;
    const iso = new Date(Math.floor(seconds) * 1000).toISOString();
    assert.equal(stamp(seconds), iso.replace('.000', ''));
  }
});

test('a cause is AWS’s sentences, two spaces apart', () => {
  const cause = causeOf([
    becauseOf.alarm(at, 'high', 'ALARM', 'track', 2, 3),
    startedFor.difference(at + 10, 2, 3),
  ]);
  assert.equal(
    cause,
    'At 2026-02-11T18:34:10Z a monitor alarm high in state ALARM triggered policy track changing the desired capacity ' +
      'from 2 to 3.  At 2026-02-11T18:34:20Z an instance was started in response to a difference between desired and ' +
      'actual capacity, increasing the capacity from 2 to 3.',
  );
  assert.equal(causeOf([becauseOf.alarm(at, 'x'.repeat(2000), 'ALARM', 'p', 1, 2)]).length, 1023);
});

test('every sentence begins with its instant and ends with a full stop', () => {
  const size = { min: 1, max: 5, desired: 3 };
  const sentences = [
    becauseOf.created(at, 1),
    becauseOf.update(at, size, 1),
    becauseOf.setDesired(at, 1, 2),
    becauseOf.scheduled(at, size, 2),
    startedFor.unhealthy(at),
    startedFor.instanceRefresh(at),
    startedFor.rebalance(at, ['us-east-1a', 'us-east-1b']),
    takenFor.difference(at, 3, 2),
    takenFor.selected(at, 'i-1'),
    takenFor.gone(at),
    takenFor.loadBalancer(at),
    takenFor.volume(at),
    takenFor.user(at),
    takenFor.instanceRefresh(at),
    takenFor.lifetime(at),
    takenFor.rebalanceRecommendation(at),
    movedFor.standby(at, 'i-1', 4, 3),
    movedFor.service(at, 'i-1', 3, 4),
  ];
  for (const sentence of sentences) assert.match(sentence, /^At 2026-02-11T18:34:10Z (an?|i)\S* .*[^.]\.$/);
  assert.match(sentences[1]!, /min: 1, max: 5, desired: 3 changing the desired capacity from 1 to 3\.$/);
});

const begun = (startTime = 0): Activity =>
  beginActivity(
    {
      activityId: 'a',
      autoScalingGroupName: 'web',
      description: describing.launch(),
      cause: 'why',
      startTime,
      details: detailsOf('subnet-1', 'us-east-1a'),
    },
    'PreInService',
  );

test('there are 16 statuses', () => {
  assert.equal(new Set(scalingActivityStatusCodes).size, 16);
});

test('progress never falls, an end comes once, and not before the start', () => {
  const random = seeded(9);
  for (let run = 0; run < 500; run++) {
    let activity = begun(100);
    let now = 100;
    for (let step = 0; step < 8; step++) {
      const before = activity;
      now += whole(random, -5, 20);
      activity = advanceActivity(activity, pick(random, scalingActivityStatusCodes), now);
      assert.ok(activity.progress >= before.progress);
      if (hasEnded(before)) assert.equal(activity, before);
      assert.equal(activity.endTime !== undefined, hasEnded(activity));
      if (hasEnded(activity)) assert.ok(activity.progress === 100 && activity.endTime! >= activity.startTime);
    }
  }
});

test('a failure says why in its description too', () => {
  const failed = advanceActivity(begun(), 'Failed', 5, 'No capacity. Launching EC2 instance failed.');
  assert.equal(
    failed.description,
    'Launching a new EC2 instance.  Status Reason: No capacity. Launching EC2 instance failed.',
  );
  assert.equal(failed.details, '{"Subnet ID":"subnet-1","Availability Zone":"us-east-1a"}');
});

test('those in progress are listed first, then the latest', () => {
  const done = (id: string, start: number) => ({
    ...advanceActivity(begun(start), 'Successful', start + 1),
    activityId: id,
  });
  const list = listActivities([done('old', 1), { ...begun(0), activityId: 'running' }, done('new', 9)]);
  assert.deepEqual(
    list.map(({ activityId }) => activityId),
    ['running', 'new', 'old'],
  );
});

const launching: LifecycleHook = { name: 'ready', transition: 'autoscaling:EC2_INSTANCE_LAUNCHING' };
const terminating: LifecycleHook = { name: 'drain', transition: 'autoscaling:EC2_INSTANCE_TERMINATING' };

test('a hook ends by its default, an hour on, unless a heartbeat comes', () => {
  const action = beginAction(launching, 't', 0);
  assert.equal(expireAction(action, 3599).result, undefined);
  assert.deepEqual(
    [expireAction(action, 3600).result, expireAction(action, 9999).endedAt],
    ['ABANDON', 3600],
  );
  const later = recordHeartbeat(action, 1800);
  assert.equal(later.deadline, 5400);
  const kept = beginAction({ ...launching, defaultResult: 'CONTINUE' }, 't', 0);
  assert.equal(expireAction(kept, 3600).result, 'CONTINUE');
});

test('no heartbeat moves it beyond 48 hours or 100 timeouts', () => {
  for (const [heartbeatTimeout, limit] of [
    [30, 3000],
    [1728, 172800],
    [7200, 172800],
  ] as const) {
    let action = beginAction({ ...launching, heartbeatTimeout }, 't', 0);
    for (let now = 0; now < action.deadline; now += heartbeatTimeout - 1)
      action = recordHeartbeat(action, now);
    assert.equal(action.deadline, limit);
    assert.throws(() => recordHeartbeat(action, limit), { code: 'ValidationError' });
  }
});

test('an action ends once', () => {
  const action = completeAction(beginAction(launching, 'tok', 0), 'CONTINUE', 5);
  assert.deepEqual([action.result, action.endedAt], ['CONTINUE', 5]);
  const message = /No active Lifecycle Action found with token tok/;
  assert.throws(() => completeAction(action, 'ABANDON', 6), { code: 'ValidationError', message });
  assert.throws(() => completeAction(beginAction(launching, 'tok', 0), 'MAYBE' as never, 6), {
    code: 'ValidationError',
  });
  assert.equal(expireAction(action, 9999), action);
});

test('several hooks: all must end, and one ABANDON ends a launch or a wait', () => {
  const of = (hook: LifecycleHook, ...results: (LifecycleAction['result'] | undefined)[]) =>
    results.map((result) => ({ ...beginAction(hook, 't', 0), result }));
  assert.equal(outcomeOf([]), 'proceed');
  assert.equal(outcomeOf(of(launching, 'CONTINUE', undefined)), 'wait');
  assert.equal(outcomeOf(of(launching, 'CONTINUE', 'CONTINUE')), 'proceed');
  assert.equal(outcomeOf(of(launching, undefined, 'ABANDON')), 'terminate');
  assert.equal(outcomeOf(of(terminating, undefined, 'ABANDON')), 'proceed');
  assert.equal(outcomeOf(of(terminating, undefined, 'CONTINUE')), 'wait');
});

test('an abandoned launch is said in AWS’s words', () => {
  assert.equal(
    abandonedMessage(beginAction(launching, 'tok', 0), false),
    "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token tok was abandoned: " +
      'Lifecycle Action Completed with ABANDON Result',
  );
});

test('hooks that can’t be', () => {
  const refused = (hook: LifecycleHook, existing: LifecycleHook[] = [], code = 'ValidationError') =>
    assert.throws(() => checkHook(hook, existing), { code });
  refused({ ...launching, name: '' });
  refused({ ...launching, name: 'a b' });
  refused({ ...launching, heartbeatTimeout: 29 });
  refused({ ...launching, heartbeatTimeout: 7201 });
  refused({ ...launching, defaultResult: 'NO' as never });
  refused({ ...launching, transition: 'autoscaling:TEST_NOTIFICATION' as never });
  const many = Array.from({ length: 50 }, (_, i) => ({ ...launching, name: `h${i}` }));
  refused(launching, many, 'LimitExceeded');
  checkHook({ ...launching, name: 'h3', heartbeatTimeout: 30 }, many);
});
