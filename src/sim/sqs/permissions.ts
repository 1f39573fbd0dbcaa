import { within } from '../cloud/index.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { byteLength } from './text.ts';

interface Statement {
  Sid?: string;
  Effect: string;
  Principal: { AWS: string | string[] };
  Action: string | string[];
  Resource: string;
}

interface Policy {
  Version: string;
  Id: string;
  Statement: Statement[];
}

/** Actions that AddPermission may share; the others are the owner's alone. */
const SHARED = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];

const one = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);

/**
 * A queue's policy, as JSON, with a permission added as AddPermission writes it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 *
 * @throws InvalidParameterValue, MissingParameter, OverLimit
 */
export function withPermission(
  policy: string | undefined,
  queueArn: string,
  label: string,
  accounts: readonly string[],
  actions: readonly string[],
): string {
  const { policyLabel, policyActions, policyStatements, policyPrincipals, policySize } = sqsLimits;
  if (!within(policyLabel, label.length) || !/^[\w-]+$/.test(label)) {
    throw invalidParameter(
      'Label',
      label,
      `Can only include alphanumeric characters, hyphens, or underscores. ${policyLabel.min} to ${policyLabel.max} in length`,
    );
  }
  if (accounts.length === 0)
    throw sqsError('MissingParameter', 'The request must contain the parameter AWSAccountIds.');
  if (actions.length === 0)
    throw sqsError('MissingParameter', 'The request must contain the parameter Actions.');
  for (const account of accounts) {
    if (!/^\d{12}$/.test(account)) throw invalidParameter('PrincipalId', account, 'Unable to verify.');
  }
  for (const action of actions) {
    if (!SHARED.includes(action))
      throw invalidParameter(
        'ActionName',
        `SQS:${action}`,
        'Only the queue owner is allowed to invoke this action.',
      );
  }
  if (actions.length > policyActions.max)
    throw sqsError(
      'OverLimit',
      `${actions.length} Actions were found, maximum allowed is ${policyActions.max}.`,
    );
  const before: Policy =
    policy === undefined
      ? { Version: '2008-10-17', Id: `${queueArn}/SQSDefaultPolicy`, Statement: [] }
      : (JSON.parse(policy) as Policy);
  if (before.Statement.some(({ Sid }) => Sid === label))
    throw invalidParameter('Label', label, 'Already exists.');
  const statement: Statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: one(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: one(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  const after = { ...before, Statement: [...before.Statement, statement] };
  const principals = after.Statement.flatMap(({ Principal }) => Principal.AWS).length;
  const text = JSON.stringify(after);
  if (
    !within(policyStatements, after.Statement.length) ||
    !within(policyPrincipals, principals) ||
    byteLength(text) > policySize.max
  ) {
    throw sqsError('OverLimit', 'The policy of the queue is full.');
  }
  return text;
}

/** The policy without a permission; undefined where none is left. Throws InvalidParameterValue. */
export function withoutPermission(policy: string | undefined, label: string): string | undefined {
  const before = policy === undefined ? undefined : (JSON.parse(policy) as Policy);
  if (!before?.Statement.some(({ Sid }) => Sid === label))
    throw invalidParameter('Label', label, "can't find label on existing policy.");
  const left = before.Statement.filter(({ Sid }) => Sid !== label);
  return left.length === 0 ? undefined : JSON.stringify({ ...before, Statement: left });
}
