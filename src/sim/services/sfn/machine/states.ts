import { catcherFor } from './catch.ts';
import { choose } from './choice.ts';
import type { StateMachine } from './definition.ts';
import { fail } from './fail.ts';
import { StateFailure } from './failure.ts';
import type { Finish } from './flow.ts';
import { flowOf } from './flows.ts';
import type { Json } from './json.ts';
import { own } from './json.ts';
import type { Line } from './line.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { pass } from './pass.ts';
import type { Steps } from './ports.ts';
import type { Point } from './map-run.ts';
import { Retries } from './retry.ts';
import { runTask } from './task.ts';
import { Visit } from './visit.ts';
import { wait } from './wait.ts';

/** Where a state leads. */
export interface Step extends Finish {
  /** Undefined at the end. */
  next: string | undefined;
}

/** Runs from StartAt until a state ends the line: gives its output, or throws its StateFailure. */
export function* runStates(line: Line, machine: StateMachine, input: Json, from?: Point): Steps<Json> {
  let name = machine.StartAt;
  if (from) {
    name = from.state;
    input = from.input;
    line.variables = { ...from.variables };
  }
  for (;;) {
    yield* transition(line);
    const state = own(machine.States, name);
    if (!state) throw new Error(`There is no state '${name}': the definition has not been validated.`);
    const visit = new Visit(line, name, state, input, from);
    from = undefined;
    const { output, assigned, next } = yield* runState(visit);
    visit.exit(output, assigned);
    if (next === undefined) return output;
    name = next;
    input = output;
  }
}

/** States are entered, and entered again, no faster than the account's quota of transitions allows. */
function* transition({ execution: { ports } }: Line): Steps<void> {
  const delay = ports.transition?.() ?? 0;
  if (delay > 0) yield* ports.sleep(delay);
}

/** Runs a state, again where a retrier says so, up to what it hands on. */
export function* runState(visit: Visit): Steps<Step> {
  const { ports } = visit.line.execution;
  const retries = new Retries(visit.state.Retry);
  for (;;) {
    visit.hasStarted = false;
    try {
      return yield* perform(visit);
    } catch (failure) {
      if (!(failure instanceof StateFailure) || failure.fatal) throw failure;
      const retry = retries.next(failure, () => ports.random());
      if (retry) {
        yield* ports.sleep(retry.delay);
        yield* transition(visit.line);
        visit.from = undefined;
        visit.retryCount++;
        continue;
      }
      // A retry goes without this event.
      if (visit.hasStarted) visit.line.trail.add(`${visit.state.Type}StateFailed`);
      const catcher = catcherFor(visit.state, failure);
      if (!catcher) throw failure;
      return { ...flowOf(visit).caught(catcher, failure), next: catcher.Next };
    }
  }
}

/** Runs a state once. */
export function* perform(visit: Visit): Steps<Step> {
  const { state } = visit;
  const flow = flowOf(visit);
  const next = state.End ? undefined : state.Next;
  switch (state.Type) {
    case 'Pass':
      return { ...pass(visit, flow), next };
    case 'Task':
      return { ...flow.finish(yield* runTask(visit, flow)), next };
    case 'Choice':
      return choose(visit, flow);
    case 'Wait':
      yield* wait(visit, flow);
      return { ...flow.pass(), next };
    case 'Succeed':
      return { ...flow.pass(), next: undefined };
    case 'Fail':
      throw fail(visit, flow);
    case 'Parallel':
      return { ...flow.finish(yield* runParallel(visit, flow, runStates)), next };
    case 'Map':
      return { ...flow.finish(yield* runMap(visit, flow, runStates)), next };
  }
}
