import assert from 'node:assert/strict';
import { test } from 'vitest';
import { adjust } from './adjustment.ts';
import { allocate, type Pool } from './allocation.ts';
import { splitCapacity } from './distribution.ts';
import { planRebalance, rebalanceMargin } from './rebalancing.ts';
import { askStep } from './step-policy.ts';
import { askTargetTracking } from './target-tracking.ts';
import { mostUnits, oracleRows, type OracleRow } from './testing.ts';

const still = { warming: 0, coming: 0, terminating: 0 };

const checks: Record<string, (row: OracleRow) => void> = {
  adjustment(row) {
    const { adjustmentType, adjustment: scalingAdjustment } = row;
    assert.equal(adjust(row.currentCapacity, { adjustmentType, scalingAdjustment }), row.expectedCapacity);
  },
  'mixed-instances-distribution'(row) {
    const split = splitCapacity(row.total, {
      onDemandBaseCapacity: row.onDemandBase,
      onDemandPercentageAboveBaseCapacity: row.onDemandPercentAboveBase,
    });
    assert.deepEqual(split, row.expected);
  },
  'backlog-per-instance'(row) {
    const target = row.acceptableLatencySeconds / row.avgProcessingSeconds;
    const backlog = row.visibleMessages / row.instances;
    assert.deepEqual([target, backlog], [row.expected.target, row.expected.backlogPerInstance]);
    const { desired } = askTargetTracking(
      { name: 'backlog', targetValue: target },
      { high: 'ALARM', metric: backlog },
      {
        size: { min: 0, max: 100, desired: row.instances },
        capacity: { ...still, warm: row.instances },
      },
    );
    assert.deepEqual([desired, desired - row.instances], [row.expected.desired, row.expected.scaleOutBy]);
  },
  'weighted-scale-in'(row) {
    const ask = askStep(
      {
        name: 'in',
        adjustmentType: 'ChangeInCapacity',
        steps: [{ upperBound: 0, scalingAdjustment: -row.decrement }],
      },
      50,
      10,
      { size: { min: 0, max: 100, desired: row.desired }, capacity: { ...still, warm: row.current } },
    );
    assert.equal(ask.kind === 'none' ? 'no scaling action' : ask.desired, row.expected);
  },
  'rebalance-margin'(row) {
    assert.match(String(row.expected), /max\(10%, 1\).*launch before terminate/);
    assert.deepEqual([4, 10, 100].map(rebalanceMargin), [1, 1, 10]);
    const zone = (name: string) => ({ name, launchable: true, subnets: [{ id: name, freeAddresses: 9 }] });
    const loads = new Map([['a', 10]]);
    const size = { min: 0, max: 10, desired: 10 };
    const plan = planRebalance([zone('a'), zone('b')], loads, size, 'zones-changed');
    assert.deepEqual([plan.moves.length, plan.later, plan.aboveMax], [1, 4, 1]);
  },
  'weighted-overage'(row) {
    assert.equal(row.hardLimit, 'desired + largest weight');
    const pools = Object.entries<number>(row.weights).map(([type, weight]): Pool => {
      // The larger is the cheaper by unit, so that it is chosen.
      return { type, zone: 'a', weight, onDemandPrice: weight, spotPrice: weight === 2 ? 0.18 : 0.779 };
    });
    const model = { capacityScore: () => 1, band: 1 };
    const strategy = { spotAllocationStrategy: 'price-capacity-optimized' } as const;
    const { launches } = allocate(row.remainingUnits, 'spot', pools, strategy, model);
    const units = launches.reduce((sum, { pool, count }) => sum + pool.weight * count, 0);
    const heaviest = Math.max(...pools.map(({ weight }) => weight));
    assert.equal(units, 12);
    const desired = 24;
    const size = { min: 0, max: 24, desired };
    assert.ok(desired - row.remainingUnits + units <= mostUnits(size, heaviest));
  },
};

test('the worked examples of AWS’s documentation', (t) => {
  const rows = oracleRows('autoscaling-docs');
  if (rows.length === 0) return t.skip('the oracle is not here');
  let passed = 0;
  for (const row of rows) {
    const check = Object.hasOwn(checks, row.kind) ? checks[row.kind]! : undefined;
    assert.ok(check, `no check for ${row.kind}`);
    check(row);
    passed++;
  }
  console.log(`autoscaling-docs: ${passed} of ${rows.length} rows`);
});
