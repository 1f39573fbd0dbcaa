import type { StateMachine } from './definition.ts';
import type { Execution, ExecutionInfo } from './execution.ts';
import { errors, StateFailure } from './failure.ts';
import { History, payload, Trail } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import { Line } from './line.ts';
import type { Ports, Steps } from './ports.ts';
import { eventLimit, quotas } from './quotas.ts';
import { isTooLarge, tooLarge } from './size.ts';
import type { Point } from './map-run.ts';
import { pointOf } from './resume.ts';
import { runStates } from './states.ts';
import type { Stop } from './stop.ts';
import { before, late } from './strands.ts';
import { formatTimestamp } from './timestamp.ts';

/** How an execution ended. */
export type Outcome =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED'; error?: string; cause?: string }
  | { status: 'ABORTED'; error?: string; cause?: string }
  | { status: 'TIMED_OUT' };

/** An execution that goes on where it ended. */
export interface Redrive {
  /** Which redrive it is, from 1. */
  readonly count: number;
  /** How many events its history has. */
  readonly events: number;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly point: Point | undefined;
}

/**
 * Runs a state machine from its input to its end, or until it is stopped. The definition is a valid one: see validate.ts.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-states.html
 */
export function* run(
  machine: StateMachine,
  input: Json,
  info: ExecutionInfo,
  ports: Ports,
  stop?: Stop,
  redrive?: Redrive,
): Steps<Outcome> {
  const history = new History(
    (event) => ports.record(event),
    () => ports.now(),
    eventLimit(info.type),
    redrive?.events,
  );
  const execution: Execution = {
    info,
    ports,
    history,
    context: contextOf(info, input, redrive?.startedAt ?? ports.now(), redrive?.count ?? 0),
  };
  const trail = new Trail(history, redrive?.events);
  const line = new Line(execution, trail, {}, machine.QueryLanguage ?? 'JSONPath');
  const longest = info.type === 'EXPRESS' ? quotas.expressSeconds : quotas.standardSeconds;
  const deadline = ports.now() + Math.min(machine.TimeoutSeconds ?? Infinity, longest);
  try {
    if (redrive)
      trail.add('ExecutionRedriven', { executionRedrivenEventDetails: { redriveCount: redrive.count } });
    else
      history.write('ExecutionStarted', 0, {
        executionStartedEventDetails: {
          ...payload('input', input),
          roleArn: info.roleArn,
          ...(info.aliasArn !== undefined && { stateMachineAliasArn: info.aliasArn }),
          ...(info.versionArn !== undefined && { stateMachineVersionArn: info.versionArn }),
        },
      });
    const output = yield* before(
      ports,
      () => deadline,
      () => runStates(line, machine, input, redrive?.point),
      stop,
    );
    if (output === late && stop?.requested) {
      ports.ended?.(pointOf(line));
      history.write('ExecutionAborted', 0, { executionAbortedEventDetails: stop.requested });
      return { status: 'ABORTED', ...stop.requested };
    }
    if (output === late) {
      // What ends an execution from outside follows no event. DescribeExecution shows no error for it.
      ports.ended?.(pointOf(line));
      history.write('ExecutionTimedOut', 0, { executionTimedOutEventDetails: { error: errors.timeout } });
      return { status: 'TIMED_OUT' };
    }
    const details = payload('output', output);
    if (isTooLarge(details.output as string)) throw tooLarge(info.name);
    trail.add('ExecutionSucceeded', { executionSucceededEventDetails: details });
    return { status: 'SUCCEEDED', output };
  } catch (failure) {
    if (!(failure instanceof StateFailure)) throw failure;
    ports.ended?.(pointOf(line, failure.error !== errors.dataLimitExceeded));
    trail.add('ExecutionFailed', { executionFailedEventDetails: failure.details });
    return { status: 'FAILED', ...failure.details };
  }
}

/** The parts of the context object that stay. TestState's has no RedriveCount. */
export function contextOf(
  info: ExecutionInfo,
  input: Json,
  startedAt: number,
  redriveCount?: number,
): JsonObject {
  return {
    Execution: {
      Id: info.id,
      Input: input,
      Name: info.name,
      RoleArn: info.roleArn,
      StartTime: formatTimestamp(startedAt),
      ...(redriveCount !== undefined && { RedriveCount: redriveCount }),
    },
    StateMachine: { Id: info.machineId, Name: info.machineName },
  };
}
