import type { HistoryEvent } from './machine/history.ts';
import type { Revision } from './revision.ts';

/** What the log tells of an execution, and asks of it. */
export interface Logged {
  readonly arn: string;
  readonly redriveCount: number;
  readonly revision: Pick<Revision, 'logging'>;
}

/** An event as Step Functions writes it to CloudWatch Logs. */
export interface LogEntry {
  /** The event's number in its execution, as text. */
  readonly id: string;
  /** Its type. */
  readonly type: string;
  /** Its details; without inputs and outputs, unless includeExecutionData is on. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The number of the event before it. */
  readonly previous_event_id: string;
  /** Milliseconds since 1970, as text. */
  readonly event_timestamp: string;
  /** The execution's ARN. */
  readonly execution_arn: string;
  /** How often the execution was redriven. */
  readonly redrive_count: string;
}

/** What ERROR logs besides what FATAL does. */
const ERROR = /(Failed|Aborted|TimedOut)$|^FailStateEntered$/;
const FATAL = /^Execution(Failed|Aborted|TimedOut)$/;
const DATA = new Set(['input', 'output', 'parameters', 'inputDetails', 'outputDetails', 'assignedVariables']);

/**
 * The log of a state machine: the events of its executions, by its level. Kept here, and not in CloudWatch Logs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export class Log {
  /** What was logged, in order; nothing while the level is OFF. */
  readonly entries: LogEntry[] = [];

  /** Logs an event of an execution, where the level says so. */
  write(execution: Logged, event: HistoryEvent): void {
    const { level = 'OFF', includeExecutionData = false } = execution.revision.logging ?? {};
    if (level === 'OFF') return;
    const { id, type, previousEventId, timestamp, ...rest } = event;
    if (level !== 'ALL' && !(level === 'FATAL' ? FATAL : ERROR).test(type)) return;
    const [given = {}] = Object.values(rest) as object[];
    const details = Object.entries(given).filter(([name]) => includeExecutionData || !DATA.has(name));
    this.entries.push({
      id: String(id),
      type,
      details: Object.fromEntries(details),
      previous_event_id: String(previousEventId),
      event_timestamp: String(Math.round(timestamp * 1000)),
      execution_arn: execution.arn,
      redrive_count: String(execution.redriveCount),
    });
  }
}
