import { integer, map, required, structure, text, type ReadMembers } from '../../../tongue/shape.ts';
import { md5OfAttributes, md5OfBody } from '../digest.ts';
import { sqsError } from '../errors.ts';
import type { SendMessageOptions, SendMessageResult } from '../send.ts';
import { messageAttribute } from './message-attribute.ts';

/** What AWS takes with a message that is sent. */
export const toSend = {
  MessageBody: required(text),
  DelaySeconds: integer,
  MessageAttributes: map(structure(messageAttribute)),
  MessageSystemAttributes: map(structure(messageAttribute)),
  MessageDeduplicationId: text,
  MessageGroupId: text,
};

/** A message that is sent, in the model's words. */
export type SentMessage = SendMessageOptions & { messageBody: string };

/** Reads a message that is sent. Throws InvalidParameterValue. */
export function readSend(request: ReadMembers<typeof toSend>): SentMessage {
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

/** What AWS answers to a message that was sent. */
export interface ApiSent {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string;
  MD5OfMessageSystemAttributes?: string;
  SequenceNumber?: string;
}

/** Writes the answer to a message that was sent. */
export function writeSent(
  { messageBody, messageAttributes, awsTraceHeader }: SentMessage,
  { messageId, sequenceNumber }: SendMessageResult,
): ApiSent {
  const answer: ApiSent = { MessageId: messageId, MD5OfMessageBody: md5OfBody(messageBody) };
  const attributes = messageAttributes && md5OfAttributes(messageAttributes);
  if (attributes !== undefined) answer.MD5OfMessageAttributes = attributes;
  if (awsTraceHeader !== undefined) {
    const AWSTraceHeader = { dataType: 'String', stringValue: awsTraceHeader };
    answer.MD5OfMessageSystemAttributes = md5OfAttributes({ AWSTraceHeader });
  }
  if (sequenceNumber !== undefined) answer.SequenceNumber = sequenceNumber;
  return answer;
}
