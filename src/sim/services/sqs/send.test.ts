import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { MessageAttributes } from './index.ts';
import { error } from './testing.ts';

const queue = (attributes = {}) => new Cloud().sqs.createQueue('jobs', attributes);
const long = { waitTimeSeconds: 1 };

test('what is sent is what is received, with its id and its times', async () => {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  await cloud.run(1.5);
  const { messageId } = await jobs.sendMessage('body');
  await cloud.run(2);
  const [message] = await jobs.receiveMessage(long);
  expect(message).toMatchObject({ messageId, body: 'body' });
  expect(message!.messageAttributes).toBeUndefined();
  const start = Date.parse('2026-01-01T00:00:00Z');
  expect(message!.attributes).toEqual({
    approximateReceiveCount: 1,
    approximateFirstReceiveTimestamp: start + 3500,
    sentTimestamp: start + 1500,
    senderId: '123456789012',
  });
});

test('a message and what a send answers survive JSON', () => {
  const jobs = queue();
  const sent = jobs
    .sendMessage('body', { messageAttributes: { a: { dataType: 'Number', stringValue: '1' } } })
    .take();
  const [message] = jobs.receiveMessage(long).take();
  expect(JSON.parse(JSON.stringify(sent))).toEqual({ messageId: sent.messageId });
  expect(JSON.parse(JSON.stringify(message))).toEqual({
    messageId: sent.messageId,
    receiptHandle: message!.receiptHandle,
    body: 'body',
    attributes: message!.attributes,
    messageAttributes: { a: { dataType: 'Number', stringValue: '1' } },
  });
});

test('a message stays as it was received', async () => {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: 1 });
  jobs.sendMessage('x');
  const [first] = jobs.receiveMessage(long).take();
  const handle = first!.receiptHandle;
  await cloud.run(2);
  const [second] = jobs.receiveMessage(long).take();
  expect(second!.attributes).toMatchObject({ approximateReceiveCount: 2 });
  expect(second!.attributes.approximateFirstReceiveTimestamp).toBe(
    first!.attributes.approximateFirstReceiveTimestamp,
  );
  expect(first!.attributes.approximateReceiveCount).toBe(1);
  expect(first!.receiptHandle).toBe(handle);
  expect(second!.receiptHandle).not.toBe(handle);
});

test.each(['', undefined])('%j is no body', (body) => {
  expect(() => queue().sendMessage(body as string)).toThrow(
    error('MissingParameter', 'The request must contain the parameter MessageBody.'),
  );
});

test.each([5, 0, { a: 1 }])('a body is a text, which %j is not', (body) => {
  expect(() => queue().sendMessage(body as never)).toThrow(
    new TypeError(`The body of a message is a text, not of type ${typeof body}.`),
  );
});

test('characters that XML has not are refused', () => {
  expect(() => queue().sendMessage('a\0b')).toThrow(error('InvalidMessageContents'));
});

test('a message may have 1 MiB, attributes counted in, and not a byte more', () => {
  const jobs = queue();
  jobs.sendMessage('a'.repeat(1_048_576));
  const refused = error(
    'InvalidParameterValue',
    'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  );
  expect(() => jobs.sendMessage('a'.repeat(1_048_577))).toThrow(refused);
  expect(() => jobs.sendMessage('é'.repeat(524_289))).toThrow(refused);
  // Name, type and value of the attribute: 1 + 6 + 1 bytes.
  const messageAttributes = { k: { dataType: 'String', stringValue: 'x' } };
  jobs.sendMessage('a'.repeat(1_048_568), { messageAttributes });
  expect(() => jobs.sendMessage('a'.repeat(1_048_569), { messageAttributes })).toThrow(refused);
});

test('a queue may accept less', () => {
  const jobs = queue({ maximumMessageSize: 1024 });
  jobs.sendMessage('a'.repeat(1024));
  expect(() => jobs.sendMessage('a'.repeat(1025))).toThrow(
    error(
      'InvalidParameterValue',
      'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    ),
  );
});

test('attributes travel with the message', () => {
  const jobs = queue();
  const messageAttributes: MessageAttributes = {
    kind: { dataType: 'String.path', stringValue: 'a' },
    'weight_in-kg.net': { dataType: 'Number', stringValue: '5' },
    raw: { dataType: 'Binary', binaryValue: new Uint8Array([1, 2]) },
  };
  jobs.sendMessage('x', { messageAttributes });
  expect(jobs.receiveMessage(long).take()[0]!.messageAttributes).toEqual(messageAttributes);
});

const value = { dataType: 'String', stringValue: 'x' };

test.each([
  [
    '11 of them',
    Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, value])),
    'InvalidParameterValue',
  ],
  ['no value', { a: { dataType: 'String', stringValue: '' } }, 'InvalidParameterValue'],
  ['a value of another type', { a: { dataType: 'Binary', stringValue: 'x' } }, 'InvalidParameterValue'],
  ['no such type', { a: { dataType: 'Date', stringValue: 'x' } }, 'InvalidParameterValue'],
  [
    'a type of 257 characters',
    { a: { ...value, dataType: 'String.'.padEnd(257, 'x') } },
    'InvalidParameterValue',
  ],
  ['a number that is none', { a: { dataType: 'Number', stringValue: '5 kg' } }, 'InvalidParameterValue'],
  ['invalid characters', { a: { dataType: 'String', stringValue: '\0' } }, 'InvalidMessageContents'],
  ['a name that begins with a dot', { '.a': value }, 'InvalidParameterValue'],
  ['a name that ends with a dot', { 'a.': value }, 'InvalidParameterValue'],
  ['a name with two dots', { 'a..b': value }, 'InvalidParameterValue'],
  ['a name with a space', { 'a b': value }, 'InvalidParameterValue'],
  ['a reserved name', { 'AWS.a': value }, 'InvalidParameterValue'],
  ['a reserved name', { 'amazon.a': value }, 'InvalidParameterValue'],
  ['a name of 257 characters', { ['a'.repeat(257)]: value }, 'InvalidParameterValue'],
])('attributes with %s are refused', (_, messageAttributes: MessageAttributes, name) => {
  const jobs = queue();
  expect(() => jobs.sendMessage('x', { messageAttributes })).toThrow(error(name));
  expect(jobs.approximateNumberOfMessages).toBe(0);
});

test('10 attributes and a name of 256 characters are fine', () => {
  const messageAttributes = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`${i}`.padEnd(256, 'a'), value]),
  );
  queue().sendMessage('x', { messageAttributes });
});

test('numbers of every kind are fine, and types of 256 characters', () => {
  for (const stringValue of ['5', '-0.5', '+1e-128', '.5', '1.', '007'])
    queue().sendMessage('x', { messageAttributes: { a: { dataType: 'Number.float', stringValue } } });
  const dataType = 'String.'.padEnd(256, 'x');
  queue().sendMessage('x', { messageAttributes: { a: { dataType, stringValue: 'x' } } });
});

test('an empty attribute is named in the error', () => {
  expect(() =>
    queue().sendMessage('x', { messageAttributes: { Detail: { dataType: 'String', stringValue: '' } } }),
  ).toThrow(
    error(
      'InvalidParameterValue',
      "Message (user) attribute 'Detail' must contain a non-empty value of type 'String'.",
    ),
  );
});
