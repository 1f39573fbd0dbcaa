import type { HistoryEvent } from './machine/history.ts';
import type { Json } from './machine/json.ts';

/** One stay in a state: what it got, what it gave, and when. */
export interface Step {
  /** The state's name. */
  name: string;
  /** What the state got. */
  input: Json;
  /** What the state gave; undefined while it is there, and where it failed. */
  output?: Json;
  /** When it was entered, in seconds of the run. */
  start: number;
  /** When it was left, in seconds of the run; undefined while it is there, and where it failed. */
  end?: number;
}

interface Details {
  name: string;
  input?: string;
  output?: string;
}

/**
 * The stays of a history, in the order in which their states were entered.
 *
 * @param began the start of the run, in seconds since 1970
 */
export function stepsOf(history: readonly HistoryEvent[], began: number): Step[] {
  const byId = new Map<number, HistoryEvent>();
  const steps = new Map<HistoryEvent, Step>();
  const seconds = ({ timestamp }: HistoryEvent) => Math.round((timestamp - began) * 1e6) / 1e6;
  for (const event of history) {
    byId.set(event.id, event);
    const entered = event['stateEnteredEventDetails'] as Details | undefined;
    if (entered)
      steps.set(event, {
        name: entered.name,
        input: JSON.parse(entered.input!) as Json,
        start: seconds(event),
      });
    const exited = event['stateExitedEventDetails'] as Details | undefined;
    if (!exited) continue;
    // The entered event before it: of a Parallel or Map state, those within it stand between.
    let at: HistoryEvent | undefined = event;
    while (at && steps.get(at)?.name !== exited.name) at = byId.get(at.previousEventId);
    if (at)
      Object.assign(steps.get(at)!, { output: JSON.parse(exited.output!) as Json, end: seconds(event) });
  }
  return [...steps.values()];
}
