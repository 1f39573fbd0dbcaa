import assert from 'node:assert/strict';
import { test } from 'vitest';
import { adjust, roundChange } from './adjustment.ts';
import { clamp, warmupOf, type Capacity } from './capacity.ts';
import { askSimple, cooldownEnd } from './simple-policy.ts';
import { checkSteps, stepFor, type StepAdjustment } from './step-adjustments.ts';
import { aggregate, askStep, checkStepPolicy, type StepPolicy } from './step-policy.ts';
import { pick, seeded, whole } from './testing.ts';

const out: StepPolicy = {
  name: 'out',
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { lowerBound: 0, upperBound: 10, scalingAdjustment: 0 },
    { lowerBound: 10, upperBound: 20, scalingAdjustment: 10 },
    { lowerBound: 20, scalingAdjustment: 30 },
  ],
};
const shrink: StepPolicy = {
  name: 'in',
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { lowerBound: -10, upperBound: 0, scalingAdjustment: 0 },
    { lowerBound: -20, upperBound: -10, scalingAdjustment: -10 },
    { upperBound: -20, scalingAdjustment: -30 },
  ],
};
const has = (warm: number, more: Partial<Capacity> = {}): Capacity => ({
  warm,
  warming: 0,
  coming: 0,
  terminating: 0,
  ...more,
});
const at = (desired: number, capacity = has(desired), min = 0, max = 100) => ({
  size: { min, max, desired },
  capacity,
});

test('a change is rounded toward zero, but never to it', () => {
  const table = [
    [12.7, 12],
    [0.67, 1],
    [-0.58, -1],
    [-6.67, -6],
    [1, 1],
    [0, 0],
    [-1, -1],
    [0.001, 1],
  ] as const;
  for (const [change, whole] of table) assert.equal(roundChange(change), whole, String(change));
});

test('a percentage that comes out whole is exact: 29 % of 100 is 29', () => {
  for (let capacity = 0; capacity <= 300; capacity++) {
    for (let percent = -100; percent <= 200; percent++) {
      const scaled = capacity * percent;
      if (scaled % 100 !== 0) continue;
      const adjustment = { adjustmentType: 'PercentChangeInCapacity', scalingAdjustment: percent } as const;
      assert.equal(adjust(capacity, adjustment), capacity + scaled / 100);
    }
  }
});

test('MinAdjustmentMagnitude is the least of a percentage, both ways, and leaves 0 % alone', () => {
  const by = (scalingAdjustment: number, minAdjustmentMagnitude: number) =>
    adjust(4, { adjustmentType: 'PercentChangeInCapacity', scalingAdjustment, minAdjustmentMagnitude });
  assert.deepEqual([by(25, 2), by(-25, 2), by(0, 2), by(100, 2)], [6, 2, 4, 8]);
});

test('a metric on a bound belongs to the step that is farther from the threshold', () => {
  const table = [
    [49.9, undefined],
    [50, 0],
    [59.9, 0],
    [60, 10],
    [69.9, 10],
    [70, 30],
    [1e9, 30],
  ] as const;
  for (const [metric, by] of table) {
    assert.equal(stepFor(out.steps, 50, metric)?.scalingAdjustment, by, `${metric} out`);
    const mirrored = stepFor(shrink.steps, 50, 100 - metric)?.scalingAdjustment;
    assert.equal(mirrored, by === undefined ? undefined : -by + 0, `${100 - metric} in`);
  }
});

test('steps with both sides give the upper one the threshold', () => {
  const steps: StepAdjustment[] = [
    { upperBound: 0, scalingAdjustment: -1 },
    { lowerBound: 0, scalingAdjustment: 1 },
  ];
  checkSteps(steps);
  assert.equal(stepFor(steps, 50, 50)?.scalingAdjustment, 1);
});

test('steps that can’t be are refused', () => {
  const step = (lowerBound?: number, upperBound?: number) => ({
    lowerBound,
    upperBound,
    scalingAdjustment: 1,
  });
  const table: [StepAdjustment[], RegExp][] = [
    [[], /at least one/i],
    [Array.from({ length: 21 }, (_, i) => step(i, i + 1)), /at most 20/],
    [[step()], /both/],
    [[step(5, 5)], /greater/],
    [[step(0, 10), step(5)], /overlap/],
    [[step(0, 10), step(11)], /gap/],
    [[step(0), step(0)], /overlap/],
    [[step(1, 2)], /unspecified upper bound \(i\.e\., upper bound is null\)/],
    [[step(-10, 0)], /unspecified lower bound/],
    [[step(0, NaN)], /finite/],
  ];
  for (const [steps, message] of table) {
    assert.throws(() => checkSteps(steps), { code: 'ValidationError', message });
  }
  checkSteps([step(10), step(0, 10)]);
  checkSteps([step(1)]);
  checkSteps(shrink.steps);
});

test('accepted steps cover every metric beyond their nearest bound exactly once', () => {
  const random = seeded(3);
  for (let run = 0; run < 500; run++) {
    const cuts = [...new Set(Array.from({ length: whole(random, 1, 8) }, () => whole(random, 0, 40)))];
    cuts.sort((a, b) => a - b);
    const steps = cuts.map((lowerBound, i): StepAdjustment => {
      return { lowerBound, upperBound: cuts[i + 1], scalingAdjustment: i };
    });
    checkSteps(steps);
    const metric = 50 + whole(random, 0, 90) / 2;
    const expected = cuts.findLastIndex((cut) => 50 + cut <= metric);
    assert.equal(stepFor(steps, 50, metric)?.scalingAdjustment, expected < 0 ? undefined : expected);
    const mirrored = steps.map(({ lowerBound, upperBound, scalingAdjustment }) => {
      const turn = (bound?: number) => (bound === undefined ? undefined : -bound);
      return { lowerBound: turn(upperBound), upperBound: turn(lowerBound), scalingAdjustment };
    });
    checkSteps(mirrored);
    assert.equal(stepFor(mirrored, 50, 100 - metric)?.scalingAdjustment, expected < 0 ? undefined : expected);
  }
});

