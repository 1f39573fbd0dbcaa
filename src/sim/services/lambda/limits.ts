import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const API = 'https://docs.aws.amazon.com/lambda/latest/api/';
const SCALING = 'https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html';
const SQS = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html';
const FILTERING = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html';
const CONCURRENCY = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html';

/** What AWS Lambda allows. Checked on 2026-11-28. */
export const lambdaLimits = {
  concurrency: row('Concurrent executions', 'executions', QUOTAS, { default: 1000 }, true),
  unreserved: row('Concurrency that stays unreserved', 'executions', CONCURRENCY, { min: 100 }),
  requestsPerConcurrency: row('Requests a second for each unit of concurrency', 'requests', CONCURRENCY, {
    default: 10,
  }),
  scalingBurst: row('New environments of a function in 10 seconds', 'environments', SCALING, { max: 1000 }),
  scalingRate: row('New environments of a function a second, refilled', 'environments', SCALING, {
    max: 100,
  }),
  memory: row('Memory', 'MB', QUOTAS, { default: 128, min: 128, max: 10_240 }),
  timeout: row('Timeout', 'seconds', QUOTAS, { default: 3, min: 1, max: 900 }),
  ephemeralStorage: row('/tmp', 'MB', QUOTAS, { default: 512, min: 512, max: 10_240 }),
  environment: row('Environment variables, all together', 'bytes', QUOTAS, { max: 4096 }),
  layers: row('Layers of a function', 'layers', QUOTAS, { max: 5 }),
  policy: row('Resource-based policy', 'bytes', QUOTAS, { max: 20_480 }),
  synchronousPayload: row('Payload of a synchronous invocation', 'bytes', QUOTAS, { max: 6_291_456 }),
  asynchronousPayload: row('Payload of an asynchronous invocation', 'bytes', QUOTAS, { max: 1_048_576 }),
  zip: row('Deployment package, zipped, uploaded directly', 'bytes', QUOTAS, { max: 52_428_800 }),
  storage: row('Storage of uploaded functions and layers, unzipped', 'bytes', QUOTAS, {
    default: 322_122_547_200,
  }),
  init: row(
    'INIT on demand',
    'seconds',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
    { max: 10 },
  ),
  batchSize: row('Messages of a batch', 'messages', `${API}API_CreateEventSourceMapping.html`, {
    default: 10,
    min: 1,
    max: 10_000,
  }),
  streamBatchSize: row('Records of a batch', 'records', `${API}API_CreateEventSourceMapping.html`, {
    default: 100,
    min: 1,
    max: 10_000,
  }),
  tumblingWindow: row('Tumbling window', 'seconds', `${API}API_CreateEventSourceMapping.html`, {
    default: 0,
    min: 0,
    max: 900,
  }),
  parallelizationFactor: row(
    'Batches of a shard at once',
    'batches',
    `${API}API_CreateEventSourceMapping.html`,
    {
      default: 1,
      min: 1,
      max: 10,
    },
  ),
  batchWindow: row('Batching window', 'seconds', `${API}API_CreateEventSourceMapping.html`, {
    default: 0,
    min: 0,
    max: 300,
  }),
  maximumConcurrency: row('Maximum concurrency of a mapping', 'invocations', `${API}API_ScalingConfig.html`, {
    min: 2,
    max: 1000,
  }),
  filters: row('Filters of a mapping', 'filters', FILTERING, { max: 5 }, true),
  sqsStart: row('Batches of a queue at once, at first', 'batches', SQS, { default: 5 }),
  sqsGrowth: row('Batches of a queue at once, more in a minute', 'batches', SQS, { max: 300 }),
  sqsTop: row('Batches of a queue at once', 'batches', SQS, { max: 1250 }),
  minimumPollers: row('Provisioned pollers, at least', 'pollers', `${API}API_ProvisionedPollerConfig.html`, {
    default: 2,
    min: 1,
    max: 200,
  }),
  maximumPollers: row('Provisioned pollers, at most', 'pollers', `${API}API_ProvisionedPollerConfig.html`, {
    default: 200,
    min: 1,
    max: 10_000,
  }),
  invocationsPerPoller: row('Invocations at once of a provisioned poller', 'invocations', SQS, {
    default: 10,
  }),
  provisionedGrowth: row('Provisioned mode: more in a minute', 'invocations', SQS, { max: 1000 }),
  retries: row('Retries of an asynchronous event', 'retries', `${API}API_PutFunctionEventInvokeConfig.html`, {
    default: 2,
    min: 0,
    max: 2,
  }),
  eventAge: row('Age of an asynchronous event', 'seconds', `${API}API_PutFunctionEventInvokeConfig.html`, {
    default: 21_600,
    min: 60,
    max: 21_600,
  }),
  name: row('Name of a function', 'characters', `${API}API_CreateFunction.html`, { min: 1, max: 64 }),
  newReference: row('Name or ARN of a function that is made', 'characters', `${API}API_CreateFunction.html`, {
    min: 1,
    max: 140,
  }),
  qualifier: row('Version or alias', 'characters', `${API}API_Invoke.html`, { min: 1, max: 128 }),
  description: row('Description', 'characters', `${API}API_CreateFunction.html`, { max: 256 }),
  tags: row('Tags of a function', 'tags', QUOTAS, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', QUOTAS, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', QUOTAS, { max: 256 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListFunctions.html`, {
    default: 50,
    min: 1,
    max: 10_000,
  }),
} satisfies Record<string, Limit>;
