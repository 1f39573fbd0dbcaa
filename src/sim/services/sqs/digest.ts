import { md5, utf8 } from '../../cloud/digest/index.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** `MD5OfMessageBody`, and `MD5OfBody` of a received message. */
export function md5OfBody(body: string): string {
  return md5(utf8(body));
}

/**
 * `MD5OfMessageAttributes`, and `MD5OfMessageSystemAttributes`: of the attributes by name, each as the length and the
 * text of its name, the same of its type, a byte that says whether the value is text (1) or binary (2), and the
 * length and the bytes of its value. Undefined where there are none: AWS then answers without.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (names.length === 0) return undefined;
  const bytes: number[] = [];
  const add = (part: Uint8Array) => {
    const { length } = part;
    bytes.push(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
    for (const byte of part) bytes.push(byte);
  };
  for (const name of names) {
    const { dataType, stringValue, binaryValue } = attributes![name]!;
    add(utf8(name));
    add(utf8(dataType));
    const binary = dataType.startsWith('Binary');
    bytes.push(binary ? 2 : 1);
    add(binary ? binaryValue! : utf8(stringValue!));
  }
  return md5(Uint8Array.from(bytes));
}
