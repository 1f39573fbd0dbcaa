import assert from 'node:assert/strict';
import { test } from 'vitest';
import { days, hours, minutes } from '../../index.ts';
import { running, steady } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };
/** 100 requests a second at night, 900 from 8 to 20 o'clock. */
const day = (t: number) => (t % 86_400 >= hours(8) && t % 86_400 < hours(20) ? 900 : 100);
const tracking = {
  ...asg,
  policyName: 'cpu',
  policyType: 'TargetTrackingScaling',
  targetTrackingConfiguration: {
    targetValue: 50,
    predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' as const },
  },
};
const predictive = (mode: 'ForecastOnly' | 'ForecastAndScale', more = {}) => ({
  ...asg,
  policyName: 'ahead',
  policyType: 'PredictiveScaling',
  predictiveScalingConfiguration: {
    mode,
    metricSpecifications: [
      {
        targetValue: 50,
        predefinedMetricPairSpecification: { predefinedMetricType: 'ASGCPUUtilization' as const },
      },
    ],
    ...more,
  },
});

test('it forecasts after a day, launches ahead of the hour, and lets nobody shrink the group below', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 40, defaultInstanceWarmup: 180 });
  cloud.autoscaling.putScalingPolicy(tracking);
  cloud.autoscaling.putScalingPolicy(predictive('ForecastAndScale'));
  web.load((t) => day(t + 120), { capacity: 100 });
  await cloud.run(days(2) - 120 + hours(8) - minutes(6));
  assert.ok(web.desiredCapacity <= 3);
  await cloud.run(minutes(5));
  assert.ok(web.inService.length >= 16, `${web.inService.length} before the hour`);
  const end = new Date(cloud.simulation.epochMillis + 7_200_000);
  const { capacityForecast } = cloud.autoscaling.getPredictiveScalingForecast({
    ...asg,
    policyName: 'ahead',
    startTime: new Date(cloud.simulation.epochMillis - 3_600_000),
    endTime: end,
  });
  assert.ok(
    capacityForecast.values.some((one) => one >= 16 && one <= 20),
    capacityForecast.values.join(),
  );
});

test('ForecastOnly changes nothing; less than a day of data is no forecast', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 40 });
  cloud.autoscaling.putScalingPolicy(predictive('ForecastOnly'));
  web.load(day, { capacity: 100 });
  await cloud.run(hours(12));
  const range = () => ({
    ...asg,
    policyName: 'ahead',
    startTime: new Date(cloud.simulation.epochMillis - 3_600_000),
    endTime: new Date(cloud.simulation.epochMillis + 3_600_000),
  });
  assert.throws(() => cloud.autoscaling.getPredictiveScalingForecast(range()), { code: 'ValidationError' });
  await cloud.run(days(2));
  assert.equal(web.desiredCapacity, 2);
  assert.ok(cloud.autoscaling.getPredictiveScalingForecast(range()).capacityForecast.values.length > 0);
});

test('the maximum may be raised where the policy says so', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 10, defaultInstanceWarmup: 180 });
  cloud.autoscaling.putScalingPolicy(
    predictive('ForecastAndScale', {
      maxCapacityBreachBehavior: 'IncreaseMaxCapacity',
      maxCapacityBuffer: 10,
    }),
  );
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 10 });
  web.load(900, { capacity: 100 });
  await cloud.run(days(2));
  assert.ok(web.desiredCapacity >= 18 && web.maxSize >= 20, `${web.desiredCapacity} of ${web.maxSize}`);
});
