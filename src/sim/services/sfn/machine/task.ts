import { errors, heartbeatMissed, StateFailure } from './failure.ts';
import type { Flow } from './flow.ts';
import type { Json } from './json.ts';
import type { Steps, TaskAnswer, TaskCall, TaskProgress } from './ports.ts';
import { parseResource } from './resource.ts';
import { isTooLarge, tooLarge } from './size.ts';
import { before, late } from './strands.ts';
import { TaskEvents, type TaskLimits } from './task-events.ts';
import type { Visit } from './visit.ts';

/**
 * Runs a task once: gives its result, or throws what it failed with.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export function* runTask(visit: Visit, flow: Flow): Steps<Json> {
  const { state, line } = visit;
  const { ports, info, inspect } = line.execution;
  const resource = parseResource(state.Resource!);
  visit.token = resource.pattern === 'request' && resource.kind !== 'activity' ? undefined : ports.id();
  const limits = {
    timeout: seconds(flow, 'TimeoutSeconds'),
    heartbeat: seconds(flow, 'HeartbeatSeconds'),
  };
  const input = flow.work();
  const call: TaskCall = {
    ...resource,
    state: visit.name,
    resource: state.Resource!,
    input,
    credentials: state.Credentials && flow.fill(state.Credentials, 'Credentials'),
    token: visit.token,
  };
  const refusal = ports.refusal?.(call);
  if (refusal !== undefined) throw visit.runtimeError(refusal);
  const events = new TaskEvents(line.trail, call);
  events.scheduled(limits, info.region);
  const result = yield* outcome(visit, call, limits, events);
  inspect?.('result', result);
  return result;
}

function* outcome(visit: Visit, call: TaskCall, limits: TaskLimits, events: TaskEvents): Steps<Json> {
  const { ports } = visit.line.execution;
  const began = ports.now();
  const timeoutAt = began + (limits.timeout ?? Infinity);
  let heartbeatAt = began + (limits.heartbeat ?? Infinity);
  const beat = () => {
    heartbeatAt = ports.now() + (limits.heartbeat ?? Infinity);
  };
  // What is told of a task that has been given up is not heard.
  let isOver = false;
  const progress: TaskProgress = {
    started(workerName) {
      if (isOver) return;
      events.started(workerName);
      beat();
    },
    submitted(output) {
      if (isOver) return;
      events.submitted(output);
      beat();
    },
    heartbeat: beat,
  };
  const answer = yield* before(
    ports,
    () => Math.min(timeoutAt, heartbeatAt),
    () => ports.call(call, progress),
  );
  isOver = true;
  if (answer === late) {
    const failure = heartbeatAt < timeoutAt ? heartbeatMissed() : new StateFailure(errors.timeout, '');
    events.timedOut(failure);
    throw failure;
  }
  const failure = failureOf(call, answer);
  if (failure) {
    events.failed(failure);
    throw failure;
  }
  const { output } = answer as { output: Json };
  events.succeeded(output);
  return output;
}

function failureOf(call: TaskCall, answer: TaskAnswer) {
  if (!('output' in answer)) return new StateFailure(answer.error, answer.cause);
  return isTooLarge(JSON.stringify(answer.output)) ? tooLarge(call.resource, false) : undefined;
}

/** A timeout of at least a second. */
function seconds(flow: Flow, field: string): number | undefined {
  const given = flow.number(field);
  if (given === undefined || given > 0) return given;
  throw flow.unusable(`${field} must be positive, but was: ${given}`, field);
}
