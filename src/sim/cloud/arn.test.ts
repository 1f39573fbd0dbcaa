import { expect, test } from 'vitest';
import { formatArn, parseArn } from './index.ts';

test('an ARN is written and read back', () => {
  const parts = {
    partition: 'aws',
    service: 'sqs',
    region: 'us-east-1',
    account: '123456789012',
    resource: 'jobs',
  };
  expect(formatArn(parts)).toBe('arn:aws:sqs:us-east-1:123456789012:jobs');
  expect(parseArn('arn:aws:sqs:us-east-1:123456789012:jobs')).toEqual(parts);
});

test('a resource may hold colons and slashes, and Region and account may be missing', () => {
  expect(parseArn('arn:aws:s3:::bucket/a:b')).toEqual({
    partition: 'aws',
    service: 's3',
    region: '',
    account: '',
    resource: 'bucket/a:b',
  });
});

test.each([
  ...['', 'jobs', 'arn:aws:sqs', 'arn:aws:sqs:us-east-1:123456789012:', 'urn:aws:sqs:us-east-1:1:jobs'],
  ...['an arn:aws:sqs:us-east-1:1:jobs', 'arn:aws:sqs:us-east-1:1:jobs\n'],
])('%j is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});
