import { expect, test } from 'vitest';
import type { Message } from '../message.ts';
import { systemNames, writeMessage } from './received.ts';

const message: Message = {
  messageId: 'id',
  receiptHandle: 'handle',
  body: 'hello',
  attributes: {
    approximateReceiveCount: 2,
    approximateFirstReceiveTimestamp: 1_767_225_600_000,
    sentTimestamp: 1_767_225_500_000,
    senderId: '123456789012',
    awsTraceHeader: 'Root=1',
    messageGroupId: undefined,
  },
  messageAttributes: {
    'trace.id': { dataType: 'String', stringValue: 'x' },
    'trace.span': { dataType: 'Number', stringValue: '5' },
    traced: { dataType: 'Binary.gzip', binaryValue: Uint8Array.of(1, 2) },
  },
};
// `md5sum` of the five letters.
const plain = {
  MessageId: 'id',
  ReceiptHandle: 'handle',
  MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
  Body: 'hello',
};

test('a message without what was not asked for', () => {
  expect(writeMessage(message, [])).toEqual(plain);
  expect(writeMessage(message, [])).not.toHaveProperty('Attributes');
  expect(writeMessage(message, ['MessageGroupId'])).not.toHaveProperty('Attributes');
  expect(writeMessage(message, [], ['none'])).toEqual(plain);
  expect(writeMessage({ ...message, messageAttributes: undefined }, [], ['All'])).toEqual(plain);
});

test('system attributes are texts under AWS’s names: those asked for, or all', () => {
  expect(writeMessage(message, ['SentTimestamp', 'AWSTraceHeader', 'MessageGroupId'])).toEqual({
    ...plain,
    Attributes: { SentTimestamp: '1767225500000', AWSTraceHeader: 'Root=1' },
  });
  expect(writeMessage(message, ['All']).Attributes).toEqual({
    ApproximateReceiveCount: '2',
    ApproximateFirstReceiveTimestamp: '1767225600000',
    SentTimestamp: '1767225500000',
    SenderId: '123456789012',
    AWSTraceHeader: 'Root=1',
  });
});

test.each([
  [['trace.id'], ['trace.id']],
  [
    ['trace.id', 'traced', 'none'],
    ['trace.id', 'traced'],
  ],
  [['trace.*'], ['trace.id', 'trace.span', 'traced']],
  [['trac.*'], ['trace.id', 'trace.span', 'traced']],
  [['race.*'], []],
  [['trace.s.*'], ['trace.span']],
  [['.*'], ['trace.id', 'trace.span', 'traced']],
  [['*'], ['trace.id', 'trace.span', 'traced']],
  [['All'], ['trace.id', 'trace.span', 'traced']],
  [['all'], []],
  [['id'], []],
])('%j asks for the attributes %j', (names, expected) => {
  const { MessageAttributes = {} } = writeMessage(message, [], names);
  expect(Object.keys(MessageAttributes)).toEqual(expected);
});

test('attributes come with their types and a digest of those that were chosen', () => {
  const one = writeMessage(message, [], ['trace.id']);
  expect(one.MessageAttributes).toEqual({ 'trace.id': { DataType: 'String', StringValue: 'x' } });
  expect(one.MD5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
  const all = writeMessage(message, [], ['All']);
  expect(all.MessageAttributes).toEqual({
    'trace.id': { DataType: 'String', StringValue: 'x' },
    'trace.span': { DataType: 'Number', StringValue: '5' },
    traced: { DataType: 'Binary.gzip', BinaryValue: Uint8Array.of(1, 2) },
  });
  expect(Object.keys(all.MessageAttributes!['trace.id']!)).toEqual(['DataType', 'StringValue']);
  expect(Object.keys(all.MessageAttributes!.traced!)).toEqual(['DataType', 'BinaryValue']);
  expect(all.MD5OfMessageAttributes).not.toBe(one.MD5OfMessageAttributes);
});

test('the old name of the parameter goes before the new one; a name that AWS does not know is refused', () => {
  expect(systemNames({})).toEqual([]);
  expect(systemNames({ messageSystemAttributeNames: ['All'] })).toEqual(['All']);
  expect(
    systemNames({ attributeNames: ['SenderId'], messageSystemAttributeNames: ['SentTimestamp'] }),
  ).toEqual(['SenderId']);
  expect(() => systemNames({ messageSystemAttributeNames: ['SenderId', 'Colour'] })).toThrow(
    expect.objectContaining({ name: 'InvalidAttributeName', message: 'Unknown Attribute Colour.' }),
  );
});
