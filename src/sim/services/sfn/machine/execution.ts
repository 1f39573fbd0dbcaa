import type { History } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import type { Ports } from './ports.ts';

/** Who runs: what the context object and the history say of an execution. */
export interface ExecutionInfo {
  /** The execution's ARN. */
  readonly id: string;
  readonly name: string;
  readonly roleArn: string;
  /** The state machine's ARN. */
  readonly machineId: string;
  readonly machineName: string;
  readonly region: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The version and the alias that it was started by, where it was. */
  readonly versionArn?: string | undefined;
  readonly aliasArn?: string | undefined;
}

/** What all lines of an execution share. */
export interface Execution {
  readonly info: ExecutionInfo;
  readonly ports: Ports;
  readonly history: History;
  /** The part of the context object that stays the same: `Execution` and `StateMachine`. */
  readonly context: JsonObject;
  /** TestState: the context object as given. */
  readonly contextOverride?: JsonObject | undefined;
  /** TestState: causes don't say which event. */
  readonly plainCauses?: boolean;
  /** TestState: told what the data is after each step. */
  inspect?(step: string, value: Json): void;
}
