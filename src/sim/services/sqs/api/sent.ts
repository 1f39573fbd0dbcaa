import { md5OfAttributes, md5OfBody } from '../digest.ts';
import { sqsError } from '../errors.ts';
import type { SendMessageOptions, SendMessageResult } from '../message.ts';
import type { Input } from '../schema.ts';
import type { SqsOperations } from './operations.ts';

/** A message that is sent, in the model's words. */
export type SentMessage = SendMessageOptions & { messageBody: string };

/** Reads a message that is sent. Throws InvalidParameterValue. */
export function readSend(request: Omit<Input<'SendMessage'>, 'queueUrl'>): SentMessage {
  const { messageSystemAttributes: system = {}, ...message } = request;
  for (const name of Object.keys(system)) {
    if (name !== 'AWSTraceHeader')
      throw sqsError('InvalidParameterValue', `Message system attribute name '${name}' is invalid.`);
  }
  const trace = system.AWSTraceHeader;
  if (!trace) return message;
  if (trace.dataType !== 'String' || !trace.stringValue) {
    throw sqsError(
      'InvalidParameterValue',
      "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.",
    );
  }
  return { ...message, awsTraceHeader: trace.stringValue };
}

type Answer = SqsOperations['SendMessage'][1];

/** Writes the answer to a message that was sent. */
export function writeSent(
  { messageBody, messageAttributes, awsTraceHeader }: SentMessage,
  { messageId, sequenceNumber }: SendMessageResult,
): Answer {
  const answer: Answer = { MessageId: messageId, MD5OfMessageBody: md5OfBody(messageBody) };
  const attributes = messageAttributes && md5OfAttributes(messageAttributes);
  if (attributes !== undefined) answer.MD5OfMessageAttributes = attributes;
  if (awsTraceHeader !== undefined) {
    const AWSTraceHeader = { dataType: 'String', stringValue: awsTraceHeader };
    answer.MD5OfMessageSystemAttributes = md5OfAttributes({ AWSTraceHeader });
  }
  if (sequenceNumber !== undefined) answer.SequenceNumber = sequenceNumber;
  return answer;
}
