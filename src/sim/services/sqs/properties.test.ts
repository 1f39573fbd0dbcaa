import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Cloud } from '../../index.ts';
import type { Queue } from './index.ts';

/** A queue and its dead-letter queue, told in the plainest way: a list of messages, searched from end to end. */
class PlainQueue {
  static orders = 0;
  readonly messages: PlainMessage[] = [];
  readonly delay: number;
  readonly visibility: number;
  readonly retention: number;
  readonly maxReceives: number | undefined;
  readonly deadLetters: PlainQueue | undefined;

  constructor(
    delay: number,
    visibility: number,
    retention: number,
    maxReceives?: number,
    deadLetters?: PlainQueue,
  ) {
    this.delay = delay;
    this.visibility = visibility;
    this.retention = retention;
    this.maxReceives = maxReceives;
    this.deadLetters = deadLetters;
  }

  advance(now: number): void {
    const due = this.messages.filter(({ hiddenUntil }) => hiddenUntil !== undefined && hiddenUntil <= now);
    due.sort(
      (a, b) =>
        a.hiddenUntil! - b.hiddenUntil! || Number(b.delayed) - Number(a.delayed) || a.number - b.number,
    );
    for (const message of due) {
      if (message.delayed || message.receivesHere >= 3) message.order = PlainQueue.orders++;
      message.hiddenUntil = undefined;
      message.delayed = false;
    }
  }

  send(number: number, now: number, delay = this.delay): void {
    this.advance(now);
    const delayed = delay > 0;
    this.messages.push({
      number,
      sent: now,
      order: delayed ? -1 : PlainQueue.orders++,
      hiddenUntil: delayed ? now + delay : undefined,
      delayed,
      receives: 0,
      receivesHere: 0,
      receivedAt: 0,
    });
  }

  receive(max: number, now: number, visibility = this.visibility): [number, number][] {
    this.advance(now);
    const visible = this.messages
      .filter(({ hiddenUntil }) => hiddenUntil === undefined)
      .sort((a, b) => a.order - b.order);
    const received: [number, number][] = [];
    for (const message of visible) {
      if (received.length === max) break;
      if (message.sent + this.retention <= now) {
        this.remove(message);
      } else if (this.deadLetters && message.receivesHere >= this.maxReceives!) {
        this.remove(message);
        this.deadLetters.advance(now);
        this.deadLetters.messages.push({ ...message, receivesHere: 0, order: PlainQueue.orders++ });
      } else {
        message.receives++;
        message.receivesHere++;
        message.receivedAt = now;
        message.hiddenUntil = now + visibility;
        received.push([message.number, message.receives]);
      }
    }
    return received;
  }

  find(number: number): PlainMessage | undefined {
    return this.messages.find((message) => message.number === number);
  }

  remove(message: PlainMessage): void {
    this.messages.splice(this.messages.indexOf(message), 1);
  }

  counts(now: number): [number, number, number] {
    this.advance(now);
    const visible = this.messages.filter(
      ({ hiddenUntil, sent }) => hiddenUntil === undefined && sent + this.retention > now,
    );
    const delayed = this.messages.filter((message) => message.delayed);
    const inFlight = this.messages.filter(
      ({ hiddenUntil, delayed }) => hiddenUntil !== undefined && !delayed,
    );
    return [visible.length, inFlight.length, delayed.length];
  }
}

interface PlainMessage {
  number: number;
  sent: number;
  order: number;
  hiddenUntil: number | undefined;
  delayed: boolean;
  receives: number;
  receivesHere: number;
  receivedAt: number;
}

const time = fc.oneof({ weight: 4, arbitrary: fc.nat(15) }, { weight: 1, arbitrary: fc.nat(120) });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      delay: fc.option(fc.nat(12), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      from: fc.constantFrom('source' as const, 'source' as const, 'dlq' as const),
      max: fc.integer({ min: 1, max: 10 }),
      visibility: fc.option(fc.nat(20), { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('change' as const), which: fc.nat(30), visibility: fc.nat(20) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), time }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
);

