import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError, days } from '../../index.ts';
import { drain, oneHost, openQueue } from '../../../testing/messaging.ts';

const source = fc.constantFrom('a', 'b', 'c');
const rule = fc.record({
  sources: fc.uniqueArray(source, { minLength: 1 }),
  enabled: fc.boolean(),
  gone: fc.boolean(),
  dead: fc.boolean(),
  retries: fc.integer({ min: 0, max: 3 }),
  failures: fc.integer({ min: 0, max: 5 }),
});

test('of each target: delivered, dead and lost are together the events that its rule matched', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { minLength: 1, maxLength: 5 }),
      fc.array(source, { maxLength: 8 }),
      async (rules, sent) => {
        const cloud = oneHost();
        const dead = openQueue(cloud, 'dead', 'events');
        const deliver = cloud.sqs.deliver.bind(cloud.sqs);
        const tries = new Map<string, number>();
        cloud.sqs.deliver = (arn, delivery) => {
          const own = rules[Number(/q(\d+)$/.exec(arn)?.[1] ?? -1)];
          const key = `${arn} ${delivery.payload}`;
          const at = tries.get(key) ?? 0;
          tries.set(key, at + 1);
          if (own && !own.gone && at < own.failures)
            throw new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');
          return deliver(arn, delivery);
        };
        const queues = rules.map(({ sources, enabled, gone, dead: keeps, retries }, i) => {
          const queue = gone ? undefined : openQueue(cloud, `q${i}`, 'events');
          const name = `r${i}`;
          const state = enabled ? ('ENABLED' as const) : ('DISABLED' as const);
          cloud.eventbridge.putRule({ name, eventPattern: JSON.stringify({ source: sources }), state });
          const target = {
            id: 't',
            arn: cloud.arn('sqs', `q${i}`),
            retryPolicy: { maximumRetryAttempts: retries },
            ...(keeps && { deadLetterConfig: { arn: dead.arn } }),
          };
          cloud.eventbridge.putTargets({ rule: name, targets: [target] });
          return queue;
        });
        for (const [n, one] of sent.entries())
          cloud.eventbridge.putEvents({
            entries: [{ source: one, detailType: 't', detail: JSON.stringify({ n }) }],
          });
        await cloud.run(days(1));
        let buried = 0;
        for (const [i, { sources, enabled, gone, dead: keeps, retries, failures }] of rules.entries()) {
          const matched = enabled ? sent.filter((one) => sources.includes(one)).length : 0;
          const arrives = !gone && failures <= retries;
          if (!arrives && keeps) buried += matched;
          if (queues[i]) expect((await drain(queues[i])).length).toBe(arrives ? matched : 0);
        }
        expect((await drain(dead)).length).toBe(buried);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
