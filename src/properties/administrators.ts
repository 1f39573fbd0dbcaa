import fc from 'fast-check';
import type { Cloud } from 'desired-capacity';
import type { Queue, QueueAttributeChanges } from 'desired-capacity/sqs';

/* What the properties of standard and FIFO queues share: administrators, who change attributes and move messages back. */

/** Never at an instant at which anything else happens. */
const time = fc.nat(700).map((seconds) => seconds + 0.123_456);

/** Changes of attributes while a run lasts, `maxReceiveCount` for the redrive policy; `more` are those of one type only. */
export const changes = (more: Record<string, fc.Arbitrary<unknown>>) =>
  fc.array(
    fc.record({
      at: time,
      to: fc.oneof(
        ...Object.entries({
          visibilityTimeout: fc.integer({ min: 0, max: 60 }),
          delaySeconds: fc.constantFrom(0, 3, 20),
          messageRetentionPeriod: fc.constantFrom(60, 90, 345_600),
          receiveMessageWaitTimeSeconds: fc.constantFrom(0, 5),
          maximumMessageSize: fc.constantFrom(1024, 2048),
          maxReceiveCount: fc.option(fc.integer({ min: 1, max: 4 })),
          ...more,
        }).map(([key, values]) => fc.record({ [key]: values as fc.Arbitrary<unknown> })),
      ),
    }),
    { maxLength: 6, size: 'max' },
  );

type Changes = ReturnType<typeof changes> extends fc.Arbitrary<infer C> ? C : never;

/** Has attributes changed, when their time comes. */
export function startChanges(cloud: Cloud, lifetimes: Lifetimes, dlq: Queue, list: Changes): void {
  for (const { at, to } of list) {
    const { maxReceiveCount: count, ...rest } = to as { maxReceiveCount?: number | null };
    const attributes: QueueAttributeChanges = rest;
    if (count === null) attributes.redrivePolicy = null;
    else if (count !== undefined)
      attributes.redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: count };
    cloud.simulation.schedule(at, () => lifetimes.change(attributes));
  }
}

/** Moves of messages back to where they come from, at a rate, some of them cancelled. */
export const moves = fc.array(
  fc.record({
    at: time,
    maxNumberOfMessagesPerSecond: fc.constantFrom(undefined, 1, 3, 500),
    cancelledAfter: fc.option(fc.constantFrom(0, 0.5, 4), { nil: undefined }),
  }),
  { maxLength: 6, size: 'max' },
);

type Moves = typeof moves extends fc.Arbitrary<infer M> ? M : never;

/** Starts the moves out of a dead-letter queue, those that AWS refuses aside. */
export function startMoves(cloud: Cloud, dlq: Queue, list: Moves): void {
  for (const { at, maxNumberOfMessagesPerSecond, cancelledAfter } of list) {
    cloud.simulation.schedule(at, () => {
      try {
        const { taskHandle } = cloud.sqs.startMessageMoveTask({
          sourceArn: dlq.arn,
          maxNumberOfMessagesPerSecond,
        });
        if (cancelledAfter === undefined) return;
        cloud.simulation.schedule(cancelledAfter, () => {
          if (cloud.sqs.listMessageMoveTasks(dlq.arn)[0]!.taskHandle === taskHandle)
            cloud.sqs.cancelMessageMoveTask(taskHandle);
        });
      } catch (error) {
        // Another is active, or no queue has this one as its dead-letter queue now.
        if ((error as Error).name !== 'InvalidParameterValue') throw error;
      }
    });
  }
}

/** Which messages of a queue may have expired, whose retention changes. */
export class Lifetimes {
  readonly #cloud: Cloud;
  readonly #queue: Queue;
  readonly #begun = new Map<string, number>();
  /** Until when each retention held. */
  readonly #past: { until: number; retention: number }[] = [];

  constructor(cloud: Cloud, queue: Queue) {
    this.#cloud = cloud;
    this.#queue = queue;
  }

  /** The message is sent. */
  begin(body: string): void {
    this.#begun.set(body, this.#cloud.now);
  }

  /** Sets attributes of the queue. */
  change(to: QueueAttributeChanges): void {
    this.#past.push({ until: this.#cloud.now, retention: this.#queue.attributes.messageRetentionPeriod });
    this.#queue.setQueueAttributes(to);
  }

  mayHaveExpired(body: string): boolean {
    return this.#past.some(({ until, retention }) => until - this.#begun.get(body)! >= retention);
  }
}

/** Receives and deletes all that there is. */
export async function drain(queue: Queue): Promise<string[]> {
  const bodies: string[] = [];
  while (true) {
    const messages = await queue.receiveMessage({
      maxNumberOfMessages: 10,
      waitTimeSeconds: 1,
      visibilityTimeout: 30,
    });
    if (messages.length === 0) return bodies;
    for (const { body, receiptHandle } of messages) {
      bodies.push(body);
      queue.deleteMessage(receiptHandle);
    }
  }
}
