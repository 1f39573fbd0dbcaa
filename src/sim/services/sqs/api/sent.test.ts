import { expect, test } from 'vitest';
import { readSend, writeSent } from './sent.ts';

const refused = (message: string) => expect.objectContaining({ name: 'InvalidParameterValue', message });

test('a trace header is a message system attribute, the only one', () => {
  const read = (messageSystemAttributes?: object) =>
    readSend({ messageBody: 'x', messageSystemAttributes } as Parameters<typeof readSend>[0]);
  expect(read()).toEqual({ messageBody: 'x' });
  expect(read({})).toEqual({ messageBody: 'x' });
  expect(read({ AWSTraceHeader: { dataType: 'String', stringValue: 'Root=1' } })).toEqual({
    messageBody: 'x',
    awsTraceHeader: 'Root=1',
  });
  expect(() => read({ Colour: { dataType: 'String', stringValue: 'red' } })).toThrow(
    refused("Message system attribute name 'Colour' is invalid."),
  );
  for (const trace of [
    { dataType: 'Number', stringValue: '1' },
    { dataType: 'String', stringValue: '' },
  ]) {
    expect(() => read({ AWSTraceHeader: trace })).toThrow(
      refused("Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'."),
    );
  }
});

test('what was sent is answered with its digests, and no more than it has', () => {
  const id = { messageId: 'id' };
  const MD5OfMessageBody = '5d41402abc4b2a76b9719d911017c592';
  expect(writeSent({ messageBody: 'hello' }, id)).toEqual({ MessageId: 'id', MD5OfMessageBody });
  expect(Object.keys(writeSent({ messageBody: 'hello', messageAttributes: {} }, id))).toEqual([
    'MessageId',
    'MD5OfMessageBody',
  ]);
  const attribute = { dataType: 'String', stringValue: 'Root=1' };
  const full = writeSent(
    {
      messageBody: 'hello',
      messageAttributes: { AWSTraceHeader: attribute },
      awsTraceHeader: 'Root=1',
    },
    { messageId: 'id', sequenceNumber: '18850000000000000000' },
  );
  expect(full).toMatchObject({ MD5OfMessageBody, SequenceNumber: '18850000000000000000' });
  // The header is digested as the attribute of that name that it is.
  expect(full.MD5OfMessageSystemAttributes).toBe(full.MD5OfMessageAttributes);
});
