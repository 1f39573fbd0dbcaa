import { Cloud } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const SETS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html';

/** Whether a statement with a condition on the key `ec2:probe` counts; undefined: the request does not have the key. */
function holds(
  operator: string,
  wanted: string | readonly string[],
  has: string | string[] | undefined,
): boolean {
  const { iam } = new Cloud({ iam: true });
  const { user } = iam.createUser({ userName: 'ana' });
  const Condition = { [operator]: { 'ec2:probe': wanted } };
  const Statement = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition };
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument });
  const context: Record<string, string | string[]> = has === undefined ? {} : { 'ec2:probe': has };
  return iam.explain(user, 'ec2:RunInstances', '*', context).decision === 'allowed';
}

/** What a request has for the key, of the values that a row names; and whether `IfExists` stands behind the operator. */
interface Probe {
  readonly has: 'fits' | 'differs' | undefined;
  readonly ifExists?: boolean;
}

const operator = (name: string, wanted: string, fits: string, differs: string): ComparisonRow<Probe> => ({
  label: `${name} ${wanted}: ${fits}, ${differs}`,
  source: OPERATORS,
  cell: ({ has, ifExists }) => {
    // Null asks for presence itself, so that there is no NullIfExists.
    if (ifExists && name === 'Null') return undefined;
    return holds(name + (ifExists ? 'IfExists' : ''), wanted, has && { fits, differs }[has]);
  },
});

const arn = (name: string) => `arn:aws:sqs:*:*:${name}`;

/** The condition operators: each with a value of the policy, one that equals it, and one that does not. */
export const conditionOperators: Comparison<Probe> = {
  caption: 'Whether a condition holds',
  rowsAre: 'Operator and value: the key’s first value, its second',
  columns: [
    { name: 'First value', subject: { has: 'fits' } },
    { name: 'Second value', subject: { has: 'differs' } },
    { name: 'No such key', subject: { has: undefined } },
    { name: 'No such key, …IfExists', subject: { has: undefined, ifExists: true } },
  ],
  rows: [
    operator('StringEquals', 'red', 'red', 'Red'),
    operator('StringNotEquals', 'red', 'red', 'Red'),
    operator('StringEqualsIgnoreCase', 'red', 'Red', 'blue'),
    operator('StringNotEqualsIgnoreCase', 'red', 'Red', 'blue'),
    operator('StringLike', 'r*d', 'road', 'Red'),
    operator('StringNotLike', 'r*d', 'road', 'Red'),
    operator('NumericEquals', '10', '10.0', '9'),
    operator('NumericNotEquals', '10', '10.0', '9'),
    operator('NumericLessThan', '10', '10', '9'),
    operator('NumericLessThanEquals', '10', '10', '9'),
    operator('NumericGreaterThan', '10', '10', '11'),
    operator('NumericGreaterThanEquals', '10', '10', '11'),
    operator('DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-02'),
    operator('DateNotEquals', '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-02'),
    operator('DateLessThan', '2026-01-02', '2026-01-02', '2026-01-01'),
    operator('DateLessThanEquals', '2026-01-02', '2026-01-02', '2026-01-01'),
    operator('DateGreaterThan', '2026-01-01', '2026-01-01', '2026-01-02'),
    operator('DateGreaterThanEquals', '2026-01-01', '2026-01-01', '2026-01-02'),
    operator('Bool', 'true', 'true', 'false'),
    operator('BinaryEquals', 'QQ==', 'QQ==', 'qq=='),
    operator('IpAddress', '10.0.0.0/8', '10.1.2.3', '11.1.2.3'),
    operator('NotIpAddress', '10.0.0.0/8', '10.1.2.3', '11.1.2.3'),
    operator('ArnEquals', arn('red*'), 'arn:aws:sqs:us-east-1:111122223333:red-1', 'arn:aws:sqs:us-east-1:111122223333:blue'), // prettier-ignore
    operator('ArnNotEquals', arn('red*'), 'arn:aws:sqs:us-east-1:111122223333:red-1', 'arn:aws:sqs:us-east-1:111122223333:blue'), // prettier-ignore
    operator('Null', 'true', 'red', 'blue'),
    operator('Null', 'false', 'red', 'blue'),
  ],
};

const set = (name: string): ComparisonRow<string[] | undefined> => ({
  label: name,
  source: SETS,
  cell: (values) => holds(name, ['red', 'green'], values),
});

/** The two words before an operator, for a key with several values, where the policy has red and green. */
export const setOperators: Comparison<string[] | undefined> = {
  caption: 'Whether a condition with the values red and green holds',
  rowsAre: 'Operator',
  columns: [
    { name: 'red, green', subject: ['red', 'green'] },
    { name: 'red, blue', subject: ['red', 'blue'] },
    { name: 'blue, black', subject: ['blue', 'black'] },
    { name: 'No such key', subject: undefined },
  ],
  rows: ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists'].flatMap(
    (name) => [set(`ForAllValues:${name}`), set(`ForAnyValue:${name}`)],
  ),
};