const attributes = fc.record({
  delaySeconds: fc.constantFrom(0, 0, 7),
  visibilityTimeout: fc.constantFrom(0, 5, 10, 30),
  messageRetentionPeriod: fc.constantFrom(60, 100, 345_600),
  maxReceiveCount: fc.constantFrom(1, 2, 5, 1000),
  dlqRetention: fc.constantFrom(60, 150, 345_600),
});

test('a queue does what the plainest queue does, call by call', async () => {
  await fc.assert(
    fc.asyncProperty(attributes, fc.array(step, { maxLength: 120, size: 'max' }), async (given, steps) => {
      const { delaySeconds, visibilityTimeout, messageRetentionPeriod, maxReceiveCount, dlqRetention } =
        given;
      const cloud = new Cloud();
      const dlq = cloud.sqs.createQueue(
        'dlq',
        { messageRetentionPeriod: dlqRetention, visibilityTimeout },
        { hosts: 1 },
      );
      const source = cloud.sqs.createQueue(
        'jobs',
        {
          delaySeconds,
          visibilityTimeout,
          messageRetentionPeriod,
          redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount },
        },
        { hosts: 1 },
      );
      const plainDlq = new PlainQueue(0, visibilityTimeout, dlqRetention);
      const plain = new PlainQueue(
        delaySeconds,
        visibilityTimeout,
        messageRetentionPeriod,
        maxReceiveCount,
        plainDlq,
      );
      const handles: { queue: Queue; plain: PlainQueue; handle: string; number: number; receives: number }[] =
        [];
      let sent = 0;
      const compare = () => {
        for (const [queue, expected] of [
          [source, plain],
          [dlq, plainDlq],
        ] as const) {
          const {
            approximateNumberOfMessages,
            approximateNumberOfMessagesNotVisible,
            approximateNumberOfMessagesDelayed,
          } = queue;
          expect([
            approximateNumberOfMessages,
            approximateNumberOfMessagesNotVisible,
            approximateNumberOfMessagesDelayed,
          ]).toEqual(expected.counts(cloud.now));
        }
      };
      for (const step of steps) {
        const { now } = cloud;
        switch (step.kind) {
          case 'send':
            plain.send(sent, now, step.delay);
            source.sendMessage(String(sent++), { delaySeconds: step.delay });
            break;
          case 'receive': {
            const [queue, plainQueue] = step.from === 'source' ? [source, plain] : [dlq, plainDlq];
            const messages = queue
              .receiveMessage({ maxNumberOfMessages: step.max, visibilityTimeout: step.visibility })
              .take();
            const seen = messages.map(({ body, attributes }) => [
              Number(body),
              attributes.approximateReceiveCount,
            ]);
            expect(seen).toEqual(plainQueue.receive(step.max, now, step.visibility));
            messages.forEach(({ receiptHandle, body, attributes }) =>
              handles.push({
                queue,
                plain: plainQueue,
                handle: receiptHandle,
                number: Number(body),
                receives: attributes.approximateReceiveCount,
              }),
            );
            break;
          }
          case 'delete': {
            const used = handles.at(-1 - step.which);
            if (!used) break;
            used.queue.deleteMessage(used.handle);
            const message = used.plain.find(used.number);
            if (message?.receives === used.receives) used.plain.remove(message);
            break;
          }
          case 'change': {
            const used = handles.at(-1 - step.which);
            if (!used) break;
            used.plain.advance(now);
            const message = used.plain.find(used.number);
            // The plain queue keeps what has expired until somebody asks for it, so only a message that is there is changed.
            if (!message || (message.hiddenUntil === undefined && message.sent + used.plain.retention <= now))
              break;
            used.queue.changeMessageVisibility(used.handle, step.visibility);
            if (message.receives === used.receives && message.hiddenUntil !== undefined)
              message.hiddenUntil = now + step.visibility;
            break;
          }
          case 'wait':
            await cloud.run(step.time);
            break;
          case 'look':
            compare();
            break;
        }
      }
      compare();
    }),
    { numRuns: 300 },
  );
});
