import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { error, setup } from './testing.ts';

/* What a queue only keeps: tags, permissions, encryption. */

test('tags are set, replaced and taken away', () => {
  const { queue } = setup();
  expect(queue.listQueueTags().take()).toEqual({});
  queue.tagQueue({ team: 'photos', stage: 'test' });
  queue.tagQueue({ stage: 'production', empty: '' });
  expect(queue.listQueueTags().take()).toEqual({ team: 'photos', stage: 'production', empty: '' });
  queue.untagQueue(['team', 'none']);
  expect(queue.listQueueTags().take()).toEqual({ stage: 'production', empty: '' });
});

test('a queue has 50 tags at most, and a refused call sets none', () => {
  const { queue } = setup();
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));
  queue.tagQueue(tags(50));
  queue.tagQueue({ k0: 'other' });
  expect(() => queue.tagQueue({ more: 'v' })).toThrow(
    error('InvalidParameterValue', 'Too many tags added for queue jobs.'),
  );
  expect(Object.keys(queue.listQueueTags().take())).toHaveLength(50);
  expect(() => queue.tagQueue({})).toThrow(
    error('MissingParameter', 'The request must contain the parameter Tags.'),
  );
  expect(() => queue.untagQueue([])).toThrow(error('InvalidParameterValue'));
});

test.each([
  ['x'.repeat(129), 'v'],
  ['k', 'x'.repeat(257)],
  ['', 'v'],
  ['k<', 'v'],
  ['k', '?'],
  ['aws:k', 'v'],
])('a tag is not %j: %j', (key, value) => {
  expect(() => setup().queue.tagQueue({ [key]: value })).toThrow(error('InvalidParameterValue'));
});

test('tags can be given at the creation', () => {
  const { sqs } = new Cloud();
  const queue = sqs.createQueue('tagged', {}, {}, { team: 'photos' });
  expect(queue.listQueueTags().take()).toEqual({ team: 'photos' });
});

