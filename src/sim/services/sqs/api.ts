import type { Api } from '../../tongue/api.ts';
import { batches } from './api/batches.ts';
import { messages } from './api/messages.ts';
import { moves } from './api/moves.ts';
import { queues } from './api/queues.ts';
import { sqsError } from './errors.ts';
import type { Sqs } from './sqs.ts';

const operations = { ...queues, ...messages, ...batches, ...moves };

/**
 * Amazon SQS in AWS's own tongue: what `cloud.send('sqs', …)` goes by.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export const sqsApi = {
  title: 'Amazon SQS',
  serviceId: 'SQS',
  operations,
  notModelled: [],
  missing: (parameter) =>
    sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`),
} satisfies Api<Sqs, typeof operations>;
