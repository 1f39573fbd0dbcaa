import type { StateMachine as Machine } from './machine/definition.ts';
import type { Input } from './schema.ts';

/** The definition and settings of a state machine at one time. */
export interface Revision {
  /** Made anew with each update. */
  readonly id: string;
  /** As it was given. */
  readonly definition: string;
  readonly machine: Machine;
  readonly roleArn: string;
  /** The role is the one that `machine` assumes where none is given: it may do everything. */
  readonly mayAll: boolean;
  readonly logging: Input<'CreateStateMachine'>['loggingConfiguration'];
  readonly tracing: Input<'CreateStateMachine'>['tracingConfiguration'];
  readonly date: Date;
}

/** A revision under a number, for good. */
export interface Version {
  readonly number: number;
  readonly arn: string;
  readonly revision: Revision;
  readonly description: string | undefined;
  readonly creationDate: Date;
}

/** A name for one version, or for two by weight. */
export interface Alias {
  readonly name: string;
  readonly arn: string;
  routing: { stateMachineVersionArn: string; weight: number }[];
  description: string | undefined;
  readonly creationDate: Date;
  updateDate: Date;
}
