import { notValid, sfnError } from './errors.ts';
import type { Execution } from './execution.ts';
import type { Child, MapRun } from './machine/map-run.ts';
import { checkArn } from './names.ts';
import type { Input, Output } from './schema.ts';
import type { StateMachine } from './state-machine.ts';

/** A Map Run, and the execution that it is a part of. */
export interface Found {
  readonly execution: Execution;
  readonly run: MapRun;
}

const date = (seconds: number) => new Date(seconds * 1000);

/** The Map Run with that ARN. @throws InvalidArn, ResourceNotFound */
export function findMapRun(machines: ReadonlyMap<string, StateMachine>, arn: string): Found {
  const [machine = ''] = checkArn(arn, 'mapRun').split('/');
  const { executions } = machines.get(machine.replace(':mapRun:', ':stateMachine:')) ?? {};
  for (const execution of executions?.values() ?? []) {
    const run = execution.mapRuns.find((one) => one.arn === arn);
    if (run) return { execution, run };
  }
  throw sfnError('ResourceNotFound', `Resource not found: '${arn}'`);
}

/** A Map Run as DescribeMapRun answers it. What is not set is 0. */
export function describeMapRun({ execution, run }: Found): Output<'DescribeMapRun'> {
  const { arn: mapRunArn, status, settings, redriveCount, redrivenAt, startedAt, stoppedAt } = run;
  const { maxConcurrency, toleratedFailureCount = 0, toleratedFailurePercentage = 0 } = settings;
  return {
    ...{ mapRunArn, executionArn: execution.arn, status, startDate: date(startedAt) },
    ...(stoppedAt !== undefined && { stopDate: date(stoppedAt) }),
    ...{ maxConcurrency, toleratedFailureCount, toleratedFailurePercentage },
    itemCounts: counts(run, ({ items }) => items, run.total),
    executionCounts: counts(run, () => 1, run.items?.length ?? 0),
    redriveCount,
    ...(redrivenAt !== undefined && { redriveDate: date(redrivenAt) }),
  };
}

/** How many there are in each status, of items or of child executions. Each that failed can be redriven. */
function counts(run: MapRun, weight: (child: Child) => number, total: number) {
  const by: Record<Child['status'], number> = {
    ...{ RUNNING: 0, SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0, PENDING_REDRIVE: 0 },
  };
  let begun = 0;
  for (const child of run.children) {
    if (!child) continue;
    by[child.status] += weight(child);
    begun += weight(child);
  }
  return {
    pending: total - begun,
    running: by.RUNNING,
    succeeded: by.SUCCEEDED,
    failed: by.FAILED,
    timedOut: by.TIMED_OUT,
    aborted: by.ABORTED,
    total,
    resultsWritten: run.isWritten ? by.SUCCEEDED + by.FAILED + by.TIMED_OUT : 0,
    failuresNotRedrivable: 0,
    pendingRedrive: by.PENDING_REDRIVE,
  };
}

/** A Map Run as ListMapRuns answers it. */
export function mapRunItem({ execution, run }: Found): Output<'ListMapRuns'>['mapRuns'][number] {
  const { arn: mapRunArn, startedAt, stoppedAt } = run;
  return {
    ...{ executionArn: execution.arn, mapRunArn, stateMachineArn: execution.machine.arn },
    startDate: date(startedAt),
    ...(stoppedAt !== undefined && { stopDate: date(stoppedAt) }),
  };
}

/**
 * The settings of UpdateMapRun.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html (checked 2026-11-28)
 *
 * @throws ValidationException
 */
export function settingsOf(input: Input<'UpdateMapRun'>): Omit<Input<'UpdateMapRun'>, 'mapRunArn'> {
  const { mapRunArn: _arn, ...settings } = input;
  for (const [name, value] of Object.entries(settings)) {
    if (value >= 0 && (name !== 'toleratedFailurePercentage' || value <= 100)) continue;
    throw notValid(`The value ${value} of ${name} is out of its range.`);
  }
  return settings;
}

/** The child executions of a Map Run as ListExecutions answers them, the newest first. */
export function childItems(run: MapRun): Output<'ListExecutions'>['executions'] {
  const stem = run.arn.slice(0, run.arn.lastIndexOf(':'));
  return run.children
    .flatMap((child) => {
      if (!child) return [];
      const { name, status, start, stop, items: itemCount, redriveCount } = child;
      return {
        executionArn: `${stem.replace(':mapRun:', ':execution:')}:${name}`,
        stateMachineArn: stem.replace(':mapRun:', ':stateMachine:'),
        ...{ name, status, startDate: date(start), mapRunArn: run.arn, itemCount, redriveCount },
        ...(status !== 'RUNNING' && stop !== undefined && { stopDate: date(stop) }),
      };
    })
    .reverse();
}
