import { camel } from '../../../tongue/names.ts';
import { md5OfAttributes, md5OfBody } from '../digest.ts';
import { sqsError } from '../errors.ts';
import type { MessageAttributes } from '../message-attributes.ts';
import type { Message } from '../message.ts';
import { schema, type MessageAttributeValue } from '../schema.ts';
import type { ApiMessage } from './operations.ts';

/** Which system attributes a receive asks for. `attributeNames` is the old name; where both are given, AWS goes by that. */
interface Wanted {
  attributeNames?: readonly string[];
  messageSystemAttributeNames?: readonly string[];
}

const SYSTEM_NAMES = schema.enums['MessageSystemAttributeName']!.split('|');
/** AWS's names of message system attributes, by ours. */
const SYSTEM = new Map(SYSTEM_NAMES.map((name) => [camel(name), name]));

/** The system attributes that a receive asks for. Throws InvalidAttributeName. */
export function systemNames(wanted: Wanted): readonly string[] {
  const { attributeNames: old = [], messageSystemAttributeNames: names = [] } = wanted;
  const asked = old.length > 0 ? old : names;
  for (const name of asked)
    if (!SYSTEM_NAMES.includes(name)) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
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
      const name = SYSTEM.get(key)!;
      if (value !== undefined && (all || system.includes(name))) texts[name] = String(value);
    }
    if (Object.keys(texts).length > 0) answer.Attributes = texts;
  }
  const chosen = chooseAttributes(message.messageAttributes, names);
  if (chosen) {
    answer.MD5OfMessageAttributes = md5OfAttributes(chosen);
    const written = Object.entries(chosen).map(([name, { dataType, stringValue, binaryValue }]) => {
      const value: MessageAttributeValue = { DataType: dataType };
      if (stringValue !== undefined) value.StringValue = stringValue;
      if (binaryValue !== undefined) value.BinaryValue = binaryValue;
      return [name, value];
    });
    answer.MessageAttributes = Object.fromEntries(written) as Record<string, MessageAttributeValue>;
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
