import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { HistoryEvent } from '../sim/services/sfn/machine/history.ts';
import type { Json } from '../sim/services/sfn/machine/json.ts';
import type { Ports, Steps, TaskAnswer } from '../sim/services/sfn/machine/ports.ts';
import { play, type Task } from '../testing/states/host.ts';
import { readRows } from './rows.ts';
import { figuresOf, same, short } from './states.ts';

interface TaskOutcome {
  state: string | null;
  type: string;
  output?: Json;
  error?: string;
  cause?: Json;
}

interface RecordedEvent extends Omit<HistoryEvent, 'id'> {
  id: number | [0];
}

interface Row {
  name: string;
  validated: string | null;
  definition: object;
  input: Json;
  distributed?: boolean;
  expectedOutput?: Json;
  taskOutcomes: TaskOutcome[];
  history: RecordedEvent[];
}

/** Rows left out, and why. */
const leftOut: Record<string, string> = {};

test('machines with tasks write the history that AWS writes', (context) => {
  const all = readRows<Row>('asl-tasks');
  if (!all) return context.skip();
  const wrong: string[] = [];
  let passed = 0;
  for (const row of all) {
    if (Object.hasOwn(leftOut, short(row.name))) continue;
    const problem = verdict(row);
    if (problem) wrong.push(`${row.distributed ? '(distributed) ' : ''}${short(row.name)}: ${problem}`);
    else passed++;
  }
  assert.deepEqual(wrong, []);
  assert.equal(`${passed} of ${all.length}`, figuresOf('asl-tasks'));
});

function verdict(row: Row): string | undefined {
  try {
    const definition = JSON.parse(
      JSON.stringify(row.definition).replaceAll(
        /\{\{call\d+\.(\w+?)Arn\}\}/g,
        'arn:aws:states:us-east-1:111111111111:$1:x',
      ),
    );
    const { events } = play(definition, row.input, { task: replay(row), refusal: refusal(row) });
    return difference(row, asOf(row.validated, events));
  } catch (error) {
    return (error as Error).stack!.split('\n').slice(0, 3).join(' ');
  }
}

/** The context object has a RedriveCount since redrive was launched. */
function asOf(date: string | null, events: HistoryEvent[]): HistoryEvent[] {
  if (date === null || date > '2023-11-15') return events;
  return JSON.parse(JSON.stringify(events).replaceAll(',\\"RedriveCount\\":0', '')) as HistoryEvent[];
}

/** A deleted activity shows only in the recorded cause. */
function refusal(row: Row): Ports['refusal'] {
  const failed = row.history.at(-1)?.executionFailedEventDetails as { cause?: unknown } | undefined;
  const cause = /The activity \S+ does not exist\./.exec(String(failed?.cause));
  return cause ? () => cause[0] : undefined;
}

/** Tasks that answer as recorded: by the state's name, in order; with what they submitted, and the worker's name. */
function replay(row: Row): Task {
  const left = [...row.taskOutcomes];
  const submitted = row.history.filter(({ type }) => type === 'TaskSubmitted');
  const started = row.history.filter(({ type }) => type === 'ActivityStarted');
  return function* (call, progress): Steps<TaskAnswer> {
    if (call.action === 'putObject' && row.distributed) return { output: {} };
    if (call.action === 'getObject' && row.distributed) return { output: { Body: file(row) } };
    const at = left.findIndex(({ state }) => state === call.state || state === null);
    // The tasks of child executions are not in the row: they echo.
    if (at < 0 && row.distributed) return { output: call.input };
    if (at < 0) throw new Error(`No outcome is left for ${call.state}`);
    const [outcome] = left.splice(at, 1);
    if (call.kind === 'activity') {
      const details = started.shift()?.activityStartedEventDetails as { workerName?: string } | undefined;
      progress.started(details?.workerName);
    }
    if (call.pattern !== 'request') {
      const details = submitted.shift()?.taskSubmittedEventDetails as { output: Json } | undefined;
      if (details) progress.submitted(unquoted(details.output));
    }
    const { type, output, error, cause } = outcome!;
    if (type.endsWith('TimedOut')) yield { seconds: 1e9 };
    if (type.endsWith('Succeeded')) return { output: unquoted(output as Json) };
    return { error, cause: typeof cause === 'object' ? JSON.stringify(cause) : (cause as string) };
  };
}

/** A file with the items that came out: the row doesn't have it. */
function file(row: Row): string {
  const text = JSON.stringify(row.definition);
  if (text.includes('CSV')) {
    const records = (row.expectedOutput ?? []) as Record<string, string>[];
    const lines = [...records, { Col1: 'v', Col2: 'w' }].map((record) => Object.values(record).join(','));
    const all = /"MaxItems(Path)?"/.test(text) && records.length === 2 ? lines : lines.slice(0, -1);
    return ['Col1,Col2', ...all].join('\n');
  }
  const [first] = row.expectedOutput as [Json & { Items?: Json }];
  if (Array.isArray(first)) return JSON.stringify({ items: first });
  return JSON.stringify(first.Items ?? row.expectedOutput);
}

/** Payloads were recorded as text; those that begin with `{` were parsed. */
function unquoted(output: Json): Json {
  return typeof output === 'string' ? (JSON.parse(output) as Json) : output;
}

function difference(row: Row, events: readonly HistoryEvent[]): string | undefined {
  const tokens = new Map<string, unknown>();
  const others = [...events];
  // Events of parallel branches have no place of their own: first those that have.
  const recorded = [...row.history].sort((a, b) => Number(Array.isArray(a.id)) - Number(Array.isArray(b.id)));
  for (const event of recorded) {
    const at = others.findIndex((other) => isEvent(event, other, row, tokens));
    if (at < 0) {
      const near = events.find(({ id }) => id === event.id);
      return `no ${JSON.stringify(event)} but ${JSON.stringify(near)}`;
    }
    others.splice(at, 1);
  }
  const hidden = row.history.some(({ id }) => Array.isArray(id)) ? ['ParallelStateFailed'] : [];
  const extra = others.filter(({ type }) => !hidden.includes(type));
  return extra.length > 0 ? `too much: ${JSON.stringify(extra)}` : undefined;
}

function isEvent(
  recorded: RecordedEvent,
  actual: HistoryEvent,
  row: Row,
  tokens: Map<string, unknown>,
): boolean {
  if (recorded.type !== actual.type) return false;
  const { id, previousEventId, timestamp: _, ...details } = recorded;
  const { id: actualId, previousEventId: actualPrevious, timestamp: __, ...actualDetails } = actual;
  if (!Array.isArray(id)) {
    // When a Map Run ends is another execution's business: AWS's order after it varies.
    const isLoose = row.distributed && recorded.type === 'MapStateExited';
    if (id !== actualId || (previousEventId !== actualPrevious && !isLoose)) return false;
  }
  return same(details, actualDetails, tokens);
}
