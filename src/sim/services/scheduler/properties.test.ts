import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutes } from '../../index.ts';
import { drain, oneHost, openQueue } from '../../../testing/messaging.ts';

const schedule = fc.record({
  period: fc.integer({ min: 1, max: 40 }),
  start: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  length: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  window: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
});

test('a rate fires at each of its times from its start to its end, once, and in its window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(schedule, { minLength: 1, maxLength: 5 }), async (all) => {
      const cloud = oneHost();
      const queue = openQueue(cloud, 'q');
      const begin = cloud.simulation.epochMillis;
      const at = (minute: number) => new Date(begin + minute * 60_000);
      for (const [i, { period, start, length, window }] of all.entries())
        cloud.scheduler.createSchedule({
          name: `s${i}`,
          scheduleExpression: `rate(${period} minutes)`,
          flexibleTimeWindow:
            window === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
          target: {
            arn: queue.arn,
            roleArn: 'arn:aws:iam::123456789012:role/r',
            input: '<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time>',
          },
          ...(start !== undefined && { startDate: at(start) }),
          ...(length !== undefined && { endDate: at((start ?? 0) + length) }),
        });
      await cloud.run(minutes(120));
      const came = (await drain(queue)).map(({ body, attributes }) => {
        const [arn, time] = body.split(' ') as [string, string];
        return {
          i: Number(/\/s(\d+)$/.exec(arn)![1]),
          time: Date.parse(time),
          sent: attributes.sentTimestamp,
        };
      });
      for (const [i, { period, start = 0, length = Infinity, window = 0 }] of all.entries()) {
        const own = came.filter((one) => one.i === i);
        const times = own.map(({ time }) => (time - begin) / 60_000).sort((a, b) => a - b);
        expect(new Set(times).size).toBe(times.length);
        const due: number[] = [];
        for (let at = start; at <= Math.min(start + length, 120); at += period) due.push(at);
        expect(due).toEqual(expect.arrayContaining(times));
        expect(times).toEqual(expect.arrayContaining(due.filter((one) => one + window < 120)));
        for (const { time, sent } of own) {
          expect(sent).toBeGreaterThanOrEqual(time);
          expect(sent).toBeLessThanOrEqual(time + window * 60_000 + 1);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
