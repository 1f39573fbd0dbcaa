import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hours, minutes, type Cloud } from '../../index.ts';
import type { AutoScalingGroup } from './index.ts';
import { steady } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** What may befall a group, and how long after the last. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('desired' as const), n: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ what: fc.constant('bounds' as const), n: fc.integer({ min: 0, max: 6 }) }),
  fc.record({
    what: fc.constantFrom(
      'kill' as const,
      'ill' as const,
      'detach' as const,
      'standby' as const,
      'protect' as const,
      'terminate' as const,
    ),
    n: fc.nat(20),
  }),
  fc.record({ what: fc.constantFrom('zone' as const, 'zones' as const), n: fc.nat(2) }),
  fc.record({
    what: fc.constantFrom('refresh' as const, 'back' as const, 'policy' as const),
    n: fc.integer({ min: 0, max: 100 }),
  }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function befall(cloud: Cloud, group: AutoScalingGroup, { what, n }: Happening): void {
  const { autoscaling, ec2 } = cloud;
  const serving = group.inService;
  const one = serving[n % Math.max(1, serving.length)];
  const standby = group.instances.find(({ state }) => state === 'Standby');
  try {
    if (what === 'desired') autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: n });
    else if (what === 'bounds') autoscaling.updateAutoScalingGroup({ ...asg, minSize: n, maxSize: n + 6 });
    else if (what === 'kill' && one) ec2.terminateInstances({ instanceIds: [one.id] });
    else if (what === 'ill' && one)
      autoscaling.setInstanceHealth({ instanceId: one.id, healthStatus: 'Unhealthy' });
    else if (what === 'detach' && one)
      autoscaling.detachInstances({
        ...asg,
        instanceIds: [one.id],
        shouldDecrementDesiredCapacity: n % 2 === 0,
      });
    else if (what === 'standby' && one)
      autoscaling.enterStandby({
        ...asg,
        instanceIds: [one.id],
        shouldDecrementDesiredCapacity: n % 2 === 0,
      });
    else if (what === 'protect' && one)
      autoscaling.setInstanceProtection({ ...asg, instanceIds: [one.id], protectedFromScaleIn: n % 2 === 0 });
    else if (what === 'terminate' && one)
      autoscaling.terminateInstanceInAutoScalingGroup({
        instanceId: one.id,
        shouldDecrementDesiredCapacity: n % 2 === 0,
      });
    else if (what === 'zone')
      cloud.faults.raise({ kind: 'down', place: ZONES[n]! }, { lasting: minutes(10) });
    else if (what === 'zones')
      autoscaling.updateAutoScalingGroup({ ...asg, availabilityZones: ZONES.slice(0, n + 1) });
    else if (what === 'refresh')
      autoscaling.startInstanceRefresh({
        ...asg,
        preferences: {
          minHealthyPercentage: n,
          ...(n >= 50 && { maxHealthyPercentage: 100 + (n % 3) * 25 }),
          instanceWarmup: 30,
        },
      });
    else if (what === 'back' && standby) autoscaling.exitStandby({ ...asg, instanceIds: [standby.id] });
    else if (what === 'policy')
      autoscaling.updateAutoScalingGroup({
        ...asg,
        instanceMaintenancePolicy:
          n < 50
            ? { minHealthyPercentage: 100, maxHealthyPercentage: 110 }
            : { minHealthyPercentage: -1, maxHealthyPercentage: -1 },
      });
  } catch (error) {
    // Much of it is refused, as it should be.
    assert.ok((error as { $fault?: string }).$fault === 'client', String(error));
  }
}

const NEXT: Record<string, RegExp> = {
  Pending: /^(Pending|InService|Terminating)/,
  InService: /^(InService|Terminating|EnteringStandby|Detaching)/,
  Terminating: /^Terminating/,
  EnteringStandby: /^(EnteringStandby|Standby)$/,
  Standby: /^(Standby|Pending|InService|Terminating|Detaching)/,
  Detaching: /^Detaching$/,
};

