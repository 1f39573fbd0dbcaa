import { byteLength } from './message.ts';
import {
  ANYTHING,
  evaluate,
  MalformedPolicyDocument,
  accessDenied,
  readPolicy,
  type ContextKeys,
  type Policy,
  type Principal,
} from '../../cloud/policy/index.ts';
import type { AwsError } from '../../cloud/index.ts';
import { invalid, snsError } from './errors.ts';
import { snsLimits } from './limits.ts';

/** What AddPermission can share. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

interface Statement {
  Sid?: string;
}

interface Document {
  Statement: Statement[];
}

/** The policy that a new topic has: its owner's account may do everything. */
export function defaultPolicy(topicArn: string, owner: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ACTIONS.map((action) => `SNS:${action}`),
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
}

/** A topic's policy, read. @throws InvalidParameter */
export function readTopicPolicy(text: string, attribute: string): Policy {
  if (byteLength(text) > snsLimits.policySize.max)
    throw invalid(`${attribute} Error: the policy is too long`);
  try {
    return { name: 'the topic’s policy', document: readPolicy(text, 'resource') };
  } catch (error) {
    if (!(error instanceof MalformedPolicyDocument)) throw error;
    throw invalid(`${attribute} Error: ${error.message}`);
  }
}

/**
 * A policy with a statement more, as AddPermission writes it.
 * https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
 */
export function withPermission(
  policy: string,
  topicArn: string,
  partition: string,
  { label, accounts, actions }: { label: string; accounts: readonly string[]; actions: readonly string[] },
): string {
  const document = JSON.parse(policy) as Document;
  if (actions.some((action) => action !== '*' && !ACTIONS.includes(action)))
    throw invalid('Policy statement action out of service scope!');
  if (accounts.some((account) => !/^\d{12}$/.test(account))) throw invalid('AWSAccountId');
  if (document.Statement.some(({ Sid }) => Sid === label)) throw invalid('Statement already exists');
  if (document.Statement.length >= snsLimits.policyStatements.max)
    throw invalid('Policy Reason: too many statements');
  const one = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: one(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
    Action: one(actions.map((action) => `SNS:${action}`)),
    Resource: topicArn,
  };
  return JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
}

/** A policy without the statement of a label; a label that is not there is no error. */
export function withoutPermission(policy: string, label: string): string {
  const document = JSON.parse(policy) as Document;
  return JSON.stringify({ ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== label) });
}

/** Why a caller may not; undefined where the topic's policy allows, or the topic is the caller's own. */
export function denial(
  policy: Policy,
  principal: Principal,
  action: string,
  topicArn: string,
  context: ContextKeys,
): AwsError | undefined {
  const request = { principal, action: `SNS:${action}`, resource: topicArn, context };
  const decision = evaluate(request, { resource: policy, identity: [ANYTHING] });
  if (decision.decision === 'allowed') return undefined;
  return snsError('AuthorizationErrorException', accessDenied(request, decision));
}
