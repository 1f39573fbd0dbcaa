import type { State, StateMachine } from './definition.ts';
import { definitionMessage } from './diagnostics.ts';
import { isObject, own, type Json, type JsonObject } from './json.ts';
import { mockProblem, type FieldValidationMode, type Shape } from './mock-schema.ts';
import type { Jsonata } from './ports.ts';
import { parseResource } from './resource.ts';
import { validate } from './validate.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export interface TestStateRequest {
  /** A state; or a whole machine, with the name of the state. */
  definition: string;
  stateName?: string;
  input?: string;
  context?: string;
  variables?: string;
  inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  revealSecrets?: boolean;
  mock?: {
    result?: string;
    errorOutput?: { error?: string; cause?: string };
    fieldValidationMode?: FieldValidationMode;
  };
  stateConfiguration?: {
    retrierRetryCount?: number;
    errorCausedByState?: string;
    mapIterationFailureCount?: number;
    mapItemReaderData?: string;
  };
}

/** A request of TestState that AWS refuses. */
export class TestStateError extends Error {
  readonly code: 'ValidationException' | 'InvalidDefinition' | 'InvalidExecutionInput';

  constructor(code: TestStateError['code'], message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

const invalid = (message: string) => new TestStateError('ValidationException', message);

/** The state that is meant, and the language it inherits. */
export function stateOf(
  request: TestStateRequest,
  jsonata: () => Jsonata,
): { name: string; state: State; machine?: StateMachine } {
  const definition = parsed(request.definition);
  const { stateName } = request;
  if (stateName === undefined) {
    const name = 'StateName';
    check({ StartAt: name, States: { [name]: definition as Json } }, jsonata);
    return { name, state: definition as unknown as State };
  }
  const machine = definition as unknown as StateMachine;
  const state = isObject(definition) ? find(machine, stateName) : undefined;
  if (!state) throw invalid('State not found in definition');
  check(definition as JsonObject, jsonata);
  return { name: stateName, state, machine };
}

function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition);
  } catch {
    return undefined;
  }
}

/** A state by itself may point at others that are not there. */
function check(machine: object, jsonata: () => Jsonata): void {
  const { diagnostics } = validate(machine, jsonata);
  const found = diagnostics.filter(({ code }) => code !== 'MISSING_TRANSITION_TARGET');
  if (found.length > 0) throw new TestStateError('InvalidDefinition', definitionMessage(found));
}

/** Also within the branches and processors. */
function find(machine: StateMachine, name: string): State | undefined {
  if (!isObject(machine) || !isObject(machine.States)) return undefined;
  const states = machine.States as Record<string, State>;
  const here = own(states, name);
  if (here) return here;
  for (const state of Object.values(states)) {
    const inner = [state?.ItemProcessor, state?.Iterator, ...(state?.Branches ?? [])];
    for (const machine of inner) {
      const found = machine && find(machine, name);
      if (found) return found;
    }
  }
  return undefined;
}

/** What the parameters must be for a state of this type; gives the mocked result. */
export function checkRequest(
  request: TestStateRequest,
  state: State,
  shapeOf: (service: string, action: string) => Shape | undefined,
): Json | undefined {
  const { mock, context, stateConfiguration = {}, revealSecrets } = request;
  if (revealSecrets && mock)
    throw invalid('TestState does not support RevealSecrets when a mock is specified.');
  if (stateConfiguration.mapIterationFailureCount !== undefined && !mock)
    throw invalid('TestState does not support MapIterationFailureCount when a mock is not specified.');
  const isComposite = state.Type === 'Map' || state.Type === 'Parallel';
  if (isComposite && !mock)
    throw new TestStateError(
      'InvalidDefinition',
      'TestState API does not support Map or Parallel states. ' +
        'Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  if (mock && !isComposite && state.Type !== 'Task')
    throw invalid(`State type '${state.Type}' is not supported when a mock is specified`);
  if (context !== undefined) checkContext(state, context);
  return mock?.result === undefined
    ? undefined
    : mockedResult(mock.result, mock.fieldValidationMode, state, shapeOf);
}

function checkContext(state: State, context: string): void {
  const given = parsed(context);
  if (!isObject(given)) throw invalid('Invalid Context object provided: it must be a JSON object');
  const pattern = state.Type === 'Task' ? parseResource(state.Resource!).pattern : 'request';
  if (Object.hasOwn(given, 'Task') && pattern === 'request')
    throw invalid(
      "Invalid Context object provided: Context object contains 'Task' when state is not a Task state " +
        "with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
}

function mockedResult(
  text: string,
  mode: FieldValidationMode = 'STRICT',
  state: State,
  shapeOf: (service: string, action: string) => Shape | undefined,
): Json {
  let result: Json;
  try {
    result = JSON.parse(text) as Json;
  } catch {
    throw invalid('Mocked result must be valid JSON');
  }
  if (state.Type === 'Map' && state.ResultWriter === undefined && !Array.isArray(result))
    throw invalid('Mocked result must be an array.');
  if (state.Type !== 'Task' || mode === 'NONE') return result;
  const { kind, service, action } = parseResource(state.Resource!);
  const shape = kind === 'service' ? shapeOf(service, action) : undefined;
  const problem = shape && mockProblem(shape, result, mode);
  if (problem) throw invalid(`Mock result schema validation error: ${problem}`);
  return result;
}
