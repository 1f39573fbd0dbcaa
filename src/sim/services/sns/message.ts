import { utf8 } from '../../cloud/digest/index.ts';
import { within } from '../../cloud/index.ts';
import { readJson, type JsonObject, type JsonValue } from '../../cloud/json/tree.ts';
import { invalid, snsError } from './errors.ts';
import { snsLimits } from './limits.ts';

/** An attribute of a message, as Publish takes it. */
export interface MessageAttributeValue {
  /** String, String.Array, Number or Binary. */
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  readonly binaryValue?: Uint8Array | undefined;
}

/** A message's attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A message, as Publish and PublishBatch take it. */
export interface MessageInput {
  readonly message: string;
  readonly subject?: string | undefined;
  readonly messageStructure?: string | undefined;
  readonly messageAttributes?: MessageAttributes | undefined;
  readonly messageGroupId?: string | undefined;
  readonly messageDeduplicationId?: string | undefined;
}

/** A message that has passed the checks. */
export interface Message {
  /** What was published; with `MessageStructure: json` the JSON text. */
  readonly text: string;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
  /** The texts by protocol, `default` among them, where the message has a structure. */
  readonly structure: ReadonlyMap<string, string> | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** Bytes, attributes included. */
  readonly size: number;
}

/** Bytes of UTF-8. */
export const byteLength = (text: string): number => utf8(text).length;

/** Checks a message. @throws InvalidParameter, ParameterValueInvalid */
export function readMessage(input: MessageInput): Message {
  const { message, subject, messageStructure, messageAttributes = {} } = input;
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  if (message === '') throw invalid('Empty message');
  for (const [name, value] of Object.entries(messageAttributes)) checkAttribute(name, value);
  if (messageStructure !== undefined && messageStructure !== 'json') throw invalid('MessageStructure');
  for (const name of ['messageGroupId', 'messageDeduplicationId'] as const) {
    const id = input[name];
    if (id !== undefined && !(within(snsLimits.groupId, id.length) && /^[!-~]*$/.test(id)))
      throw invalid(
        `${name === 'messageGroupId' ? 'MessageGroupId' : 'MessageDeduplicationId'} Reason: must be 1 to ${snsLimits.groupId.max} alphanumeric characters or punctuation marks`,
      );
  }
  return {
    text: message,
    subject,
    attributes: messageAttributes,
    structure: messageStructure === 'json' ? structureOf(message) : undefined,
    groupId: input.messageGroupId,
    deduplicationId: input.messageDeduplicationId,
    size: byteLength(message) + attributesSize(messageAttributes),
  };
}

/** The text for a protocol. */
export function textFor({ text, structure }: Message, protocol: string): string {
  return structure ? (structure.get(protocol) ?? structure.get('default')!) : text;
}

function isSubject(subject: string): boolean {
  return within(snsLimits.subject, subject.length) && !/\p{Cc}/u.test(subject);
}

/** Keys whose value is no string are ignored. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function structureOf(text: string): Map<string, string> {
  let value: JsonValue;
  try {
    value = readJson(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const texts = new Map<string, string>();
  for (const [key, item] of value instanceof Map ? value : (new Map() as JsonObject))
    if (typeof item === 'string') texts.set(key, item);
  if (!texts.has('default')) throw invalid('Message Structure - No default entry in JSON message body');
  return texts;
}

function attributesSize(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, { dataType, stringValue, binaryValue }] of Object.entries(attributes)) {
    size += byteLength(name) + byteLength(dataType);
    size += binaryValue?.length ?? byteLength(stringValue ?? '');
  }
  return size;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function checkAttribute(name: string, { dataType, stringValue, binaryValue }: MessageAttributeValue): void {
  const refuse = (message: string) => snsError('InvalidParameterValueException', message);
  if (name.length > 256) throw refuse('Length of message attribute name must be less than 256 bytes.');
  if (!/^(?!\.)(?!aws\.|amazon\.)(?!.*\.\.)[\w.-]+(?<!\.)$/i.test(name))
    throw refuse(`The message attribute name '${name}' is invalid. A name can contain letters, digits, underscores, hyphens and single dots, and must not begin with AWS. or Amazon.`); // prettier-ignore
  if (!/^(String|Number|Binary)(\..+)?$/.test(dataType))
    throw refuse(`The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`); // prettier-ignore
  const binary = dataType.startsWith('Binary');
  const value = binary ? binaryValue : stringValue;
  if (value === undefined && (stringValue ?? binaryValue) !== undefined)
    throw refuse(`The message attribute '${name}' with type '${dataType}' must use field '${binary ? 'Binary' : 'String'}'.`); // prettier-ignore
  if (!value || value.length === 0)
    throw refuse(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`); // prettier-ignore
}
