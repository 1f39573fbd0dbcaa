import { abort } from './abort.ts';
import { runDistributed } from './distributed-map.ts';
import { StateFailure } from './failure.ts';
import type { Flow } from './flow.ts';
import type { AnyFlow } from './flows.ts';
import type { Trail } from './history.ts';
import type { Json } from './json.ts';
import type { Branch, Line } from './line.ts';
import type { Item } from './item.ts';
import { findItems, select } from './map-items.ts';
import type { RunStates } from './parallel.ts';
import { isDone } from './map-run.ts';
import type { Steps } from './ports.ts';
import { quotas } from './quotas.ts';
import { allOf } from './strands.ts';
import type { Visit } from './visit.ts';

/**
 * A Map state: its processor for each item, some at once; the outputs in the items' order.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export function* runMap(visit: Visit, flow: AnyFlow, runStates: RunStates): Steps<Json> {
  const { trail } = visit.line;
  const processor = visit.state.ItemProcessor ?? visit.state.Iterator!;
  const isDistributed = processor.ProcessorConfig?.Mode === 'DISTRIBUTED';
  // A Map Run counts what it reads only later.
  const found = isDistributed && visit.state.ItemReader ? undefined : findItems(visit, flow, isDistributed);
  // A Map Run that is redriven tells so itself.
  if (!visit.from?.inner && !visit.from?.mapRun?.items)
    trail.add('MapStateStarted', { mapStateStartedEventDetails: { length: found?.length ?? 0 } });
  visit.hasStarted = true;
  const most = concurrency(visit, flow);
  const results = isDistributed
    ? yield* runDistributed(visit, flow, found, most, runStates)
    : yield* runInline(
        visit,
        select(visit, flow, found!),
        Math.min(most || Infinity, quotas.inlineConcurrency),
        runStates,
      );
  trail.addLeaf('MapStateSucceeded');
  return results;
}

/** MaxConcurrency; 0 is as many as may be. */
export function concurrency(visit: Visit, flow: Flow): number {
  const given = flow.number('MaxConcurrency') ?? 0;
  if (given < 0)
    throw flow.unusable(
      `Expected non-negative integer for MaxConcurrency, got '${given}' instead.`,
      'MaxConcurrency',
    );
  visit.line.execution.inspect?.('maxConcurrency', given);
  return given;
}

/** Iterations whose events are the execution's own. The first that fails ends the others. */
function* runInline(visit: Visit, items: readonly Item[], atOnce: number, runStates: RunStates): Steps<Json> {
  const { line, name } = visit;
  const processor = visit.state.ItemProcessor ?? visit.state.Iterator!;
  const results: Json[] = items.map(() => null);
  const begun = line.trail.last;
  const before = visit.from?.inner;
  const parts: Branch[] = items.map(() => ({}));
  visit.branches = parts;
  let failed: Line | undefined;
  let next = 0;
  function* work(trail: Trail): Steps<void> {
    // A worker's next iteration begins at the last event of a state in the one before, not at its own end.
    while (next < items.length) {
      const index = next++;
      const item = items[index]!;
      const from = before?.[index];
      if (isDone(from)) {
        results[index] = from.output;
        parts[index]!.done = from;
        continue;
      }
      const own = line.fork(trail, item.context);
      own.iteration = { name, index };
      line.inner.push(own);
      parts[index]!.line = own;
      if (!from) trail.add('MapIterationStarted', { mapIterationStartedEventDetails: own.iteration });
      try {
        results[index] = yield* runStates(own, processor, item.input, from);
        parts[index]!.done = { output: results[index] };
      } catch (failure) {
        failed ??= own;
        throw failure;
      }
      line.inner.splice(line.inner.indexOf(own), 1);
      line.trail.last = trail.addLeaf('MapIterationSucceeded', {
        mapIterationSucceededEventDetails: own.iteration,
      });
    }
  }
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, () => {
    const trail = line.trail.fork();
    trail.last = begun;
    return () => work(trail);
  });
  try {
    yield* allOf(line.execution.ports, workers);
  } catch (failure) {
    if (failure instanceof StateFailure) failIteration(line, failed!, failure);
    throw failure;
  } finally {
    line.inner = [];
  }
  return results;
}

function failIteration(line: Line, failed: Line, failure: StateFailure): void {
  line.trail.last = failed.trail.last;
  if (failure.fatal) return;
  abort(failed);
  failed.trail.addLeaf('MapIterationFailed', { mapIterationFailedEventDetails: failed.iteration! });
  line.inner = line.inner.filter((other) => other !== failed);
  for (const other of line.inner) {
    abort(other);
    other.trail.addLeaf('MapIterationAborted', { mapIterationAbortedEventDetails: other.iteration! });
  }
}
