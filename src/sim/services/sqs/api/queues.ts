import { operationsOf } from '../../../tongue/api.ts';
import { integer, list, map, required, text } from '../../../tongue/shape.ts';
import type { Sqs } from '../sqs.ts';
import { readAttributes, writeAttributes } from './attributes.ts';
import { pageOf } from './page.ts';
import { queueAt } from './queue-url.ts';

const op = operationsOf<Sqs>();

/** The operations on queues as such. */
export const queues = {
  AddPermission: op(
    {
      QueueUrl: required(text),
      Label: required(text),
      AWSAccountIds: { ...required(list(text)), as: 'accounts' },
      Actions: required(list(text)),
    },
    (sqs, { queueUrl, label, accounts, actions }) => {
      queueAt(sqs, queueUrl).addPermission(label, accounts, actions);
      return {};
    },
  ),

  CreateQueue: op(
    { QueueName: required(text), Attributes: map(text), tags: map(text) },
    (sqs, { queueName, attributes, tags }) => {
      const set = Object.entries(readAttributes(attributes)).filter(([, value]) => value !== null);
      const { url } = sqs.createQueue(queueName, Object.fromEntries(set), {}, tags);
      return { QueueUrl: url };
    },
  ),

  DeleteQueue: op({ QueueUrl: required(text) }, (sqs, { queueUrl }) => {
    queueAt(sqs, queueUrl).deleteQueue();
    return {};
  }),

  GetQueueAttributes: op(
    { QueueUrl: required(text), AttributeNames: list(text) },
    (sqs, { queueUrl, attributeNames }): { Attributes?: Record<string, string> } => {
      const status = queueAt(sqs, queueUrl).getQueueAttributes().take();
      const Attributes = writeAttributes(status, attributeNames);
      return Attributes ? { Attributes } : {};
    },
  ),

  GetQueueUrl: op(
    { QueueName: required(text), QueueOwnerAWSAccountId: text },
    (sqs, { queueName, ...options }) => ({ QueueUrl: sqs.getQueueUrl(queueName, options) }),
  ),

  ListDeadLetterSourceQueues: op(
    { QueueUrl: required(text), MaxResults: integer, NextToken: text },
    (sqs, { queueUrl, ...page }) => {
      const sources = queueAt(sqs, queueUrl).listDeadLetterSourceQueues().take();
      const { urls = [], ...more } = pageOf(sources, page);
      // With a small letter: so AWS's own model of the service has it.
      return { queueUrls: urls, ...more };
    },
  ),

  ListQueues: op(
    { QueueNamePrefix: text, MaxResults: integer, NextToken: text },
    (sqs, { queueNamePrefix, ...page }): { QueueUrls?: string[]; NextToken?: string } => {
      sqs.requests.add(1);
      const { urls, ...more } = pageOf(sqs.beginning(queueNamePrefix), page);
      return urls ? { QueueUrls: urls, ...more } : more;
    },
  ),

  ListQueueTags: op({ QueueUrl: required(text) }, (sqs, { queueUrl }): { Tags?: Record<string, string> } => {
    const tags = queueAt(sqs, queueUrl).listQueueTags().take();
    return Object.keys(tags).length > 0 ? { Tags: tags } : {};
  }),

  PurgeQueue: op({ QueueUrl: required(text) }, (sqs, { queueUrl }) => {
    queueAt(sqs, queueUrl).purgeQueue();
    return {};
  }),

  RemovePermission: op({ QueueUrl: required(text), Label: required(text) }, (sqs, { queueUrl, label }) => {
    queueAt(sqs, queueUrl).removePermission(label);
    return {};
  }),

  SetQueueAttributes: op(
    { QueueUrl: required(text), Attributes: required(map(text)) },
    (sqs, { queueUrl, attributes }) => {
      queueAt(sqs, queueUrl).setQueueAttributes(readAttributes(attributes));
      return {};
    },
  ),

  TagQueue: op({ QueueUrl: required(text), Tags: required(map(text)) }, (sqs, { queueUrl, tags }) => {
    queueAt(sqs, queueUrl).tagQueue(tags);
    return {};
  }),

  UntagQueue: op(
    { QueueUrl: required(text), TagKeys: required(list(text)) },
    (sqs, { queueUrl, tagKeys }) => {
      queueAt(sqs, queueUrl).untagQueue(tagKeys);
      return {};
    },
  ),
};
