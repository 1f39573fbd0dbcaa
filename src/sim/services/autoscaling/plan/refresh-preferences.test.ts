import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  checkPreferences,
  noRollback,
  resolvePreferences,
  type RefreshPreferences,
} from './refresh-preferences.ts';

test('preferences: defaults by the group, and what can’t be', () => {
  const policy = { minHealthyPercentage: 95, maxHealthyPercentage: 120 };
  const resolved = resolvePreferences({}, { instanceMaintenancePolicy: policy, healthCheckGracePeriod: 7 });
  assert.deepEqual(
    [
      resolved.minHealthyPercentage,
      resolved.maxHealthyPercentage,
      resolved.instanceWarmup,
      resolved.checkpointDelay,
    ],
    [95, 120, 7, 3600],
  );
  assert.equal(resolvePreferences({ minHealthyPercentage: 50 }, {}).maxHealthyPercentage, undefined);
  const bad: RefreshPreferences[] = [
    { maxHealthyPercentage: 110 },
    { minHealthyPercentage: 0, maxHealthyPercentage: 101 },
    { checkpointDelay: 5 },
    { checkpointPercentages: [50, 50] },
    { checkpointPercentages: [50, 20] },
    { checkpointPercentages: [0, 100] },
    { checkpointPercentages: [101] },
    { standbyInstances: 'Refresh' as never },
    { scaleInProtectedInstances: 'constructor' as never },
    { bakeTime: -1 },
  ];
  for (const given of bad) {
    assert.throws(() => checkPreferences(given), { code: 'ValidationError' }, JSON.stringify(given));
  }
});

test('what can’t be rolled back', () => {
  assert.match(noRollback(false, {})!, /desired configuration/);
  assert.match(noRollback(true, { version: '$Latest' })!, /\$Latest/);
  assert.match(noRollback(true, { imageIdFromParameter: true })!, /parameter/);
  assert.equal(noRollback(true, { version: '7' }), undefined);
});
