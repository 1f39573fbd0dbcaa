import { abort } from './abort.ts';
import type { StateMachine } from './definition.ts';
import { StateFailure } from './failure.ts';
import type { Flow } from './flow.ts';
import type { Json } from './json.ts';
import type { Branch, Line } from './line.ts';
import { isDone, type Point } from './map-run.ts';
import type { Steps } from './ports.ts';
import { allOf } from './strands.ts';
import type { Visit } from './visit.ts';

/** `runStates` of states.ts, handed on: imported, it would close a circle. */
export type RunStates = (line: Line, machine: StateMachine, input: Json, from?: Point) => Steps<Json>;

/**
 * A Parallel state: all branches at once, each with the same input; their outputs in the branches' order. The first
 * branch that fails ends the others. https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export function* runParallel(visit: Visit, flow: Flow, runStates: RunStates): Steps<Json> {
  const { line } = visit;
  const { trail, execution } = line;
  const input = flow.work();
  if (!visit.from?.inner) trail.add('ParallelStateStarted');
  visit.hasStarted = true;
  const branches = visit.state.Branches ?? [];
  const outputs: Json[] = branches.map(() => null);
  const ends = branches.map(() => trail.fork());
  line.inner = ends.map((end) => line.fork(end));
  const before = visit.from?.inner;
  const parts: Branch[] = line.inner.map((own) => ({ line: own }));
  visit.branches = parts;
  let failed: Line | undefined;
  try {
    yield* allOf(
      execution.ports,
      branches.map(
        (branch, index) =>
          function* (): Steps<void> {
            const own = parts[index]!.line!;
            const from = before?.[index];
            if (isDone(from)) {
              outputs[index] = from.output;
              parts[index]!.done = from;
              return;
            }
            try {
              outputs[index] = yield* runStates(own, branch, input, from);
              parts[index]!.done = { output: outputs[index] };
            } catch (failure) {
              failed ??= own;
              throw failure;
            }
          },
      ),
    );
  } catch (failure) {
    if (failure instanceof StateFailure) {
      trail.last = failed!.trail.last;
      if (!failure.fatal) for (const branch of line.inner) abort(branch);
    }
    throw failure;
  } finally {
    line.inner = [];
  }
  // What follows comes after the last event of all branches.
  trail.last = ends.reduce((last, end) => Math.max(last, end.last), trail.last);
  trail.addLeaf('ParallelStateSucceeded');
  return outputs;
}
