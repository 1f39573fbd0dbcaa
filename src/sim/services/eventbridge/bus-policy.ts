import { MalformedPolicyDocument, readPolicy, type Policy } from '../../cloud/policy/index.ts';
import { eventsError, notThere, notValid } from './errors.ts';
import { eventBridgeLimits } from './limits.ts';

interface Document {
  Version: string;
  Statement: { Sid?: string }[];
}

/** What PutPermission takes in place of a whole policy. */
export interface Permission {
  readonly action: string;
  readonly principal: string;
  readonly statementId: string;
  readonly condition?: { readonly type: string; readonly key: string; readonly value: string } | undefined;
}

/** A bus's policy, read. @throws ValidationException */
export function readBusPolicy(text: string): Policy {
  if (text.length > eventBridgeLimits.busPolicy.max)
    throw eventsError('PolicyLengthExceededException', 'The event bus policy is too long.');
  try {
    return { name: 'the bus’s policy', document: readPolicy(text, 'resource') };
  } catch (error) {
    if (!(error instanceof MalformedPolicyDocument)) throw error;
    throw notValid(`Parameter Policy is not valid. Reason: ${error.message}`);
  }
}

/** A policy with a permission; one of the same id is replaced. */
export function withPermission(
  policy: string | undefined,
  busArn: string,
  partition: string,
  { action, principal, statementId, condition }: Permission,
): string {
  const { Statement } = parse(policy);
  const statement = {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:${partition}:iam::${principal}:root` },
    Action: action,
    Resource: busArn,
    ...(condition && { Condition: { [condition.type]: { [condition.key]: condition.value } } }),
  };
  const others = Statement.filter(({ Sid }) => Sid !== statementId);
  return JSON.stringify({ Version: '2012-10-17', Statement: [...others, statement] });
}

/** A policy without a permission; undefined where none is left. */
export function withoutPermission(policy: string | undefined, statementId: string): string | undefined {
  const { Statement, ...rest } = parse(policy);
  const left = Statement.filter(({ Sid }) => Sid !== statementId);
  if (left.length === Statement.length) throw notThere('Statement with the provided id does not exist.');
  return left.length === 0 ? undefined : JSON.stringify({ ...rest, Statement: left });
}

function parse(policy: string | undefined): Document {
  if (policy === undefined) return { Version: '2012-10-17', Statement: [] };
  const { Statement, ...rest } = JSON.parse(policy) as Document;
  return { ...rest, Statement: [Statement].flat() };
}
