import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import { openQueue } from '../../../testing/messaging.ts';
import { eventBridgeLimits } from './limits.ts';

const entry = { source: 'shop', detailType: 't', detail: '{}' };
const put = ({ eventbridge }: Pick<Cloud, 'eventbridge'>, entries = 1) =>
  eventbridge.putEvents({ entries: Array.from({ length: entries }, () => entry) });

/** So many requests at once; answers how many were taken. */
function burst(cloud: Pick<Cloud, 'eventbridge'>, requests: number): number {
  let taken = 0;
  for (let i = 0; i < requests; i++) {
    try {
      put(cloud);
      taken++;
    } catch (error) {
      expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    }
  }
  return taken;
}

test('an account makes as many requests of PutEvents a second as its Region allows', async () => {
  for (const [region, rate] of [
    ['eu-west-3', 600],
    ['af-south-1', 400],
  ] as const) {
    const cloud = new Cloud({ region });
    expect(burst(cloud, rate + 100)).toBe(rate);
    await cloud.run(0.5);
    expect(burst(cloud, rate)).toBe(rate / 2);
    expect(burst(cloud.inAccount('222222222222'), rate + 1)).toBe(rate);
  }
});

test('Service Quotas can raise the rate', () => {
  const cloud = new Cloud({ region: 'af-south-1' });
  cloud.quotas.set(eventBridgeLimits.putRate, 1000);
  expect(burst(cloud, 1200)).toBe(1000);
});

test('an event of AWS’s own needs no request', () => {
  const cloud = new Cloud({ region: 'af-south-1' });
  burst(cloud, 400);
  expect(() => cloud.events.put('aws.ec2', 'State-change', [], () => ({}))).not.toThrow();
});

test('invocations above the rate are late, and none is lost', async () => {
  const cloud = new Cloud({ region: 'af-south-1' });
  const queue = openQueue(cloud, 'q', 'events');
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: queue.arn }] });
  const throttled = cloud.record(cloud.eventbridge.metric('r', 'ThrottledRules'));
  for (let i = 0; i < 150; i++) put(cloud, 10);
  const arrived = async (seconds: number) => {
    await cloud.run(seconds);
    return queue.approximateNumberOfMessages;
  };
  // 750 a second, of which the first 750 at once; half a second is the way of each.
  expect(await arrived(0.5)).toBe(750);
  expect(await arrived(0.5)).toBe(1125);
  expect(await arrived(0.5)).toBe(1500);
  await cloud.run(minutes(1));
  expect(throttled.reduce((sum, [, value]) => sum + value, 0)).toBe(750);
});
