import { MalformedPolicyDocument, policySize, readPolicy, type Policy } from '../../cloud/policy/index.ts';
import { conflict, lambdaError, notFound } from './errors.ts';
import { lambdaLimits as limits } from './limits.ts';
import type { Input } from './schema.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The resource-based policy of a function, a version or an alias: who else may call it.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export class Statements {
  #statements: readonly Statement[] = [];
  #policy: Policy | undefined;
  revisionId = '';

  /** The policy as a text; undefined where it has no statement. */
  get text(): string | undefined {
    if (this.#statements.length === 0) return undefined;
    return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: this.#statements });
  }

  /** The policy, read; undefined where it has no statement. */
  get policy(): Policy | undefined {
    const { text } = this;
    if (text === undefined) return undefined;
    return (this.#policy ??= { name: 'the function’s policy', document: readPolicy(text, 'resource') });
  }

  /** Adds a statement; answers it as a text. */
  add(resource: string, partition: string, input: Input<'AddPermission'>): string {
    const { statementId } = input;
    if (this.#statements.some(({ Sid }) => Sid === statementId))
      throw conflict(
        `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    const statement = statementOf(resource, partition, input);
    const before = this.#statements;
    this.#statements = [...before, statement];
    this.#policy = undefined;
    try {
      if (policySize(this.text!) > limits.policy.max)
        throw lambdaError(
          'PolicyLengthExceededException',
          `The final policy size (${policySize(this.text!)}) is bigger than the limit (${limits.policy.max}).`,
        );
      void this.policy;
    } catch (error) {
      this.#statements = before;
      this.#policy = undefined;
      if (!(error instanceof MalformedPolicyDocument)) throw error;
      throw lambdaError(
        'InvalidParameterValueException',
        'The provided principal was invalid. Please check the principal and try again.',
      );
    }
    return JSON.stringify(statement);
  }

  /** Takes a statement away. */
  remove(statementId: string): void {
    const left = this.#statements.filter(({ Sid }) => Sid !== statementId);
    if (left.length === this.#statements.length)
      throw notFound(`Statement ${statementId} is not found in resource policy.`);
    this.#statements = left;
    this.#policy = undefined;
  }
}

function statementOf(Resource: string, partition: string, input: Input<'AddPermission'>): Statement {
  const { statementId: Sid, action: Action, principal, sourceArn, sourceAccount } = input;
  const { functionUrlAuthType, principalOrgID, eventSourceToken, invokedViaFunctionUrl } = input;
  const equals = {
    ...(sourceAccount !== undefined && { 'AWS:SourceAccount': sourceAccount }),
    ...(functionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': functionUrlAuthType }),
    ...(principalOrgID !== undefined && { 'aws:PrincipalOrgID': principalOrgID }),
    ...(eventSourceToken !== undefined && { 'lambda:EventSourceToken': eventSourceToken }),
  };
  const Condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(invokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(invokedViaFunctionUrl) },
    }),
  };
  return {
    Sid,
    Effect: 'Allow',
    Principal: principalOf(principal, partition),
    Action,
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** An account as its root user; a service by its name. */
function principalOf(principal: string, partition: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}
