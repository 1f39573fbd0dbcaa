import { AwsError, type Region } from '../../cloud/index.ts';
import type { Process, Reply, Yieldable } from '../../kernel/index.ts';
import type { ExecutionInfo } from './machine/execution.ts';
import type { HistoryEvent } from './machine/history.ts';
import type { Json } from './machine/json.ts';
import type { Ports, Steps } from './machine/ports.ts';
import type { MapRun, Point } from './machine/map-run.ts';
import { run, type Outcome, type Redrive } from './machine/run.ts';
import { Stop } from './machine/stop.ts';
import { lanesOf, type Lane } from './lanes.ts';
import type { Log } from './log.ts';
import { stepsOf, type Step } from './steps.ts';
import type { Revision } from './revision.ts';

/** How an execution stands. */
export type ExecutionStatus = 'RUNNING' | Outcome['status'];

/** The state machine of an execution. */
export interface Machine {
  /** Where it is. */
  readonly region: Region;
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** STANDARD or EXPRESS, for good. */
  readonly type: 'STANDARD' | 'EXPRESS';
  /** @internal */
  readonly log: Log;
}

/** What an execution begins with. */
export interface ExecutionParts {
  readonly machine: Machine;
  readonly revision: Revision;
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  /** The input as it was given. */
  readonly inputText: string;
  readonly versionArn?: string | undefined;
  readonly aliasArn?: string | undefined;
  /** The interpreter's world, for this execution. */
  ports(execution: Execution): Ports;
  /** Told of each change of its status. */
  changed(execution: Execution): void;
}

/** One run of a state machine: its status, what it gave, and its history. */
export class Execution {
  /** Its ARN. */
  readonly arn: string;
  /** Its name: unique among those of its machine for 90 days, unless that is Express. */
  readonly name: string;
  /** What it is a run of. */
  readonly machine: Machine;
  /** What it began with. */
  readonly input: Json;
  /** When it began. */
  readonly startDate: Date;
  /** The version of the definition that it runs. @internal */
  readonly revision: Revision;
  /** @internal The input as it was given. */
  readonly inputText: string;
  /** The version by which it was started. */
  readonly versionArn: string | undefined;
  /** The alias by which it was started. */
  readonly aliasArn: string | undefined;
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED. */
  status: ExecutionStatus = 'RUNNING';
  /** When it ended; undefined while it runs. */
  stopDate: Date | undefined;
  /** What it gave, where it succeeded. */
  output: Json | undefined;
  /** The error's name, where it failed. */
  error: string | undefined;
  /** The error's cause, where it failed and gave one. */
  cause: string | undefined;
  /** Its history, in order. Times are seconds since 1970. */
  readonly events: HistoryEvent[] = [];
  /** Its Map Runs, in order. @internal */
  readonly mapRuns: MapRun[] = [];
  /** How often it was redriven. */
  redriveCount = 0;
  /** When it was redriven last. */
  redriveDate: Date | undefined;
  /** Settles with this execution when it has ended, however it has: `yield* execution.done`. */
  done: Reply<Execution>;
  readonly #parts: ExecutionParts;
  #stop = new Stop();
  #point: Point | undefined;

  /** Made by the service: it begins at once. */
  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    const { machine, revision, arn, name, input, inputText, versionArn, aliasArn } = parts;
    this.machine = machine;
    this.revision = revision;
    this.arn = arn;
    this.name = name;
    this.input = input;
    this.inputText = inputText;
    this.versionArn = versionArn;
    this.aliasArn = aliasArn;
    this.startDate = this.#now;
    this.done = this.#begin();
  }

  /** Ends it from outside; it is ABORTED in this instant. Does nothing once it has ended. */
  stop(details: { error?: string; cause?: string } = {}): void {
    if (this.status === 'RUNNING') this.#stop.now(details);
  }

  /** Goes on where it ended: the same input, the same definition. @internal */
  redrive(): void {
    const redrive: Redrive = {
      count: ++this.redriveCount,
      events: this.events.length,
      startedAt: this.startDate.getTime() / 1000,
      point: this.#point,
    };
    this.redriveDate = this.#now;
    this.status = 'RUNNING';
    this.stopDate = this.output = this.error = this.cause = undefined;
    this.#stop = new Stop();
    this.done = this.#begin(redrive);
  }

  /** Seconds from its start to its end, or to now. */
  get duration(): number {
    return ((this.stopDate ?? this.#now).getTime() - this.startDate.getTime()) / 1000;
  }

  /**
   * Its history as the lanes of `timeline`: a lane for each state, a span for each stay or attempt, in seconds of the run.
   *
   *     timeline({ title: 'One order', description: '…', lanes: order.lanes });
   */
  get lanes(): Lane[] {
    return lanesOf(this.events, this.#began);
  }

  /** Its history as stays: what each state got and gave, and when, in the order in which they were entered. */
  get steps(): Step[] {
    return stepsOf(this.events, this.#began);
  }

  /** The start of the run, in seconds since 1970. */
  get #began(): number {
    const { epochMillis, nowMicros } = this.machine.region.world.simulation;
    return (epochMillis - Math.floor(nowMicros / 1000)) / 1000;
  }

  get #now(): Date {
    return new Date(this.#parts.machine.region.world.simulation.epochMillis);
  }

  #begin(redrive?: Redrive): Process<Execution> {
    const { simulation } = this.machine.region.world;
    this.#parts.changed(this);
    return simulation.process(() => this.#run(redrive), `execution ${this.name}`);
  }

  *#run(redrive: Redrive | undefined): Generator<Yieldable, Execution, never> {
    const { machine, revision, versionArn, aliasArn } = this;
    const info: ExecutionInfo = {
      id: this.arn,
      name: this.name,
      roleArn: revision.roleArn,
      machineId: machine.arn,
      machineName: machine.name,
      region: machine.region.name,
      type: machine.type,
      versionArn,
      aliasArn,
    };
    const ports: Ports = {
      ...this.#parts.ports(this),
      record: (event) => {
        this.events.push(event);
        machine.log.write(this, event);
      },
      mapRun: (run) => {
        this.mapRuns.push(run);
      },
      ended: (point) => {
        this.#point = point;
      },
    };
    const body: Steps<Outcome> = run(revision.machine, this.input, info, ports, this.#stop, redrive);
    const outcome = yield* body as Generator<Yieldable, Outcome, never>;
    this.status = outcome.status;
    this.stopDate = this.#now;
    if (outcome.status === 'SUCCEEDED') this.output = outcome.output;
    else if (outcome.status !== 'TIMED_OUT') {
      this.error = outcome.error;
      this.cause = outcome.cause;
    }
    this.#parts.changed(this);
    return this;
  }

  /** What it gave. @throws AwsError named as its error, where it did not succeed */
  take(): Json {
    if (this.status === 'SUCCEEDED') return this.output!;
    const shape = { status: 400, fault: 'client' } as const;
    throw new AwsError(
      'SFN',
      this.error ?? this.status,
      shape,
      this.cause ?? `${this.name} is ${this.status}.`,
    );
  }
}
