import type { QueryLanguage, State } from './definition.ts';
import { errors, StateFailure } from './failure.ts';
import { payload } from './history.ts';
import { put, type Json, type JsonObject } from './json.ts';
import type { Branch, Line, Stay } from './line.ts';
import type { MapRun, Point } from './map-run.ts';
import { isTooLarge, tooLarge } from './size.ts';
import { formatTimestamp } from './timestamp.ts';

/** States that may have retriers. Only they show how often. */
const retrying: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

/** One stay in a state, from its entered event to its exited event, with all its retries. */
export class Visit implements Stay {
  readonly line: Line;
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
  readonly input: Json;
  readonly enteredAt: number;
  readonly enteredId: number;
  /** The event before the entered event. */
  readonly cameFrom: number;
  retryCount = 0;
  /** Of a Parallel or Map state: its branches or iterations have begun. */
  hasStarted = false;
  /** `$$.Task.Token`, while a task runs that has one. */
  token: string | undefined;

  /** What it goes on from, in its first attempt after a redrive. */
  from: Point | undefined;
  /** Of a Parallel or inline Map state: its branches or iterations. */
  branches: Branch[] | undefined;
  /** Of a distributed Map state: its Map Run. */
  mapRun: MapRun | undefined;

  constructor(line: Line, name: string, state: State, input: Json, from?: Point) {
    this.line = line;
    this.name = name;
    this.state = state;
    this.input = input;
    this.language = state.QueryLanguage ?? line.language;
    this.cameFrom = line.trail.last;
    this.from = from;
    line.current = this;
    // A state that is redriven has been entered already; a Fail state is entered again.
    if (from && state.Type !== 'Fail') {
      this.enteredAt = from.enteredAt;
      this.enteredId = from.enteredId;
      return;
    }
    this.enteredAt = line.execution.ports.now();
    this.enteredId = line.trail.add(`${state.Type}StateEntered`, {
      stateEnteredEventDetails: { name, ...payload('input', input) },
    });
  }

  /** The context object. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
  get context(): JsonObject {
    const { execution, map } = this.line;
    const { contextOverride } = execution;
    return {
      ...(contextOverride ?? {
        ...execution.context,
        State: {
          EnteredTime: formatTimestamp(this.enteredAt),
          Name: this.name,
          ...(retrying.has(this.state.Type) && { RetryCount: this.retryCount }),
        },
        ...(this.token !== undefined && { Task: { Token: this.token } }),
      }),
      ...(map && { Map: map }),
    };
  }

  /** A cause that names the state and the event, as AWS's causes do. */
  cause(reason: string): string {
    if (this.line.execution.plainCauses) return reason;
    return `An error occurred while executing the state '${this.name}' (entered at the event id #${this.enteredId}). ${reason}`;
  }

  /** States.Runtime: nothing catches it. */
  runtimeError(reason: string): StateFailure {
    return new StateFailure(errors.runtime, this.cause(reason), true);
  }

  /** Leaves the state. What leaves it, or what it assigns, may not be larger than a payload. */
  exit(output: Json, assigned: Record<string, Json> | undefined): void {
    const { line, name } = this;
    const details = payload('output', output);
    if (isTooLarge(details.output as string) || (assigned && isTooLarge(JSON.stringify(assigned))))
      throw tooLarge(name);
    for (const [variable, value] of Object.entries(assigned ?? {})) put(line.variables, variable, value);
    line.trail.add(`${this.state.Type}StateExited`, {
      stateExitedEventDetails: { name, ...details, ...assignedDetails(assigned) },
    });
    line.current = undefined;
  }
}

function assignedDetails(assigned: Record<string, Json> | undefined) {
  if (!assigned || Object.keys(assigned).length === 0) return undefined;
  const texts = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: { truncated: false } };
}