test('the guide’s run: 10, 11, 14, 13, 10', () => {
  let desired = 10;
  const seen = [desired];
  for (const [policy, metric] of [
    [out, 60],
    [out, 70],
    [shrink, 40],
    [shrink, 30],
  ] as const) {
    desired = askStep(policy, 50, metric, at(desired)).desired;
    seen.push(desired);
  }
  assert.deepEqual(seen, [10, 11, 14, 13, 10]);
});

test('what warms up counts against what is asked: 10, 11, still 11, 13', () => {
  const first = askStep(out, 50, 60, at(10));
  assert.equal(first.desired, 11);
  const again = askStep(out, 50, 62, at(11, has(10, { warming: 1 })));
  assert.equal(again.kind, 'none');
  const more = askStep(out, 50, 70, at(11, has(10, { warming: 1 })));
  assert.deepEqual([more.kind, more.desired], ['out', 13]);
});

test('nothing is taken while anything warms up, and what is going is not taken twice', () => {
  assert.equal(askStep(shrink, 50, 30, at(10, has(9, { warming: 1 }))).kind, 'none');
  assert.equal(askStep(shrink, 50, 30, at(10, has(9, { coming: 1 }))).kind, 'none');
  const one: StepPolicy = {
    name: 'one',
    adjustmentType: 'ChangeInCapacity',
    steps: [{ upperBound: 0, scalingAdjustment: -1 }],
  };
  assert.equal(askStep(one, 50, 10, at(10)).desired, 9);
  assert.equal(askStep(one, 50, 10, at(9, has(9, { terminating: 1 }))).kind, 'none');
});

test('policies clamp', () => {
  const add: StepPolicy = {
    name: 'add',
    adjustmentType: 'ChangeInCapacity',
    steps: [{ lowerBound: 0, scalingAdjustment: 50 }],
  };
  assert.equal(askStep(add, 50, 90, at(10, has(10), 0, 12)).desired, 12);
  assert.equal(askStep(add, 50, 90, at(12, has(12), 0, 12)).kind, 'none');
  assert.equal(clamp(3, { min: 4, max: 9, desired: 5 }), 4);
});

test('a step of 0 asks for nothing, even of a weighted group that has more than it desires', () => {
  assert.equal(askStep(out, 50, 55, at(30, has(32))).kind, 'none');
});

test('an exact capacity goes either way', () => {
  const exact = (scalingAdjustment: number): StepPolicy => {
    return { name: 'exact', adjustmentType: 'ExactCapacity', steps: [{ lowerBound: 0, scalingAdjustment }] };
  };
  assert.deepEqual(
    [5, 3, 1].map((to) => askStep(exact(to), 0, 1, at(3)).kind),
    ['out', 'none', 'in'],
  );
  assert.throws(() => checkStepPolicy(exact(-1)), { code: 'ValidationError' });
});

test('asking again and again while all else stays never grows beyond the first answer', () => {
  const random = seeded(11);
  for (let run = 0; run < 300; run++) {
    const warm = whole(random, 1, 50);
    const policy: StepPolicy = {
      name: 'p',
      adjustmentType: pick(random, ['ChangeInCapacity', 'PercentChangeInCapacity'] as const),
      steps: [{ lowerBound: 0, scalingAdjustment: whole(random, 1, 60) }],
    };
    const first = askStep(policy, 50, 80, at(warm)).desired;
    const again = askStep(policy, 50, 80, at(first, has(warm, { coming: first - warm })));
    assert.deepEqual([again.kind, again.desired], ['none', first]);
  }
});

test('aggregation leaves gaps out', () => {
  const points = [10, undefined, 40];
  assert.deepEqual(
    [
      aggregate(points),
      aggregate(points, 'Minimum'),
      aggregate(points, 'Maximum'),
      aggregate([undefined], 'Average'),
    ],
    [25, 10, 40, undefined],
  );
});

test('a simple policy waits for the activity, then for the cooldown', () => {
  const policy = { name: 'simple', adjustmentType: 'ChangeInCapacity', scalingAdjustment: 2 } as const;
  const ask = (active: boolean, endedAt: number | undefined, now: number) =>
    askSimple(policy, at(4), { active, endedAt }, now);
  assert.deepEqual([ask(true, undefined, 0).kind, ask(false, 100, 399).kind], ['none', 'none']);
  assert.deepEqual([ask(false, 100, 400).desired, ask(false, undefined, 0).desired], [6, 6]);
  assert.equal(cooldownEnd({ ...policy, cooldown: 60 }, { active: false, endedAt: 100 }), 160);
});

test('warm-up falls back from the policy to the group’s default to the cooldown', () => {
  assert.deepEqual(
    [
      warmupOf({ estimatedInstanceWarmup: 5 }, { defaultInstanceWarmup: 7 }),
      warmupOf({}, { defaultInstanceWarmup: 0, defaultCooldown: 9 }),
      warmupOf({}, { defaultInstanceWarmup: -1, defaultCooldown: 9 }),
      warmupOf({}, {}),
    ],
    [5, 0, 9, 300],
  );
});
