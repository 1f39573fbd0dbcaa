import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError, minutes } from '../../index.ts';
import { bodies } from '../../../testing/messaging.ts';
import { withPipe } from '../../../testing/pipes.ts';

const kind = fc.constantFrom('a', 'b', 'c');
const message = fc.record({ kind, failures: fc.integer({ min: 0, max: 3 }) });

test('each message is delivered once, filtered out, or left on the queue', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 30 }),
      fc.uniqueArray(kind, { minLength: 1 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 10 }),
      async (messages, kinds, batchSize, window) => {
        const { cloud, source, target } = await withPipe({
          sourceParameters: {
            filterCriteria: { filters: [{ pattern: JSON.stringify({ body: { kind: kinds } }) }] },
            sqsQueueParameters: { batchSize, maximumBatchingWindowInSeconds: window },
          },
          targetParameters: { inputTemplate: '<$.body>' },
        });
        await source.setQueueAttributes({ visibilityTimeout: 60 });
        const { deliver } = cloud.sqs;
        const tries = new Map<string, number>();
        cloud.sqs.deliver = (arn, delivery) => {
          const { n } = JSON.parse(delivery.payload) as { n: number };
          const at = tries.get(delivery.payload) ?? 0;
          tries.set(delivery.payload, at + 1);
          if (at < messages[n]!.failures)
            throw new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');
          return deliver.call(cloud.sqs, arn, delivery);
        };
        for (const [n, one] of messages.entries())
          await source.sendMessage(JSON.stringify({ n, kind: one.kind }));
        const came: string[] = [];
        for (let i = 0; i < 10; i++) {
          await cloud.run(minutes(1));
          came.push(...(await bodies(target)));
        }
        const numbers = came.map((body) => (JSON.parse(body) as { n: number }).n).sort((a, b) => a - b);
        const wanted = [...messages.keys()].filter((n) => kinds.includes(messages[n]!.kind));
        expect(numbers).toEqual(wanted);
        cloud.pipes.stopPipe({ name: 'p' });
        await cloud.run(minutes(2));
        expect(await bodies(source)).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
