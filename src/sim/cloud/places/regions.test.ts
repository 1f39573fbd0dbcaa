import assert from 'node:assert/strict';
import { test } from 'vitest';
import { partition } from '@aws-sdk/core/client';
import { partitionOf } from '../partition.ts';
import { regionCodes, regionData, regionOfZoneId, zonesOf } from './index.ts';

test('every Region has a partition, and the name that the SDK gives it', async () => {
  for (const code of regionCodes()) {
    assert.equal((partition(code) as { description?: string }).description, regionData(code)!.name, code);
    assert.equal(partition(code).name, partitionOf(code)?.id, code);
  }
});

test('every Region has zones with ids of its own, and lies on the globe', () => {
  const ids = new Set<string>();
  for (const code of regionCodes()) {
    const { zonePrefix, zones, latitude, longitude } = regionData(code)!;
    assert(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    assert(zones.length >= 2 && zones.length <= 6, code);
    for (const zone of zonesOf(code, '111122223333')) {
      assert(zone.name.startsWith(code) && zone.id.startsWith(`${zonePrefix}-az`));
      assert(!ids.has(zone.id), zone.id);
      ids.add(zone.id);
      assert.equal(regionOfZoneId(zone.id), code);
    }
  }
  assert.equal(regionOfZoneId('toString-az1'), undefined);
  assert.equal(regionOfZoneId('use1'), undefined);
});

test('zone ids of AWS’s documents', () => {
  const ids = (code: string) => zonesOf(code, '111122223333', { uniform: true }).map(({ id }) => id);
  assert.deepEqual(ids('us-west-1'), ['usw1-az1', 'usw1-az3']);
  assert.deepEqual(ids('ap-northeast-1'), ['apne1-az1', 'apne1-az2', 'apne1-az4']);
  assert.deepEqual(ids('us-gov-west-1'), ['usgw1-az1', 'usgw1-az2', 'usgw1-az3']);
  assert.equal(ids('us-east-1').length, 6);
});

test('in the oldest Regions a name stands for another zone in another account, each as likely', () => {
  const first = new Map<string, number>();
  const accounts = 6000;
  for (let i = 0; i < accounts; i++) {
    const account = String(111122223333 + i * 7919).padStart(12, '0');
    const zones = zonesOf('us-east-1', account);
    assert.deepEqual(zones, zonesOf('us-east-1', account));
    assert.deepEqual(
      zones.map(({ name }) => name).join(),
      'us-east-1a,us-east-1b,us-east-1c,us-east-1d,us-east-1e,us-east-1f',
    );
    assert.equal(new Set(zones.map(({ id }) => id)).size, 6);
    first.set(zones[0]!.id, (first.get(zones[0]!.id) ?? 0) + 1);
  }
  for (const [id, count] of first) {
    assert(Math.abs(count - accounts / 6) < 4.5 * Math.sqrt((accounts * 5) / 36), `${id}: ${count}`);
  }
  // Newer Regions, and newer accounts, name them alike.
  assert.deepEqual(zonesOf('eu-central-2', '1'), zonesOf('eu-central-2', '2'));
  assert.deepEqual(
    zonesOf('us-east-1', '1', { uniform: true }),
    zonesOf('us-east-1', '2', { uniform: true }),
  );
  assert.deepEqual(zonesOf('mars-north-1', '1'), []);
});
