import { Cloud } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const OPERATORS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html';

/** Something that filters by a pattern: it takes a condition on a field, or refuses it. */
type Take = (cloud: Cloud, condition: unknown) => unknown;

const rule: Take = ({ eventbridge }, condition) =>
  eventbridge.putRule({ name: 'r', eventPattern: JSON.stringify({ detail: { field: [condition] } }) });

const pipe: Take = (cloud, condition) =>
  cloud.pipes.createPipe({
    name: 'p',
    roleArn: `arn:aws:iam::${cloud.account}:role/pipe`,
    source: cloud.sqs.createQueue('source').arn,
    sourceParameters: {
      filterCriteria: { filters: [{ pattern: JSON.stringify({ body: { field: [condition] } }) }] },
    },
    target: cloud.sqs.createQueue('target').arn,
  });

const operator = (label: string, condition: unknown): ComparisonRow<Take> => ({
  label: `${label}: ${JSON.stringify(condition)}`,
  source: OPERATORS,
  cell: (take) => !refuses(() => take(new Cloud(), condition)),
});

/** The operators of event patterns, and who takes them. */
export const eventPatterns: Comparison<Take> = {
  caption: 'Conditions on a field',
  columns: [
    { name: 'Rule of a bus', subject: rule },
    { name: 'Filter of a pipe', subject: pipe },
  ],
  rows: [
    operator('Is in a range', { numeric: ['>', 0, '<=', 5] }),
    operator('Begins with', { prefix: 'a' }),
    operator('Is, in upper or lower case', { 'equals-ignore-case': 'a' }),
    operator('Is an address of a network', { cidr: '10.0.0.0/24' }),
    operator('Is none of', { 'anything-but': ['a', 'b'] }),
    operator('Has a form', { wildcard: 'a*b' }),
    operator('Does not begin with', { 'anything-but': { prefix: 'a' } }),
    operator('Does not end with', { 'anything-but': { suffix: 'a' } }),
    operator('Does not begin with any of', { 'anything-but': { prefix: ['a', 'b'] } }),
    operator('Is not, in upper or lower case', { 'anything-but': { 'equals-ignore-case': 'a' } }),
    operator('Does not have a form', { 'anything-but': { wildcard: 'a*b' } }),
  ],
};
