import type { Json, JsonObject } from './json.ts';

/** The Amazon States Language, as far as a machine reads it. https://states-language.net/spec.html */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A definition: states by name, and the first of them. */
export interface StateMachine {
  StartAt: string;
  States: Record<string, State>;
  QueryLanguage?: QueryLanguage;
  TimeoutSeconds?: number;
}

/** A Map's processor: a machine of its own, inline or as child executions. */
export interface ItemProcessor extends StateMachine {
  ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' };
}

/** What a state does. */
export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** When and how often a failed state runs again. */
export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

/** Where a failed state leads. */
export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath?: string | null;
  Assign?: JsonObject;
  Output?: Json;
}

/** A rule of a Choice state, or a part of one. Its comparison is a member named like `NumericLessThanPath`. */
export interface ChoiceRule {
  Variable?: string;
  Condition?: Json;
  And?: ChoiceRule[];
  Or?: ChoiceRule[];
  Not?: ChoiceRule;
  Next?: string;
  Assign?: JsonObject;
  Output?: Json;
  [comparison: string]: unknown;
}

/** A state with the fields of every type: which belong together is validation's business. */
export interface State {
  Type: StateType;
  QueryLanguage?: QueryLanguage;
  Next?: string;
  End?: boolean;
  Assign?: JsonObject;
  // JSONPath
  InputPath?: string | null;
  Parameters?: Json;
  ResultSelector?: Json;
  ResultPath?: string | null;
  OutputPath?: string | null;
  // JSONata
  Arguments?: Json;
  Output?: Json;
  // Pass
  Result?: Json;
  // Task
  Resource?: string;
  Credentials?: JsonObject;
  // Choice
  Choices?: ChoiceRule[];
  Default?: string;
  // Wait
  Timestamp?: string;
  TimestampPath?: string;
  // Fail
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
  // Parallel
  Branches?: StateMachine[];
  // Map
  ItemProcessor?: ItemProcessor;
  Iterator?: ItemProcessor;
  Items?: Json;
  ItemsPath?: string;
  ItemSelector?: Json;
  ItemReader?: JsonObject;
  ItemBatcher?: JsonObject;
  ResultWriter?: JsonObject;
  Label?: string;
  Retry?: Retrier[];
  Catch?: Catcher[];
  // Seconds, TimeoutSeconds, MaxConcurrency …: a number, or an expression in JSONata; and each with its …Path.
  [numberOrPath: string]: unknown;
}
