import { within } from '../../cloud/index.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { byteLength } from './text.ts';

/**
 * One attribute that travels beside a message's body.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export interface MessageAttributeValue {
  /** `String`, `Number` or `Binary`, with a label of one's own after a dot where wanted: `Number.float`. */
  dataType: string;
  /** The value of a String or a Number. */
  stringValue?: string;
  /** The value of a Binary. */
  binaryValue?: Uint8Array;
}

/** A message's attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

// Each character has one way to match, so that a long text takes no longer than its length.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const NAME = /^(?!\.)(?!aws\.|amazon\.)(?!.*\.\.)[\w.-]+(?<!\.)$/i;
const TYPES = ['String', 'Number', 'Binary'];

/** A copy: what one side does to it does not reach the other. */
export function copyMessageAttributes(attributes: MessageAttributes): MessageAttributes {
  const entries = Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => {
    const copy: MessageAttributeValue = { dataType };
    if (stringValue !== undefined) copy.stringValue = stringValue;
    if (binaryValue !== undefined) copy.binaryValue = binaryValue.slice();
    return [name, copy] as const;
  });
  return Object.fromEntries(entries);
}

/** Checks attributes as SendMessage does; returns the bytes that they add to the size of the message. */
export function attributesLength(attributes: MessageAttributes): number {
  const entries = Object.entries(attributes);
  const { messageAttributes, messageAttributeName } = sqsLimits;
  if (!within(messageAttributes, entries.length)) {
    const { max } = messageAttributes;
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [${max}].`);
  }
  let bytes = 0;
  for (const [name, value] of entries) {
    if (!within(messageAttributeName, name.length) || !NAME.test(name)) {
      const reason = 'It can contain letters, digits, underscores, hyphens and single dots.';
      throw invalidParameter('MessageAttributeName', name, reason);
    }
    bytes += byteLength(name) + valueLength(name, value);
  }
  return bytes;
}

function valueLength(name: string, attribute: MessageAttributeValue): number {
  if (typeof (attribute as Partial<MessageAttributeValue> | null)?.dataType !== 'string')
    throw new TypeError(
      `The message attribute '${name}' is an object with a dataType: String, Number or Binary.`,
    );
  const { dataType, stringValue, binaryValue } = attribute;
  const type = dataType.split('.', 1)[0]!;
  if (!TYPES.includes(type)) {
    throw invalid(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const { messageAttributeType } = sqsLimits;
  if (!within(messageAttributeType, dataType.length)) {
    const { max } = messageAttributeType;
    throw invalid(`The type of message (user) attribute '${name}' is longer than ${max} characters.`);
  }
  const value = type === 'Binary' ? binaryValue : stringValue;
  if (value === undefined || value === null || value.length === 0)
    throw invalid(`Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);
  if (type === 'Binary' ? !(value instanceof Uint8Array) : typeof value !== 'string')
    throw new TypeError(
      `The value of the message attribute '${name}' is no ${type === 'Binary' ? 'Uint8Array' : 'text'}.`,
    );
  if (type === 'Number' && !NUMBER.test(stringValue!))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  const bytes = typeof value === 'string' ? byteLength(value) : value.length;
  if (bytes < 0)
    throw sqsError('InvalidMessageContents', `Message (user) attribute '${name}' holds invalid characters.`);
  return byteLength(dataType) + bytes;
}

const invalid = (message: string) => sqsError('InvalidParameterValue', message);