test('whatever befalls a group: sizes within bounds, legal states, activities that end, and peace at last', async () => {
  const steps = fc.array(fc.tuple(happening, fc.integer({ min: 1, max: 400 })), {
    minLength: 1,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 1e6 }), async (all, seed) => {
      const cloud = steady({ seed });
      const web = cloud.autoscaling.createGroup('web', {
        minSize: 1,
        maxSize: 8,
        desiredCapacity: 4,
        availabilityZones: ZONES,
        healthCheckGracePeriod: 0,
      });
      const before = new Map<string, string>();
      const progress = new Map<string, number>();
      const look = () => {
        assert.ok(web.minSize <= web.desiredCapacity && web.desiredCapacity <= web.maxSize);
        for (const { id, state } of web.instances) {
          const last = before.get(id);
          if (last !== undefined) assert.match(state, NEXT[last.split(':')[0]!]!, `${last} → ${state}`);
          before.set(id, state);
        }
        for (const { activityId, progress: now = 0, startTime, endTime } of web.activities) {
          assert.ok(now >= (progress.get(activityId!) ?? 0));
          progress.set(activityId!, now);
          assert.ok(!endTime || startTime! <= endTime);
        }
      };
      for (const [one, wait] of all) {
        await cloud.run(wait);
        look();
        befall(cloud, web, one);
        look();
      }
      for (let i = 0; i < 8; i++) {
        await cloud.run(minutes(30));
        look();
      }
      const protectedOnes = web.instances.filter(
        ({ state, protectedFromScaleIn }) => state === 'InService' && protectedFromScaleIn,
      ).length;
      const serving = web.inService.length;
      assert.equal(
        serving,
        Math.max(web.desiredCapacity, Math.min(serving, protectedOnes)),
        'capacity is desired',
      );
      assert.equal(
        web.activities.some(({ endTime }) => !endTime),
        false,
        'every activity ends',
      );
      const counts = new Map<string, number>(web.settings.subnets.map(({ zone }) => [zone, 0]));
      for (const { zone, state } of web.instances)
        if (state === 'InService') counts.set(zone, (counts.get(zone) ?? 0) + 1);
      const values = [...counts.values()];
      if (protectedOnes === 0)
        assert.ok(Math.max(...values) - Math.min(...values) <= 1, [...counts].join(' '));
      const members = new Set(web.instances.map(({ id }) => id));
      for (const { id } of web.instances) assert.equal(cloud.ec2.instance(id).state, 'running');
      assert.ok(web.instances.length === members.size);
    }),
    { numRuns: 120 },
  );
}, 120_000);

test('target tracking under a constant load comes to rest, within its band or at a bound', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 1500 }),
      fc.constantFrom(30, 50, 70),
      fc.integer({ min: 1, max: 10 }),
      async (rate, target, start) => {
        const cloud = steady();
        const web = cloud.autoscaling.createGroup('web', {
          minSize: 1,
          maxSize: 60,
          desiredCapacity: start,
          defaultInstanceWarmup: 180,
        });
        cloud.autoscaling.putScalingPolicy({
          ...asg,
          policyName: 'cpu',
          policyType: 'TargetTrackingScaling',
          targetTrackingConfiguration: {
            targetValue: target,
            predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
          },
        });
        await cloud.run(120);
        web.load(rate, { capacity: 100 });
        await cloud.run(hours(3));
        const n = web.desiredCapacity;
        const cpu = (size: number) => (100 * rate) / (100 * size);
        const resting =
          cpu(n) <= target * 1.001 && (cpu(n) >= 0.7 * target * 0.999 || n === 1 || cpu(n - 1) > target);
        assert.ok(resting || n === 60, `${n} at ${cpu(n)} %`);
        await cloud.run(hours(1));
        assert.equal(web.desiredCapacity, n);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('a larger load from the same moment never leaves fewer instances', async () => {
  const end = async (rate: number, factor: number) => {
    const cloud = steady();
    const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 50, defaultInstanceWarmup: 180 });
    cloud.autoscaling.putScalingPolicy({
      ...asg,
      policyName: 'cpu',
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        targetValue: 50,
        predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
      },
    });
    web.load((t) => (t < minutes(20) ? rate : rate * factor), { capacity: 100 });
    await cloud.run(hours(2));
    return web.desiredCapacity;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 900 }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      async (rate, factor) => {
        assert.ok((await end(rate, factor)) >= (await end(rate, 1)));
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);
