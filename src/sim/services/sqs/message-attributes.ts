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

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Checks attributes as SendMessage does; returns the bytes that they add to the message's size. */
export function attributesLength(attributes: MessageAttributes): number {
  const names = Object.keys(attributes);
  const { messageAttributes, messageAttributeName } = sqsLimits;
  if (!within(messageAttributes, names.length)) {
    throw sqsError(
      'InvalidParameterValue',
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${messageAttributes.max}].`,
    );
  }
  let bytes = 0;
  for (const name of names) {
    if (
      !within(messageAttributeName, name.length) ||
      !/^(?!\.)(?!aws\.|amazon\.)(?!.*\.\.)[\w.-]+(?<!\.)$/i.test(name)
    ) {
      throw invalidParameter(
        'MessageAttributeName',
        name,
        'It can contain letters, digits, underscores, hyphens and single dots.',
      );
    }
    bytes += byteLength(name) + valueLength(name, attributes[name]!);
  }
  return bytes;
}

function valueLength(name: string, { dataType, stringValue, binaryValue }: MessageAttributeValue): number {
  const [type] = dataType.split('.', 1);
  if (type !== 'String' && type !== 'Number' && type !== 'Binary') {
    throw sqsError(
      'InvalidParameterValue',
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if (!within(sqsLimits.messageAttributeType, dataType.length)) {
    throw sqsError(
      'InvalidParameterValue',
      `The type of message (user) attribute '${name}' is longer than ${sqsLimits.messageAttributeType.max} characters.`,
    );
  }
  const value = type === 'Binary' ? binaryValue : stringValue;
  if (value === undefined || value.length === 0) {
    throw sqsError(
      'InvalidParameterValue',
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
    );
  }
  if (type === 'Number' && !NUMBER.test(stringValue!)) {
    throw sqsError(
      'InvalidParameterValue',
      `Can't cast the value of message (user) attribute '${name}' to a number.`,
    );
  }
  const bytes = typeof value === 'string' ? byteLength(value) : value.length;
  if (bytes < 0)
    throw sqsError('InvalidMessageContents', `Message (user) attribute '${name}' holds invalid characters.`);
  return byteLength(dataType) + bytes;
}
