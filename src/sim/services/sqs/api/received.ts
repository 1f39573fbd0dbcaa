import { md5OfAttributes, md5OfBody } from '../digest.ts';
import { sqsError } from '../errors.ts';

import type { MessageAttributes } from '../message-attributes.ts';
import type { Message } from '../message.ts';

/** A message attribute as AWS answers it. */
export interface ApiMessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: Uint8Array;
}

/** A received message as AWS answers it. */
export interface ApiMessage {
  MessageId: string;
  ReceiptHandle: string;
  MD5OfBody: string;
  Body: string;
  Attributes?: Record<string, string>;
  MD5OfMessageAttributes?: string;
  MessageAttributes?: Record<string, ApiMessageAttribute>;
}

/** Which attributes a receive asks for. */
export interface WantedAttributes {
  /** The old name of `messageSystemAttributeNames`; where both are given, AWS goes by this one. */
  attributeNames?: readonly string[];
  messageSystemAttributeNames?: readonly string[];
  messageAttributeNames?: readonly string[];
}

/** AWS's names of message system attributes, by ours. */
const SYSTEM: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'ApproximateFirstReceiveTimestamp',
    'ApproximateReceiveCount',
    'AWSTraceHeader',
    'DeadLetterQueueSourceArn',
    'MessageDeduplicationId',
    'MessageGroupId',
    'SenderId',
    'SentTimestamp',
    'SequenceNumber',
  ].map((name) => [
    name === 'AWSTraceHeader' ? 'awsTraceHeader' : name[0]!.toLowerCase() + name.slice(1),
    name,
  ]),
);
const SYSTEM_NAMES: ReadonlySet<string> = new Set(['All', ...Object.values(SYSTEM)]);

/** The system attributes that a receive asks for. Throws InvalidAttributeName. */
export function systemNames(wanted: WantedAttributes): readonly string[] {
  const { attributeNames: old = [], messageSystemAttributeNames: names = [] } = wanted;
  const asked = old.length > 0 ? old : names;
  for (const name of asked) {
    if (!SYSTEM_NAMES.has(name)) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  return asked;
}

/** A received message as AWS answers it, with the attributes asked for. */
export function writeMessage(
  message: Message,
  system: readonly string[],
  names: readonly string[] = [],
): ApiMessage {
  const { messageId, receiptHandle, body } = message;
  const answer: ApiMessage = {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5OfBody(body),
    Body: body,
  };
  if (system.length > 0) {
    const all = system.includes('All');
    const texts: Record<string, string> = {};
    for (const [key, value] of Object.entries(message.attributes)) {
      const name = SYSTEM[key]!;
      if (value !== undefined && (all || system.includes(name))) texts[name] = String(value);
    }
    if (Object.keys(texts).length > 0) answer.Attributes = texts;
  }
  const chosen = chooseAttributes(message.messageAttributes, names);
  if (chosen) {
    answer.MD5OfMessageAttributes = md5OfAttributes(chosen)!;
    answer.MessageAttributes = {};
    for (const [name, { dataType, stringValue, binaryValue }] of Object.entries(chosen)) {
      const value: ApiMessageAttribute = { DataType: dataType };
      if (stringValue !== undefined) value.StringValue = stringValue;
      if (binaryValue !== undefined) value.BinaryValue = binaryValue;
      answer.MessageAttributes[name] = value;
    }
  }
  return answer;
}

/** The attributes that names ask for: whole, by a prefix (`foo.*`), or all of them (`All`, `.*`; AWS takes `*` too). */
function chooseAttributes(
  attributes: MessageAttributes | undefined,
  names: readonly string[],
): MessageAttributes | undefined {
  if (!attributes || names.length === 0) return undefined;
  const asked = (name: string) =>
    names.some((wanted) => {
      if (wanted === 'All' || wanted === '*') return true;
      return wanted.endsWith('.*') ? name.startsWith(wanted.slice(0, -2)) : name === wanted;
    });
  const chosen = Object.entries(attributes).filter(([name]) => asked(name));
  return chosen.length > 0 ? Object.fromEntries(chosen) : undefined;
}
