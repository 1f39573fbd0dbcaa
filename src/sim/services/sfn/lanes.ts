import type { HistoryEvent } from './machine/history.ts';

/** A lane of a timeline: a state, with its stays and the attempts of its tasks. */
export interface Lane {
  /** The state's name. */
  name: string;
  /** From `start` to `end`, in seconds of the run. */
  spans: { start: number; end: number; label: string }[];
  /** Instants, in seconds of the run: stays that took no time. */
  events: { at: number; label: string }[];
}

/** What ends an attempt, and what to call it. */
const ATTEMPT = /^(?:Task|LambdaFunction|Activity)(Succeeded|Failed|TimedOut|SubmitFailed)$/;
const SCHEDULED = /^(?:Task|LambdaFunction|Activity)Scheduled$/;
const labels: Record<string, string> = {
  Succeeded: 'done',
  Failed: 'failed',
  SubmitFailed: 'failed',
  TimedOut: 'timed out',
};

/** What a state that is no task shows of a stay. */
const stays: Record<string, string> = { Wait: 'waits', Parallel: 'in branches', Map: 'in iterations' };

/**
 * The lanes of a history, in the order in which its states were entered. A task shows its attempts, other states how long
 * they were stayed in.
 *
 * @param began the start of the run, in seconds since 1970
 */
export function lanesOf(history: readonly HistoryEvent[], began: number): Lane[] {
  const lanes = new Map<string, Lane>();
  const byId = new Map<number, HistoryEvent>();
  /** Entered events of tasks whose last attempt has ended. */
  const over = new Set<number>();
  /** The state that an event belongs to: that of the entered event before it. */
  const entered = (event: HistoryEvent): HistoryEvent | undefined => {
    let at: HistoryEvent | undefined = event;
    while (at && !at.type.endsWith('StateEntered')) at = byId.get(at.previousEventId);
    return at;
  };
  const nameOf = (event: HistoryEvent) => (event['stateEnteredEventDetails'] as { name: string }).name;
  const add = (name: string, start: number, end: number, label: string) => {
    const lane = lanes.get(name)!;
    // Doubles hold seconds since 1970 to a quarter of a microsecond.
    const seconds = (time: number) => Math.round((time - began) * 1e6) / 1e6;
    if (end > start) lane.spans.push({ start: seconds(start), end: seconds(end), label });
    else lane.events.push({ at: seconds(start), label });
  };
  for (const event of history) {
    byId.set(event.id, event);
    const { type, timestamp } = event;
    if (type.endsWith('StateEntered')) {
      const name = nameOf(event);
      if (!lanes.has(name)) lanes.set(name, { name, spans: [], events: [] });
      // It has no exited event.
      if (type === 'FailStateEntered') add(name, timestamp, timestamp, 'fails');
      continue;
    }
    const attempt = ATTEMPT.exec(type);
    const left = /^(\w+)State(Exited|Aborted)$/.exec(type);
    if (SCHEDULED.test(type)) over.delete(entered(event)?.id ?? 0);
    if (!attempt && !left) continue;
    const state = entered(event);
    if (!state) continue;
    if (attempt) {
      over.add(state.id);
      let begin: HistoryEvent | undefined = event;
      while (begin && !SCHEDULED.test(begin.type)) begin = byId.get(begin.previousEventId);
      if (begin) add(nameOf(state), begin.timestamp, timestamp, labels[attempt[1]!]!);
    } else if (left) {
      const [, kind, how] = left;
      const own = state.type === `${kind}StateEntered` ? state : ownEntered(history, event, kind!);
      // What a task's attempts have shown is not told again.
      if (!own || (kind === 'Task' && (how === 'Exited' || over.has(own.id)))) continue;
      const label = how === 'Aborted' ? 'aborted' : (stays[kind!] ?? 'passes');
      add(nameOf(own), own.timestamp, timestamp, label);
    }
  }
  return [...lanes.values()].map((lane) => ({
    ...lane,
    spans: lane.spans.sort((a, b) => a.start - b.start),
  }));
}

/** The entered event of a Parallel or Map state that is left: branches stand between the two. */
function ownEntered(
  history: readonly HistoryEvent[],
  exit: HistoryEvent,
  kind: string,
): HistoryEvent | undefined {
  const name = (exit['stateExitedEventDetails'] as { name?: string } | undefined)?.name;
  return history.findLast(
    (event) =>
      event.id < exit.id &&
      event.type === `${kind}StateEntered` &&
      (name === undefined || (event['stateEnteredEventDetails'] as { name: string }).name === name),
  );
}
