import type { HistoryEvent } from './history.ts';
import type { Json } from './json.ts';
import type { MapRun, Point } from './map-run.ts';

/**
 * A process of the host's. What it yields is the host's own business (a delay, a reply): the interpreter only passes
 * on what the ports below yield.
 */
export type Steps<T> = Generator<unknown, T, never>;

/** A process that was started. Cancelled, it ends where it waits, and its `finally` blocks run. */
export interface Strand {
  cancel(): void;
}

/** Something that happens once; who passes before waits for it. */
export interface Gate {
  open(): void;
  pass(): Steps<void>;
}

/** How a task is run: by Lambda's own ARN, by an activity's worker, or by a service integration. */
export interface TaskCall {
  /** The state's name. */
  readonly state: string;
  /** The ARN in `Resource`. */
  readonly resource: string;
  readonly kind: 'lambda' | 'activity' | 'service';
  /** Of a service integration: `sqs`, `aws-sdk:s3`. */
  readonly service: string;
  /** Of a service integration, as the history shows it: `sendMessage.waitForTaskToken`. */
  readonly action: string;
  readonly pattern: 'request' | 'sync' | 'waitForTaskToken';
  readonly input: Json;
  readonly credentials: Json | undefined;
  /** `$$.Task.Token`, where the pattern has one. */
  readonly token: string | undefined;
}

/** What a task tells about itself before it ends. */
export interface TaskProgress {
  /** A worker took the activity. */
  started(workerName?: string): void;
  /** The job of a `.sync` call runs, the message of a `.waitForTaskToken` call is sent: the call's own answer. */
  submitted(output: Json): void;
  /** SendTaskHeartbeat. */
  heartbeat(): void;
}

/** What a task gave, or what it failed with. */
export type TaskAnswer = { output: Json } | { error?: string; cause?: string };

/** JSONata, which is loaded where a machine uses it. */
export interface Jsonata {
  /** What an expression gives, undefined where nothing; or the words of its failure. */
  attempt(
    text: string,
    bindings: Record<string, unknown>,
    ports: { random: () => number; now: () => number },
  ): { value?: unknown; failed?: string };
  /** What is wrong with an expression's syntax; undefined where nothing is. */
  check(text: string): string | undefined;
  /** What in an expression AWS refuses when a machine is created; undefined where all is well. */
  unsupported(text: string): string | undefined;
}

/** What the interpreter needs of the world. */
export interface Ports {
  /** Seconds since 1970. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** A text that no other call has returned: a task token, the name of a Map Run. */
  id(): string;
  sleep(seconds: number): Steps<void>;
  /** Runs a task to its end. Timeouts are the interpreter's business: it cancels the strand that waits. */
  call(task: TaskCall, progress: TaskProgress): Steps<TaskAnswer>;
  /** Why a task can't even be scheduled (no such activity), as a sentence: ends the execution with States.Runtime. */
  refusal?(task: TaskCall): string | undefined;
  /** Counts a transition, or a retry; seconds for which it has to wait. */
  transition?(): number;
  /** Where an execution ended that did not succeed. */
  ended?(point: Point | undefined): void;
  /** A Map Run has begun. */
  mapRun?(run: MapRun): void;
  spawn(body: () => Steps<void>): Strand;
  gate(): Gate;
  record(event: HistoryEvent): void;
  jsonata(): Jsonata;
}
