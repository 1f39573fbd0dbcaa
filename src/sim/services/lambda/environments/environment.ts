import type { Timer } from '../../../kernel/index.ts';

/** What it was made for, by the name that a function finds in AWS_LAMBDA_INITIALIZATION_TYPE. */
export type InitializationType = 'on-demand' | 'provisioned-concurrency' | 'snap-start';

/**
 * What an environment does.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 *
 * `create` is what comes before AWS's first phase: a machine is found and the code fetched. `frozen` lies between
 * two invocations, `reset` after a timeout or a crash, when the next invocation has to run INIT again.
 */
export type Phase = 'create' | 'init' | 'restore' | 'invoke' | 'frozen' | 'reset' | 'shutdown';

/** One execution environment: it runs one invocation at a time. */
export class Environment {
  /** 1 for the first of its version, and so on. */
  readonly id: number;
  readonly type: InitializationType;
  /** When it was made, in microseconds. */
  readonly created: number;
  phase: Phase = 'create';
  /** Whether INIT has succeeded since it was made or reset. */
  ready = false;
  /** How many invocations have begun on it. */
  invocations = 0;
  /** What the function keeps here between invocations: its globals. A reset forgets them. */
  memory: unknown = undefined;
  /** What it keeps in /tmp, which outlives a reset too. */
  readonly tmp = new Map<string, unknown>();
  /** When it is replaced, however busy; in microseconds. */
  dies = Infinity;
  /** @internal Where it stands among the idle; −1 where it does not. */
  place = -1;
  /** @internal What orders the idle. */
  rank = 0;
  /** @internal When it goes unless it is called before, in microseconds. */
  expires = Infinity;
  /** @internal Ends its life, or looks whether it is time. */
  reaper: Timer | undefined;
  /** @internal When `reaper` fires. */
  reaps = Infinity;

  constructor(id: number, type: InitializationType, created: number) {
    this.id = id;
    this.type = type;
    this.created = created;
  }
}
