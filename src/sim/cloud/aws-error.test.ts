import { expect, test } from 'vitest';
import { AwsError, NotModelled } from './index.ts';

test('an error carries what the SDK looks at', () => {
  const error = new AwsError(
    'SQS',
    'QueueNameExists',
    { code: 'QueueAlreadyExists', status: 400, fault: 'client' },
    'A queue already exists',
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'QueueNameExists',
    code: 'QueueAlreadyExists',
    message: 'A queue already exists',
    $fault: 'client',
    $service: 'SQS',
    $metadata: { httpStatusCode: 400, attempts: 1 },
  });
  expect(String(error)).toBe('QueueNameExists: A queue already exists');
});

test('the code is the name where the service gives no other', () => {
  expect(new AwsError('SQS', 'OverLimit', { status: 403, fault: 'client' }, 'Too many').code).toBe(
    'OverLimit',
  );
});

// The SDK's `instanceof` for service errors, after @smithy/smithy-client's ServiceException.
class ServiceException extends Error {
  static override [Symbol.hasInstance](candidate: {
    name?: string;
    $fault?: string;
    $metadata?: object;
  }): boolean {
    return (
      Boolean(candidate.$fault && candidate.$metadata) &&
      (this === ServiceException || candidate.name === this.name)
    );
  }
}
class OverLimit extends ServiceException {}
class QueueDoesNotExist extends ServiceException {}

test('the SDK takes it for an instance of its own class of that name, and of no other', () => {
  const error = new AwsError('SQS', 'OverLimit', { status: 403, fault: 'client' }, 'Too many');
  expect(error instanceof OverLimit).toBe(true);
  expect(error instanceof ServiceException).toBe(true);
  expect(error instanceof QueueDoesNotExist).toBe(false);
});

test('what is not modelled says what and where', () => {
  expect(new NotModelled('Amazon SQS', 'FIFO queues')).toMatchObject({
    name: 'NotModelled',
    service: 'Amazon SQS',
    feature: 'FIFO queues',
    message: 'Not modelled: FIFO queues (Amazon SQS).',
  });
});
