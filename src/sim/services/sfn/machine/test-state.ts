import { catcherFor } from './catch.ts';
import { exceeded, tolerated } from './distributed-map.ts';
import type { Execution, ExecutionInfo } from './execution.ts';
import { StateFailure } from './failure.ts';
import { flowOf } from './flows.ts';
import { History, Trail } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import { Line } from './line.ts';
import { findItems, listed, select } from './map-items.ts';
import { mayFail } from './map-run.ts';
import { concurrency } from './map.ts';
import type { Shape } from './mock-schema.ts';
import type { Ports, Steps } from './ports.ts';
import { quotas } from './quotas.ts';
import { Retries, retryDelay } from './retry.ts';
import { contextOf } from './run.ts';
import { perform, type Step } from './states.ts';
import { checkRequest, stateOf, TestStateError, type TestStateRequest } from './test-state-request.ts';
import { Visit } from './visit.ts';

/** Payloads as JSON texts, as the API has them. */
export interface TestStateResult {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output?: string;
  error?: string;
  cause?: string;
  nextState?: string;
  inspectionData?: InspectionData;
}

/** What a tested state's data was after each step. */
export interface InspectionData {
  errorDetails?: { catchIndex?: number; retryIndex?: number; retryBackoffIntervalSeconds?: number };
  maxConcurrency?: number;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
  [afterStep: string]: unknown;
}

/**
 * TestState: runs one state once, without an execution. Throws TestStateError where the request is not acceptable.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
export function* testState(
  request: TestStateRequest,
  info: ExecutionInfo,
  ports: Ports,
  shapeOf: (service: string, action: string) => Shape | undefined = () => undefined,
): Steps<TestStateResult> {
  const { name, state, machine } = stateOf(request, () => ports.jsonata());
  const mocked = checkRequest(request, state, shapeOf);
  const input = jsonOf(request.input, 'input') ?? {};
  const inspected: InspectionData = { input: JSON.stringify(input) };
  const hidden = hiddenSteps(state);
  const numbers = /^(max|tolerated)/;
  const execution: Execution = {
    info,
    ports: request.mock ? { ...ports, call: () => answer(request, mocked), refusal: () => undefined } : ports,
    history: new History(
      () => {},
      () => ports.now(),
      quotas.historyEvents,
    ),
    context: contextOf(info, input, ports.now()),
    contextOverride: jsonOf(request.context, 'context') as JsonObject | undefined,
    plainCauses: true,
    inspect: (step, value) => {
      if (!hidden.has(step)) inspected[step] = numbers.test(step) ? value : JSON.stringify(value);
    },
  };
  const variables = (jsonOf(request.variables, 'variables') ?? {}) as JsonObject;
  const line = new Line(
    execution,
    new Trail(execution.history),
    variables,
    machine?.QueryLanguage ?? 'JSONPath',
  );
  const visit = new Visit(line, name, state, input);
  const result = yield* attempt(visit, request, mocked, inspected);
  return request.inspectionLevel === 'DEBUG' || request.inspectionLevel === 'TRACE'
    ? { ...result, inspectionData: inspected }
    : result;
}

/** Steps that AWS doesn't show. */
function hiddenSteps(state: { Type: string; Result?: Json }): ReadonlySet<string> {
  if (state.Type === 'Parallel') return new Set(['afterInputPath', 'afterParameters', 'afterArguments']);
  return new Set(state.Type === 'Pass' && state.Result !== undefined ? ['afterInputPath'] : []);
}

function jsonOf(text: string | undefined, parameter: string): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new TestStateError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${parameter}' is not JSON`,
    );
  }
}

function* answer(request: TestStateRequest, mocked: Json | undefined) {
  return mocked === undefined ? { ...request.mock!.errorOutput } : { output: mocked };
}

function* attempt(
  visit: Visit,
  request: TestStateRequest,
  mocked: Json | undefined,
  inspected: InspectionData,
): Steps<TestStateResult> {
  try {
    const isComposite = visit.state.Type === 'Map' || visit.state.Type === 'Parallel';
    const { output, next } = isComposite ? composite(visit, request, mocked) : yield* perform(visit);
    return {
      status: 'SUCCEEDED',
      output: JSON.stringify(output),
      ...(next !== undefined && { nextState: next }),
    };
  } catch (failure) {
    if (!(failure instanceof StateFailure)) throw failure;
    return failed(visit, request, failure, inspected);
  }
}

/** A Map or a Parallel state, of which the mock is the result: what is within is not run. */
function composite(visit: Visit, request: TestStateRequest, mocked: Json | undefined): Step {
  const { state } = visit;
  const flow = flowOf(visit);
  if (state.Type === 'Parallel') flow.work();
  else {
    const { mapIterationFailureCount: failures = 0, mapItemReaderData } = request.stateConfiguration ?? {};
    const data = mapItemReaderData === undefined ? undefined : jsonOf(mapItemReaderData, 'mapItemReaderData');
    const found = data === undefined ? findItems(visit, flow, true) : (listed(data) ?? []);
    const iterations = select(visit, flow, found).length;
    concurrency(visit, flow);
    const threshold = mayFail(tolerated(visit, flow), iterations);
    if (failures > iterations)
      throw new TestStateError(
        'ValidationException',
        'Map iteration failure count must be less than or equal to the number of Map iterations',
      );
    if (mocked !== undefined && failures > (threshold ?? Infinity)) throw exceeded();
  }
  const { errorOutput } = request.mock!;
  if (mocked === undefined) throw new StateFailure(errorOutput?.error, errorOutput?.cause);
  return { ...flow.finish(mocked), next: state.End ? undefined : state.Next };
}

/** What Retry and Catch make of a failure. */
function failed(
  visit: Visit,
  request: TestStateRequest,
  failure: StateFailure,
  inspected: InspectionData,
): TestStateResult {
  const { Retry = [], Catch = [] } = visit.state;
  const details = failure.details;
  const retryIndex = failure.fatal ? -1 : new Retries(Retry).indexFor(failure);
  if (retryIndex >= 0) {
    const retrier = Retry[retryIndex]!;
    const retried = request.stateConfiguration?.retrierRetryCount ?? 0;
    inspected.errorDetails = { retryIndex };
    if (retried < (retrier.MaxAttempts ?? 3)) {
      inspected.errorDetails.retryBackoffIntervalSeconds = retryDelay(retrier, retried);
      return { status: 'RETRIABLE', ...details };
    }
  }
  const catcher = catcherFor(visit.state, failure);
  if (!catcher) return { status: 'FAILED', ...details };
  inspected.errorDetails = { ...inspected.errorDetails, catchIndex: Catch.indexOf(catcher) };
  const { output } = flowOf(visit).caught(catcher, failure);
  return { status: 'CAUGHT_ERROR', ...details, output: JSON.stringify(output), nextState: catcher.Next };
}