test('a permission becomes a statement of the policy', () => {
  const { queue } = setup();
  queue.addPermission('send', ['111122223333'], ['SendMessage', 'GetQueueUrl']);
  queue.addPermission('all', ['111122223333', '444455556666'], ['*']);
  expect(JSON.parse(queue.attributes.policy!)).toEqual({
    Version: '2008-10-17',
    Id: `${queue.arn}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'send',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: ['SQS:SendMessage', 'SQS:GetQueueUrl'],
        Resource: queue.arn,
      },
      {
        Sid: 'all',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root'] },
        Action: 'SQS:*',
        Resource: queue.arn,
      },
    ],
  });
  queue.removePermission('send');
  expect(JSON.parse(queue.attributes.policy!).Statement).toHaveLength(1);
  queue.removePermission('all');
  expect(queue.attributes.policy).toBeUndefined();
});

test('a permission that cannot be is refused', () => {
  const { queue } = setup();
  const add = (label = 'l', accounts = ['111122223333'], actions = ['SendMessage']) =>
    queue.addPermission(label, accounts, actions);
  add('l'.repeat(80));
  expect(() => add('l'.repeat(80))).toThrow(
    error(
      'InvalidParameterValue',
      `Value ${'l'.repeat(80)} for parameter Label is invalid. Reason: Already exists.`,
    ),
  );
  expect(() => add('l'.repeat(81))).toThrow(error('InvalidParameterValue'));
  expect(() => add('a b')).toThrow(error('InvalidParameterValue'));
  expect(() => add('m', [])).toThrow(error('MissingParameter'));
  expect(() => add('m', ['12'])).toThrow(error('InvalidParameterValue'));
  expect(() => add('m', ['111122223333'], [])).toThrow(error('MissingParameter'));
  expect(() => add('m', ['111122223333'], ['CreateQueue'])).toThrow(
    error(
      'InvalidParameterValue',
      'Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.',
    ),
  );
  expect(() => add('m', ['111122223333'], new Array<string>(8).fill('SendMessage'))).toThrow(
    error('OverLimit'),
  );
  expect(() => queue.removePermission('none')).toThrow(error('InvalidParameterValue'));
});

test('a policy has 20 statements at most, and 50 principals', () => {
  const { queue } = setup();
  for (let i = 0; i < 20; i++) queue.addPermission(`l${i}`, ['111122223333'], ['SendMessage']);
  expect(() => queue.addPermission('more', ['111122223333'], ['SendMessage'])).toThrow(error('OverLimit'));
  const other = setup().queue;
  const accounts = Array.from({ length: 51 }, (_, i) => String(100_000_000_000 + i));
  expect(() => other.addPermission('l', accounts, ['SendMessage'])).toThrow(error('OverLimit'));
  other.addPermission('l', accounts.slice(1), ['SendMessage']);
});

test.each(['nonsense', '[]', '"text"', JSON.stringify({ Id: 'a'.repeat(8184) })])(
  'no policy, or one of more than 8,192 bytes, is refused: %.20s',
  (policy) => {
    const { queue } = setup();
    const refused = error('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
    expect(() => queue.setQueueAttributes({ policy })).toThrow(refused);
    queue.setQueueAttributes({ policy: JSON.stringify({ Id: 'a'.repeat(8183) }) });
    queue.setQueueAttributes({ policy: '' });
    expect(queue.attributes.policy).toBeUndefined();
  },
);

test('permissions join a policy that was set whole', () => {
  const { queue } = setup();
  const theirs = { Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage' };
  queue.setQueueAttributes({ policy: JSON.stringify({ Statement: theirs }) });
  queue.addPermission('them', ['111122223333'], ['ReceiveMessage']);
  const sids = () =>
    (JSON.parse(queue.attributes.policy!) as { Statement: { Sid: string }[] }).Statement.map(
      ({ Sid }) => Sid,
    );
  expect(sids()).toEqual(['all', 'them']);
  queue.removePermission('all');
  expect(sids()).toEqual(['them']);
  queue.setQueueAttributes({ policy: '{}' });
  queue.addPermission('one', ['111122223333'], ['*']);
  expect(sids()).toEqual(['one']);
});

test('a queue is encrypted by one key at a time', () => {
  const { queue } = setup();
  const sse = () => {
    const { sqsManagedSseEnabled, kmsMasterKeyId, kmsDataKeyReusePeriodSeconds } = queue.attributes;
    return [sqsManagedSseEnabled, kmsMasterKeyId, kmsDataKeyReusePeriodSeconds];
  };
  expect(sse()).toEqual([true, undefined, undefined]);
  queue.setQueueAttributes({ kmsMasterKeyId: 'alias/jobs' });
  expect(sse()).toEqual([false, 'alias/jobs', 300]);
  queue.setQueueAttributes({ kmsDataKeyReusePeriodSeconds: 60 });
  expect(sse()).toEqual([false, 'alias/jobs', 60]);
  queue.setQueueAttributes({ kmsMasterKeyId: null });
  expect(sse()).toEqual([false, undefined, undefined]);
  queue.setQueueAttributes({ kmsMasterKeyId: 'alias/jobs' });
  queue.setQueueAttributes({ sqsManagedSseEnabled: true });
  expect(sse()).toEqual([true, undefined, undefined]);
  expect(() =>
    queue.setQueueAttributes({ kmsMasterKeyId: 'alias/jobs', sqsManagedSseEnabled: true }),
  ).toThrow(
    error(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    ),
  );
  expect(() => queue.setQueueAttributes({ kmsMasterKeyId: 5 as unknown as string })).toThrow(
    error('InvalidAttributeValue', 'Invalid value for the parameter KmsMasterKeyId.'),
  );
  for (const seconds of [59, 86_401])
    expect(() => queue.setQueueAttributes({ kmsDataKeyReusePeriodSeconds: seconds })).toThrow(
      error('InvalidAttributeValue', 'Invalid value for the parameter KmsDataKeyReusePeriodSeconds.'),
    );
  expect(() => queue.setQueueAttributes({ sqsManagedSseEnabled: 'true' as unknown as boolean })).toThrow(
    error('InvalidAttributeValue'),
  );
});

test('the source queues of a dead-letter queue are listed by name', () => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  expect(dlq.listDeadLetterSourceQueues().take()).toEqual([]);
  const b = sqs.createQueue('b', { redrivePolicy });
  const a = sqs.createQueue('a', { redrivePolicy });
  sqs.createQueue('c');
  expect(dlq.listDeadLetterSourceQueues().take()).toEqual([a, b]);
  a.setQueueAttributes({ redrivePolicy: null });
  expect(dlq.listDeadLetterSourceQueues().take()).toEqual([b]);
});

test('a trace header travels with its message and counts in no size', async () => {
  const { queue } = setup({ maximumMessageSize: 1024 });
  queue.sendMessage('a'.repeat(1024), { awsTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793' });
  const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
  expect(message!.attributes.awsTraceHeader).toBe('Root=1-5759e988-bd862e3fe1be46a994272793');
  expect(message!.attributes).not.toHaveProperty('messageGroupId');
});

test('what belongs to FIFO queues is refused on a standard queue', () => {
  const { queue } = setup();
  const reason = 'is invalid. Reason: The request include parameter that is not valid for this queue type.';
  expect(() => queue.sendMessage('x', { messageDeduplicationId: 'a' })).toThrow(
    error('InvalidParameterValue', `Value a for parameter MessageDeduplicationId ${reason}`),
  );
  expect(() => queue.receiveMessage({ receiveRequestAttemptId: 'a' })).toThrow(
    error('InvalidParameterValue', `Value a for parameter ReceiveRequestAttemptId ${reason}`),
  );
});

test('a permission names accounts in the partition of the queue', () => {
  const queue = new Cloud({ region: 'cn-north-1' }).sqs.createQueue('jobs');
  queue.addPermission('share', ['111122223333'], ['SendMessage']);
  expect(queue.attributes.policy).toContain('"AWS":"arn:aws-cn:iam::111122223333:root"');
});
