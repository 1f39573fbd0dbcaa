import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/';
const API = 'https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/';
const BATCHES = `${GUIDE}eb-pipes-batching-concurrency.html`;
const SQS = `${API}API_PipeSourceSqsQueueParameters.html`;

/** What Amazon EventBridge Pipes allows. Checked on 2026-11-28. */
export const pipesLimits = {
  pipes: row('Pipes of an account', 'pipes', `${GUIDE}eb-quota.html`, { max: 1000 }, true),
  filters: row('Patterns of a filter', 'patterns', `${API}API_FilterCriteria.html`, { min: 0, max: 5 }),
  pattern: row('Pattern of a filter', 'characters', `${API}API_Filter.html`, { max: 4096 }),
  inputTemplate: row('Input template', 'characters', `${API}API_PipeTargetParameters.html`, { max: 8192 }),
  batchSize: row('Messages of a batch from a queue', 'messages', SQS, { default: 10, min: 1, max: 10_000 }),
  window: row('Batching window', 'seconds', SQS, { default: 0, min: 0, max: 300 }),
  targetBatch: row('Batch of a target that is a queue, topic or event bus', 'events', BATCHES, { max: 10 }),
  streamBatch: row('Batch of a target that is a stream of Kinesis or Firehose', 'events', BATCHES, {
    max: 500,
  }),
  logBatch: row('Batch of a target that is a log group', 'events', BATCHES, { max: 10_000 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListPipes.html`, { default: 100, min: 1, max: 100 }),
  tags: row('Tags of a pipe', 'tags', `${API}API_TagResource.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
