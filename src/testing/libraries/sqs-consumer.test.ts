import { SQSClient, type Message } from '@aws-sdk/client-sqs';
import { Consumer as Consumer15 } from 'sqs-consumer';
import { Consumer as Consumer11 } from 'sqs-consumer-11';
import { Consumer as Consumer7 } from 'sqs-consumer-7';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Cloud, connect, minutes, seconds, useVirtualTime } from '../../sim/index.ts';

/* sqs-consumer polls by timers of its own. Three of its major versions, unchanged, on the model in virtual time. */

interface AnyConsumer {
  start(): void;
  stop(options?: { abort?: boolean }): void;
  on(event: never, listener: () => void): unknown;
}

const versions: [number, (options: object) => AnyConsumer][] = [
  [7, (options) => Consumer7.create(options as never)],
  [11, (options) => Consumer11.create(options as never)],
  [15, (options) => Consumer15.create(options as never)],
];

describe.each(versions)('sqs-consumer %i', (_, create) => {
  function start(options: object = {}, attributes: object = {}) {
    const cloud = new Cloud();
    const queue = cloud.sqs.createQueue('orders', { visibilityTimeout: 30, ...attributes });
    const sqs = connect(new SQSClient({ region: 'us-east-1' }), cloud);
    const time = useVirtualTime(cloud);
    onTestFinished(time);
    const seen: { body: string; at: number }[] = [];
    const events: { event: string; at: number }[] = [];
    const note = (message: Message) => void seen.push({ body: message.Body!, at: cloud.now });
    const consumer = create({
      queueUrl: queue.url,
      sqs,
      handleMessage: async (message: Message) => {
        note(message);
        await cloud.sleep(seconds(5));
        return message;
      },
      ...options,
    });
    for (const event of [
      'error',
      'processing_error',
      'timeout_error',
      'empty',
      'stopped',
      'message_processed',
    ])
      consumer.on(event as never, () => events.push({ event, at: cloud.now }));
    const count = (event: string) => events.filter((happened) => happened.event === event).length;
    const send = (messages: number) => {
      for (let n = 1; n <= messages; n++) queue.sendMessage(`order ${n}`);
    };
    return { cloud, queue, consumer, seen, note, events, count, send };
  }

  test('handles forty messages within ten minutes, each once', async () => {
    const { cloud, queue, consumer, seen, send } = start();
    send(40);
    consumer.start();
    await cloud.run(minutes(10));
    consumer.stop();
    expect(new Set(seen.map(({ body }) => body)).size).toBe(40);
    expect(seen).toHaveLength(40);
    expect(queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible).toBe(0);
    // One at a time, five seconds each, and two requests around them.
    expect(seen[39]!.at).toBeGreaterThan(39 * 5);
    expect(seen[39]!.at).toBeLessThan(39 * 5.5);
  });

  test('begins inside a process as well', async () => {
    const { cloud, consumer, seen, send } = start();
    send(10);
    cloud.process(async () => {
      consumer.start();
      await cloud.sleep(minutes(2));
      consumer.stop();
    });
    await cloud.run(minutes(3));
    expect(seen).toHaveLength(10);
  });

  test('takes batches of ten', async () => {
    const batches: number[] = [];
    const handleMessageBatch = (messages: Message[]) => {
      batches.push(messages.length);
      return Promise.resolve(messages);
    };
    const { cloud, queue, consumer, send } = start({ handleMessageBatch, batchSize: 10 });
    send(40);
    consumer.start();
    await cloud.run(minutes(5));
    consumer.stop();
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(40);
    expect(batches.length).toBeLessThan(20);
    expect(queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible).toBe(0);
  });

  test('a handler that fails leaves the message to its visibility timeout', async () => {
    let first: number | undefined;
    const { cloud, consumer, count, events, send } = start({
      handleMessage: (message: Message) => {
        if (first === undefined) {
          first = cloud.now;
          return Promise.reject(new Error('out of milk'));
        }
        return Promise.resolve(message);
      },
    });
    send(1);
    consumer.start();
    await cloud.run(minutes(2));
    consumer.stop();
    expect(count('processing_error')).toBe(1);
    const { at } = events.find(({ event }) => event === 'message_processed')!;
    expect(at - first!).toBeGreaterThan(29.9);
    expect(at - first!).toBeLessThan(52);
  });

  test('with terminateVisibilityTimeout it is there again at once', async () => {
    const at: number[] = [];
    const { cloud, consumer, send } = start({
      terminateVisibilityTimeout: true,
      handleMessage: (message: Message) => {
        at.push(cloud.now);
        return at.length === 1 ? Promise.reject(new Error('out of milk')) : Promise.resolve(message);
      },
    });
    send(1);
    consumer.start();
    await cloud.run(minutes(2));
    consumer.stop();
    expect(at).toHaveLength(2);
    expect(at[1]! - at[0]!).toBeLessThan(1);
  });

  test.each([
    [undefined, 2],
    [10, 1],
  ])(
    'a handler of 50 s, a timeout of 30 s and a heartbeat of %s s: handled %i times',
    async (beat, times) => {
      const { cloud, consumer, seen, note, send } = start({
        ...(beat === undefined ? {} : { heartbeatInterval: beat, visibilityTimeout: 30 }),
        handleMessage: async (message: Message) => {
          note(message);
          if (seen.length === 1) await cloud.sleep(seconds(50));
          return message;
        },
      });
      const other = create({
        queueUrl: cloud.sqs.getQueue('orders').url,
        sqs: connect(new SQSClient({ region: 'us-east-1' }), cloud),
        handleMessage: (message: Message) => (note(message), Promise.resolve(message)),
      });
      other.on('error' as never, () => {});
      send(1);
      consumer.start();
      await cloud.run(1);
      other.start();
      await cloud.run(minutes(3));
      consumer.stop();
      other.stop();
      expect(seen).toHaveLength(times);
    },
  );

  test('handleMessageTimeout gives up after its milliseconds', async () => {
    const { cloud, consumer, events, seen, note, send } = start({
      handleMessageTimeout: 3000,
      handleMessage: async (message: Message) => {
        note(message);
        await cloud.sleep(seconds(20));
        return message;
      },
    });
    send(1);
    consumer.start();
    await cloud.run(10);
    consumer.stop();
    const { at } = events.find(({ event }) => event === 'timeout_error')!;
    expect(at - seen[0]!.at).toBeCloseTo(3, 6);
  });

  test('with shouldDeleteMessages off, the message comes again and again', async () => {
    const { cloud, consumer, seen, send } = start({ shouldDeleteMessages: false });
    send(1);
    consumer.start();
    await cloud.run(minutes(5));
    consumer.stop();
    expect(seen.length).toBeGreaterThanOrEqual(6);
  });

  test('stop ends the polling; abort ends the poll under way too', async () => {
    const { cloud, consumer, count, events, send, seen } = start();
    consumer.start();
    await cloud.run(30);
    const receives = cloud.record(cloud.sqs.getQueue('orders').metric('NumberOfEmptyReceives'));
    consumer.stop({ abort: true });
    expect(count('stopped')).toBe(1);
    expect(events.at(-1)!.at).toBe(30);
    send(5);
    await cloud.run(minutes(10));
    expect(seen).toEqual([]);
    expect(receives.reduce((sum, [, value]) => sum + (value || 0), 0)).toBeLessThanOrEqual(1);
  });

  test('pollingWaitTimeMs stands between two polls', async () => {
    const { cloud, consumer, seen, send } = start({
      pollingWaitTimeMs: 10_000,
      handleMessage: (message: Message) => (
        seen.push({ body: message.Body!, at: cloud.now }),
        Promise.resolve(message)
      ),
    });
    send(5);
    consumer.start();
    await cloud.run(minutes(3));
    consumer.stop();
    const gaps = seen.slice(1).map(({ at }, index) => at - seen[index]!.at);
    expect(gaps).toHaveLength(4);
    for (const gap of gaps) expect(gap).toBeGreaterThan(10);
  });

  test('what fails three times ends in the dead-letter queue', async () => {
    const { cloud, queue, consumer, count, send } = start({
      handleMessage: () => Promise.reject(new Error('out of milk')),
    });
    const dead = cloud.sqs.createQueue('dead');
    queue.setQueueAttributes({ redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 } });
    send(2);
    consumer.start();
    await cloud.run(minutes(10));
    consumer.stop();
    expect(count('processing_error')).toBe(6);
    expect(dead.approximateNumberOfMessages).toBe(2);
  });
});
