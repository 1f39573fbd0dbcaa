import { parseArn, within } from '../../cloud/index.ts';
import { invalidParameter, missing, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import { byteLength } from './text.ts';

/** As AddPermission writes it. One that was set whole may have more in it, or less: only what is read here counts. */
interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string;
}

interface Policy {
  Version?: string;
  Id?: string;
  Statement?: Statement | Statement[];
}

/** A policy from its text; undefined where it is none. */
export function readPolicy(text: string): Policy | undefined {
  if (byteLength(text) > sqsLimits.policySize.max) return undefined;
  try {
    const policy: unknown = JSON.parse(text);
    return typeof policy === 'object' && policy !== null && !Array.isArray(policy) ? policy : undefined;
  } catch {
    return undefined;
  }
}

const statementsOf = ({ Statement: statements = [] }: Policy) =>
  [statements].flat().filter((one) => typeof one === 'object' && one !== null);

const principalsOf = ({ Principal: principal }: Statement) =>
  typeof principal === 'object' ? Object.values(principal).flat() : [principal];

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
  if (typeof label !== 'string') throw missing('Label');
  if (!within(policyLabel, label.length) || !/^[\w-]+$/.test(label)) {
    const reason = `Can only include alphanumeric characters, hyphens, or underscores. ${policyLabel.min} to ${policyLabel.max} in length`;
    throw invalidParameter('Label', label, reason);
  }
  if (!Array.isArray(accounts) || accounts.length === 0) throw missing('AWSAccountIds');
  if (!Array.isArray(actions) || actions.length === 0) throw missing('Actions');
  for (const account of accounts)
    if (!/^\d{12}$/.test(account)) throw invalidParameter('PrincipalId', account, 'Unable to verify.');
  for (const action of actions) {
    const reason = 'Only the queue owner is allowed to invoke this action.';
    if (!SHARED.includes(action)) throw invalidParameter('ActionName', `SQS:${action}`, reason);
  }
  if (actions.length > policyActions.max)
    throw sqsError(
      'OverLimit',
      `${actions.length} Actions were found, maximum allowed is ${policyActions.max}.`,
    );
  const before: Policy =
    policy === undefined
      ? { Version: '2008-10-17', Id: `${queueArn}/SQSDefaultPolicy`, Statement: [] }
      : readPolicy(policy)!;
  const statements = statementsOf(before);
  if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Label', label, 'Already exists.');
  const { partition } = parseArn(queueArn)!;
  const statement: Statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: one(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
    Action: one(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn,
  };
  const after = { ...before, Statement: [...statements, statement] };
  const principals = after.Statement.flatMap(principalsOf).length;
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
  const before = policy === undefined ? {} : readPolicy(policy)!;
  const statements = statementsOf(before);
  const left = statements.filter(({ Sid }) => Sid !== label);
  if (left.length === statements.length)
    throw invalidParameter('Label', label, "can't find label on existing policy.");
  return left.length === 0 ? undefined : JSON.stringify({ ...before, Statement: left });
}
