import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError, days } from '../../index.ts';
import { drain, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

/** What becomes of a subscriber's deliveries. */
const fate = fc.record({
  /** Every so many a try fails at the receiver's side; 0 for none. */
  failing: fc.integer({ min: 0, max: 4 }),
  gone: fc.boolean(),
  dead: fc.boolean(),
  filter: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
});
const kinds = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });

test('of each subscriber: delivered, dead, lost and filtered are together what was published', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 4 }), kinds, async (fates, published) => {
      const cloud = oneHost();
      const topicArn = topicWith(cloud, 't');
      const deadQueue = openQueue(cloud, 'dead');
      const deliver = cloud.sqs.deliver.bind(cloud.sqs);
      const tries = new Map<string, number>();
      cloud.sqs.deliver = (arn, delivery) => {
        const at = (tries.get(arn) ?? 0) + 1;
        tries.set(arn, at);
        const { failing = 0 } = fates[Number(/\d+$/.exec(arn)?.[0] ?? -1)] ?? {};
        if (failing > 0 && at % failing === 0)
          throw new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');
        return deliver(arn, delivery);
      };
      const queues = fates.map(({ dead, filter }, i) => {
        const queue = openQueue(cloud, `q${i}`);
        const attributes = {
          RawMessageDelivery: 'true',
          ...(dead && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadQueue.arn }) }),
          ...(filter && { FilterPolicy: JSON.stringify({ kind: [filter] }) }),
        };
        cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: queue.arn, attributes });
        return queue;
      });
      for (const [i, { gone }] of fates.entries()) if (gone) await queues[i]!.deleteQueue();
      for (const stringValue of published)
        cloud.sns.publish({
          topicArn,
          message: 'm',
          messageAttributes: { kind: { dataType: 'String', stringValue } },
        });
      // A subscriber that fails at every try keeps the message for 23 days.
      await cloud.run(fates.some(({ failing }) => failing === 1) ? 3600 : 60);
      let buried = 0;
      for (const [i, { failing, gone, dead, filter }] of fates.entries()) {
        const wanted = published.filter((kind) => filter === undefined || kind === filter).length;
        if (failing === 1) continue;
        if (gone) buried += dead ? wanted : 0;
        else expect((await drain(queues[i]!)).length).toBe(wanted);
      }
      expect((await drain(deadQueue)).length).toBe(buried);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('each subscriber of a FIFO topic gets the messages of a group in the order of their publishing', async () => {
  const publish = fc.record({ group: fc.constantFrom('g', 'h'), pause: fc.constantFrom(0, 0.005, 0.5) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(publish, { minLength: 1, maxLength: 15 }),
      fc.integer({ min: 2, max: 5 }),
      async (all, failing) => {
        const cloud = oneHost();
        const queues = [openQueue(cloud, 'a.fifo'), openQueue(cloud, 'b.fifo')];
        const topicArn = topicWith(cloud, 't.fifo', queues);
        const deliver = cloud.sqs.deliver.bind(cloud.sqs);
        let tries = 0;
        cloud.sqs.deliver = (arn, delivery) => {
          if (++tries % failing === 0)
            throw new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');
          return deliver(arn, delivery);
        };
        for (const [i, { group, pause }] of all.entries()) {
          cloud.sns.publish({
            topicArn,
            message: `${i}`,
            messageGroupId: group,
            messageDeduplicationId: `${i}`,
          });
          if (pause > 0) await cloud.run(pause);
        }
        await cloud.run(days(1));
        for (const queue of queues) {
          const got = await drain(queue);
          expect(got).toHaveLength(all.length);
          for (const group of ['g', 'h']) {
            const numbers = got
              .filter((one) => one.attributes.messageGroupId === group)
              .map(({ body }) => +body);
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
        }
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);
