import { utf8 } from '../../../cloud/digest/index.ts';
import { NotModelled } from '../../../cloud/index.ts';
import { carryTrace } from '../../../cloud/trace-header.ts';
import {
  ForeignAwaitError,
  SameInstantError,
  type Body,
  type Process,
  type Simulation,
  type Yieldable,
} from '../../../kernel/index.ts';
import {
  fromThrown,
  type Code,
  type Done,
  type Invocation,
  type Outcome,
  type Stop,
} from '../environments/code.ts';
import { cpuTime } from '../environments/compute.ts';
import type { Environment } from '../environments/environment.ts';
import { draw } from '../environments/model.ts';
import { InvocationContext, type ContextParts } from './context.ts';
import type { Handler, FunctionPackage } from './package.ts';

/** How a runtime works: its function's settings, and what AWS does not tell. */
export interface RuntimeSettings {
  readonly name: string;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds, where the package gives none. */
  readonly initDuration: number | (() => number);
  readonly duration: number | (() => number);
  readonly restoreDuration: number | (() => number);
  readonly snapStart: boolean;
  /** What the context of an invocation tells. */
  context(invocation: Invocation, environment: Environment): ContextParts;
  /** The X-Ray header of what an invocation sends. */
  traceHeader(invocation: Invocation): string;
}

/** Runs a package's code in environments: its load once in each, its handler with each invocation. */
export class Runtime implements Code {
  readonly #simulation: Simulation;
  readonly #code: FunctionPackage;
  readonly #settings: RuntimeSettings;
  readonly restore?: Code['restore'];

  constructor(simulation: Simulation, code: FunctionPackage, settings: RuntimeSettings) {
    this.#simulation = simulation;
    this.#code = code;
    this.#settings = settings;
    if (settings.snapStart)
      this.restore = (environment, done) => {
        const seconds = draw(code.restoreDuration ?? settings.restoreDuration);
        // The snapshot holds what INIT made when the version was published: here it is made again, in no time.
        return this.#load(environment, seconds, done);
      };
  }

  init(environment: Environment, done: Done): Stop {
    const seconds = draw(this.#code.initDuration ?? this.#settings.initDuration);
    return this.#load(environment, seconds, done);
  }

  #load(environment: Environment, seconds: number, done: Done): Stop {
    const { name } = this.#settings;
    return this.#run(`INIT of the function ${name}`, seconds, this.#code.load, (outcome) => {
      if (outcome.status === 'succeeded') {
        if (typeof outcome.value !== 'function')
          return this.#crash(
            new TypeError(
              `The code of the function ${name} gives ${typeof outcome.value}, not a handler: code: () => handler.`,
            ),
          );
        environment.memory = outcome.value;
      }
      done(outcome);
    });
  }

  handle(environment: Environment, invocation: Invocation, done: Done): Stop {
    const { name, memorySize, environment: variables, duration } = this.#settings;
    const { cpu = 0, threads, duration: own } = this.#code;
    const scaled = (seconds: number) => cpuTime(seconds, memorySize, threads);
    const parts = this.#settings.context(invocation, environment);
    const told = { ...variables, AWS_LAMBDA_INITIALIZATION_TYPE: environment.type };
    const context = new InvocationContext(parts, told, this.#simulation, invocation.deadline, scaled);
    const seconds = draw(own ?? duration) + scaled(draw(cpu));
    const handler = environment.memory as Handler;
    const event: unknown = JSON.parse(invocation.payload);
    const body = () => handler(event, context) as never;
    const trace = () => this.#settings.traceHeader(invocation);
    return this.#run(`the function ${name}`, seconds, body, (outcome) => done(answered(outcome)), trace);
  }

  /** Runs a body after some time, and tells how it ended. Stopped, it is never resumed; what it has sent stays sent. */
  #run(name: string, seconds: number, body: Body<unknown>, done: Done, trace?: () => string): Stop {
    const simulation = this.#simulation;
    let process: Process<unknown> | undefined;
    let stopped = false;
    const end = () => {
      if (stopped) return;
      let value: unknown;
      // What it does not wait for stands still when it has answered. Here it is never resumed, and that is told.
      if (process!.leaveBehind() > 0) simulation.trace.add(name, 'work left behind');
      try {
        value = process!.take();
      } catch (error) {
        if (isOurs(error)) return this.#crash(error);
        return done(fromThrown(error));
      }
      done({ status: 'succeeded', value });
    };
    const start = () => {
      if (stopped) return;
      process = simulation.process(body as () => Generator<Yieldable, unknown, never>, name);
      if (trace) carryTrace(process, trace);
      process.subscribe({ wake: () => simulation.scheduler.soon(end) });
    };
    const timer = seconds > 0 ? simulation.timer(seconds, start) : undefined;
    if (!timer) start();
    return () => {
      stopped = true;
      timer?.cancel();
      process?.cancel();
    };
  }

  #crash(error: unknown): void {
    this.#simulation.crash(error);
  }
}

/** What a handler returned, as JSON: what stands for nothing there, such as undefined, as null. */
function answered(outcome: Outcome): Outcome {
  if (outcome.status !== 'succeeded') return outcome;
  let text: string;
  try {
    text = JSON.stringify(outcome.value) ?? 'null';
  } catch {
    // A circle, a bigint: these are the words of Node.js's runtime.
    return failed('Error', 'Unable to stringify response body');
  }
  if (text.length > LARGEST_ANSWER || byteLength(text) > LARGEST_ANSWER)
    return failed(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`,
    );
  return { status: 'succeeded', value: text };
}

/** Bytes: 6 MB, and a hundred for what is around it. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_ANSWER = 6_291_556;

const byteLength = (text: string) => (text.length * 3 > LARGEST_ANSWER ? utf8(text).length : text.length);

const failed = (errorType: string, errorMessage: string): Outcome => ({
  status: 'failed',
  error: { errorType, errorMessage, trace: [] },
});

/** Faults of the program that runs the simulation, or of the simulator: no function's error, and never hidden. */
function isOurs(error: unknown): boolean {
  return (
    error instanceof ForeignAwaitError ||
    error instanceof SameInstantError ||
    error instanceof NotModelled ||
    (error instanceof Error && error.name === 'NotLoaded')
  );
}
