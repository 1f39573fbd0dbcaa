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
  const parts: Uint8Array[] = [];
  const add = (bytes: Uint8Array) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    parts.push(length, bytes);
  };
  for (const name of names) {
    const { dataType, stringValue, binaryValue } = attributes![name]!;
    add(utf8(name));
    add(utf8(dataType));
    const binary = dataType.startsWith('Binary');
    parts.push(Uint8Array.of(binary ? 2 : 1));
    add(binary ? binaryValue! : utf8(stringValue!));
  }
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return md5(all);
}
