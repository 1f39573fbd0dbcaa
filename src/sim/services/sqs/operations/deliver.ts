import { AwsError } from '../../../cloud/index.ts';
import { MalformedPolicyDocument, policyIn, refusalOf, type Policy } from '../../../cloud/policy/index.ts';
import type { Delivery } from '../../../cloud/target.ts';
import type { Reply } from '../../../kernel/index.ts';
import type { SendMessageResult } from '../message.ts';
import type { QueueState } from '../queue-state.ts';
import { sendMessage } from './send.ts';

/**
 * Puts on a queue what another service delivers, if the queue's policy lets that service send: a topic's notification, a
 * rule's event, a dead letter.
 * https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 *
 * @throws AccessDenied, and as SendMessage does
 */
export function deliver(queue: QueueState, delivery: Delivery): Reply<SendMessageResult> {
  const why = refusalOf(policyOf(queue), 'sqs:SendMessage', queue.arn, delivery);
  if (why !== undefined) throw new AwsError('SQS', 'AccessDenied', { status: 403, fault: 'client' }, why);
  const { payload, attributes, messageGroupId, messageDeduplicationId, traceHeader } = delivery;
  return sendMessage(queue, payload, {
    messageAttributes: attributes,
    messageGroupId,
    messageDeduplicationId: queue.fifo ? messageDeduplicationId : undefined,
    ...(traceHeader !== undefined && { awsTraceHeader: traceHeader }),
  });
}

/** A queue takes policies that it can't evaluate; they allow nothing. */
function policyOf({ attributes: { policy } }: QueueState): Policy | undefined {
  if (!policy) return undefined;
  try {
    return { name: 'the queue’s policy', document: policyIn(policy, 'resource') };
  } catch (error) {
    if (!(error instanceof MalformedPolicyDocument)) throw error;
    return undefined;
  }
}
