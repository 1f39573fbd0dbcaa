import type { Metric, Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import type { Reply } from '../../kernel/index.ts';
import { mermaidOf } from './diagram.ts';
import type { Execution } from './execution.ts';
import { Log, type LogEntry } from './log.ts';
import type { Json } from './machine/json.ts';
import { executionMetrics, type ExecutionMetricName } from './metrics.ts';
import type { Alias, Revision, Version } from './revision.ts';

/** How `start` begins an execution. */
export interface StartOptions {
  /** Its name. Default: a UUID. */
  name?: string;
  /** The number of a version, or the name of an alias. Default: the newest revision. */
  qualifier?: string;
}

/** What a state machine asks of its service. */
export interface StateMachineParts {
  readonly region: Region;
  start(machine: StateMachine, input: Json, options: StartOptions): Execution;
  startSync(machine: StateMachine, input: Json, options: StartOptions): Reply<Execution>;
}

/** A state machine: its definition, its versions and aliases, and the executions that run it. */
export class StateMachine {
  /** Where it is. */
  readonly region: Region;
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** STANDARD or EXPRESS, for good. */
  readonly type: 'STANDARD' | 'EXPRESS';
  /** When it was made. */
  readonly creationDate: Date;
  /** DELETING once it is deleted, until its last execution has ended. */
  status: 'ACTIVE' | 'DELETING' = 'ACTIVE';
  /** The newest definition and settings. */
  revision: Revision;
  /** Its versions, in the order of their numbers. */
  readonly versions: Version[] = [];
  /** Its aliases, by name. */
  readonly aliases = new Map<string, Alias>();
  /** Its tags. */
  tags: ReadonlyMap<string, string> = new Map();
  /** Its Standard executions of the last 90 days, by name. */
  readonly executions = new Map<string, Execution>();
  /** @internal The number of the version that was published last. */
  lastVersion = 0;
  /** @internal */
  readonly log = new Log();
  /** @internal */
  readonly metrics: MetricSet<ExecutionMetricName>;
  readonly #parts: StateMachineParts;

  /** Made by the service. */
  constructor(
    parts: StateMachineParts,
    name: string,
    arn: string,
    type: 'STANDARD' | 'EXPRESS',
    revision: Revision,
  ) {
    this.#parts = parts;
    this.region = parts.region;
    this.name = name;
    this.arn = arn;
    this.type = type;
    this.revision = revision;
    this.creationDate = revision.date;
    this.metrics = new MetricSet(parts.region, executionMetrics, { StateMachineArn: arn });
  }

  /**
   * Starts an execution. Of a Standard machine the same name and input give the running execution again.
   *
   *     const order = orders.start({ id: 7 });
   *     yield* order.done;
   *
   * @throws ExecutionAlreadyExists, ExecutionLimitExceeded, ThrottlingException
   */
  start(input: Json = {}, options: StartOptions = {}): Execution {
    return this.#parts.start(this, input, options);
  }

  /**
   * Starts an execution of an Express machine, and answers when it has ended.
   *
   * @throws StateMachineTypeNotSupported for a Standard machine
   */
  startSync(input: Json = {}, options: StartOptions = {}): Reply<Execution> {
    return this.#parts.startSync(this, input, options);
  }

  /** The events that its log has: all or some, by the level of its loggingConfiguration. */
  get logged(): readonly LogEntry[] {
    return this.log.entries;
  }

  /** One of its CloudWatch metrics: `cloud.record(orders.metric('ExecutionsFailed'))`. */
  metric(name: ExecutionMetricName): Metric {
    return this.metrics.get(name);
  }

  /** Its definition as a Mermaid diagram. */
  get mermaid(): string {
    return mermaidOf(this.revision.machine, this.name);
  }
}
