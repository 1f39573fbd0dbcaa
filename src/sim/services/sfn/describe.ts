import type { Execution } from './execution.ts';
import { sfnLimits as limits } from './limits.ts';
import type { Json } from './machine/json.ts';
import type { Output } from './schema.ts';

const text = (value: Json | undefined) => (value === undefined ? undefined : JSON.stringify(value));

/** Whether an execution can be redriven, and why, in AWS's words. */
export function redriveState(
  { status, stopDate, startDate, events }: Execution,
  now: Date,
): { status: 'REDRIVABLE' | 'NOT_REDRIVABLE'; reason: string } {
  const no = (reason: string) => ({ status: 'NOT_REDRIVABLE', reason }) as const;
  if (status === 'RUNNING' || status === 'SUCCEEDED')
    return no(`Execution is ${status} and cannot be redriven`);
  const days = (from: Date) => (now.getTime() - from.getTime()) / 86_400_000;
  if (days(stopDate!) > limits.redrivePeriod.max) return no('Execution has exceeded the redrivable period');
  if (days(startDate) > 365) return no('Execution has exceeded the maximum open time');
  if (events.length > limits.redrivableEvents.max)
    return no('Execution has exceeded the maximum number of history events');
  return { status: 'REDRIVABLE', reason: 'Execution is redrivable' };
}

/** An execution as DescribeExecution answers it. */
export function describeExecution(
  execution: Execution,
  now: Date,
  included = 'ALL_DATA',
): Output<'DescribeExecution'> {
  const { arn, machine, name, status, startDate, stopDate, inputText, output, error, cause } = execution;
  const redrive = redriveState(execution, now);
  const withData = included === 'ALL_DATA';
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate,
    ...(stopDate && { stopDate }),
    ...(withData && { input: inputText }),
    inputDetails: { included: withData },
    ...(output !== undefined && {
      ...(withData && { output: text(output)! }),
      outputDetails: { included: withData },
    }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...by(execution),
    redriveStatus: redrive.status,
    ...(redrive.status === 'NOT_REDRIVABLE' && { redriveStatusReason: redrive.reason }),
  };
}

/** An execution as ListExecutions answers it. */
export function executionItem(execution: Execution): Output<'ListExecutions'>['executions'][number] {
  const { arn, machine, name, status, startDate, stopDate } = execution;
  return {
    ...{ executionArn: arn, stateMachineArn: machine.arn, name, status, startDate },
    ...(stopDate && { stopDate }),
    ...by(execution),
  };
}

function by({ versionArn, aliasArn, redriveCount, redriveDate }: Execution) {
  return {
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
    redriveCount,
    ...(redriveDate && { redriveDate }),
  };
}

/** What StartSyncExecution answers. */
export function syncAnswer(execution: Execution, memory: number): Output<'StartSyncExecution'> {
  const { arn, machine, name, startDate, stopDate, inputText, output, error, cause, duration } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    startDate,
    stopDate: stopDate!,
    // A synchronous execution can't be stopped.
    status: execution.status as 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT',
    input: inputText,
    inputDetails: { included: true },
    ...(output !== undefined && { output: text(output)!, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    billingDetails: {
      billedMemoryUsedInMB: Math.ceil(memory / 64) * 64,
      billedDurationInMilliseconds: Math.ceil(duration * 10 - 1e-6) * 100,
    },
  };
}

/**
 * The detail of the event about a change of status.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function eventDetail(execution: Execution, now: Date): Record<string, unknown> {
  const { arn, machine, name, status, startDate, stopDate, inputText, output, error, cause } = execution;
  const { versionArn, aliasArn, redriveCount, redriveDate } = execution;
  const redrive = redriveState(execution, now);
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: startDate.getTime(),
    stopDate: stopDate?.getTime() ?? null,
    input: inputText,
    inputDetails: { included: true },
    output: text(output) ?? null,
    outputDetails: output === undefined ? null : { included: true },
    stateMachineVersionArn: versionArn ?? null,
    stateMachineAliasArn: aliasArn ?? null,
    redriveCount,
    redriveDate: redriveDate?.toISOString() ?? null,
    redriveStatus: redrive.status,
    redriveStatusReason:
      redrive.status === 'REDRIVABLE' ? `Execution is ${status} and is redrivable` : redrive.reason,
    error: error ?? null,
    cause: cause ?? null,
  };
}
