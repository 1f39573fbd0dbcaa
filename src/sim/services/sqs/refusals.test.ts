import { expect, test } from 'vitest';
import { utf8 } from '../../cloud/digest/index.ts';
import { Cloud } from '../../index.ts';
import type { Queue } from './index.ts';
import { byteLength } from './text.ts';

/* What AWS says of what it does not take, word for word, and where the line is drawn. */

const ACCOUNTS = ['111122223333'];
const send = (queue: Queue, name: string, dataType: string, stringValue: string) =>
  queue.sendMessage('x', { messageAttributes: { [name]: { dataType, stringValue } } });
const invalid = (parameter: string, value: string, reason: string) =>
  `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`;

test.each<[string, string, (queue: Queue) => unknown]>([
  [
    'InvalidParameterValue',
    invalid(
      'Label',
      'a b',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    ),
    (queue) => queue.addPermission('a b', ACCOUNTS, ['SendMessage']),
  ],
  [
    'MissingParameter',
    'The request must contain the parameter AWSAccountIds.',
    (queue) => queue.addPermission('l', [], ['SendMessage']),
  ],
  [
    'MissingParameter',
    'The request must contain the parameter Actions.',
    (queue) => queue.addPermission('l', ACCOUNTS, []),
  ],
  [
    'InvalidParameterValue',
    invalid('PrincipalId', '1111222233334', 'Unable to verify.'),
    (queue) => queue.addPermission('l', ['1111222233334'], ['SendMessage']),
  ],
  [
    'InvalidParameterValue',
    invalid('PrincipalId', 'x111122223333', 'Unable to verify.'),
    (queue) => queue.addPermission('l', ['x111122223333'], ['SendMessage']),
  ],
  [
    'OverLimit',
    '8 Actions were found, maximum allowed is 7.',
    (queue) => queue.addPermission('l', ACCOUNTS, new Array<string>(8).fill('SendMessage')),
  ],
  [
    'OverLimit',
    'The policy of the queue is full.',
    (queue) => {
      for (let i = 0; i <= 20; i++) queue.addPermission(`l${i}`, ACCOUNTS, ['SendMessage']);
    },
  ],
  [
    'InvalidParameterValue',
    invalid('Label', 'none', "can't find label on existing policy."),
    (queue) => queue.removePermission('none'),
  ],
  [
    'InvalidParameterValue',
    invalid('TagKey', 'aws:k', 'It is no key of a tag.'),
    (queue) => queue.tagQueue({ 'aws:k': 'v' }),
  ],
  [
    'InvalidParameterValue',
    invalid('TagValue', '?', 'It is no value of a tag.'),
    (queue) => queue.tagQueue({ k: '?' }),
  ],
  [
    'InvalidParameterValue',
    'Tag keys must be between 1 and 128 characters in length.',
    (queue) => queue.untagQueue([]),
  ],
  [
    'InvalidParameterValue',
    invalid(
      'MessageAttributeName',
      'a..b',
      'It can contain letters, digits, underscores, hyphens and single dots.',
    ),
    (queue) => send(queue, 'a..b', 'String', 'x'),
  ],
  [
    'InvalidParameterValue',
    "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
    (queue) => send(queue, 'a', 'Text', 'x'),
  ],
  [
    'InvalidMessageContents',
    "Message (user) attribute 'a' holds invalid characters.",
    (queue) => send(queue, 'a', 'String', '\u0000'),
  ],
  [
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    (queue) => queue.sendMessage('\u0000'),
  ],
  [
    'InvalidParameterValue',
    invalid(
      'RedriveAllowPolicy',
      '{"redrivePermission":"some"}',
      'redrivePermission must be allowAll, denyAll or byQueue.',
    ),
    (queue) => queue.setQueueAttributes({ redriveAllowPolicy: { redrivePermission: 'some' as 'denyAll' } }),
  ],
  [
    'InvalidParameterValue',
    invalid(
      'RedriveAllowPolicy',
      '{"redrivePermission":"denyAll","sourceQueueArns":[]}',
      'sourceQueueArns goes with redrivePermission byQueue only.',
    ),
    (queue) =>
      queue.setQueueAttributes({ redriveAllowPolicy: { redrivePermission: 'denyAll', sourceQueueArns: [] } }),
  ],
  [
    'InvalidParameterValue',
    invalid(
      'RedriveAllowPolicy',
      '{"redrivePermission":"byQueue"}',
      'byQueue needs from 1 to 10 sourceQueueArns.',
    ),
    (queue) => queue.setQueueAttributes({ redriveAllowPolicy: { redrivePermission: 'byQueue' } }),
  ],
])('%s: %s', (name, message, call) => {
  const queue = new Cloud().sqs.createQueue('jobs');
  expect(() => call(queue)).toThrow(expect.objectContaining({ name, message, $service: 'SQS' }));
});

test('a tag may hold AWS’s prefix further on, and seven actions are not too many', () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  queue.tagQueue({ 'no-aws:k': 'v' });
  queue.addPermission('l', ACCOUNTS, new Array<string>(7).fill('SendMessage'));
  expect(queue.listQueueTags().take()).toEqual({ 'no-aws:k': 'v' });
});

test.each([
  [' ', 1],
  ['\u007f', 1],
  ['\u0080', 2],
  ['\u07ff', 2],
  ['\u0800', 3],
  ['\ud7ff', 3],
  ['\ue000', 3],
  ['\ufffd', 3],
  ['\u{10000}', 4],
  ['\u{103ff}', 4],
  ['\u{10fc00}', 4],
  ['\u{10ffff}', 4],
])('%j has %d bytes', (character, bytes) => {
  expect(byteLength(character)).toBe(bytes);
  expect([...utf8(character)]).toEqual([...new TextEncoder().encode(character)]);
});

test.each(['\u001f', '\ufffe', '\udc00', '\ud800', '\ud800\ue000', '\udc00\udc00'])(
  '%j is no text',
  (text) => {
    expect(byteLength(text)).toBe(-1);
  },
);
