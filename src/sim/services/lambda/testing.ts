import type { RandomStream } from '../../kernel/index.ts';
import { Simulation } from '../../kernel/index.ts';
import { Admission, type AdmissionLimits } from './admission/admission.ts';
import type { Code, Invocation, Outcome } from './environments/code.ts';
import type { Environment } from './environments/environment.ts';
import type { OnPhase } from './environments/life.ts';
import type { EnvironmentModel, FunctionSettings } from './environments/model.ts';
import { EnvironmentPool } from './environments/pool.ts';
import type { InvokeResult } from './invocation.ts';
import { Invoker } from './invoker.ts';

/** Code whose durations are known: constants, or drawn for each call. */
export function lasting(
  duration: number | ((invocation: Invocation, environment: Environment) => number),
  {
    init = 0,
    outcome = { status: 'succeeded', value: null },
    initOutcome = { status: 'succeeded' },
  }: {
    init?: number | (() => number);
    outcome?: Outcome | ((invocation: Invocation) => Outcome);
    initOutcome?: Outcome | (() => Outcome);
  } = {},
): Code {
  return {
    init: () => ({
      seconds: typeof init === 'number' ? init : init(),
      outcome: typeof initOutcome === 'function' ? initOutcome() : initOutcome,
    }),
    handle: (environment, invocation) => ({
      seconds: typeof duration === 'number' ? duration : duration(invocation, environment),
      outcome: typeof outcome === 'function' ? outcome(invocation) : outcome,
    }),
  };
}

/** One function in a world of its own. */
export interface World {
  simulation: Simulation;
  admission: Admission;
  invoker: Invoker;
  pool: EnvironmentPool;
  call(done: (result: InvokeResult) => void): void;
}

/** One function in a world of its own. */
export function world(
  code: Code | ((simulation: Simulation) => Code),
  {
    limits,
    settings,
    model,
    seed = 1,
    reserved,
    onPhase,
    simulation = new Simulation({ seed }),
  }: {
    simulation?: Simulation;
    limits?: Partial<AdmissionLimits>;
    settings?: Partial<FunctionSettings>;
    model?: Partial<EnvironmentModel>;
    seed?: number;
    reserved?: number;
    onPhase?: OnPhase;
  } = {},
): World {
  const admission = new Admission(() => simulation.nowMicros, limits);
  if (reserved !== undefined) admission.account.reserve('f', reserved);
  const made = typeof code === 'function' ? code(simulation) : code;
  const pool = new EnvironmentPool(simulation, made, settings, model, onPhase);
  let id = 0;
  const invoker = new Invoker(admission, admission.account.of('f'), '1', pool, {
    admitted: () => {},
    throttled: () => {},
    ended: () => {},
  });
  const call = (done: (result: InvokeResult) => void) =>
    invoker.call({ requestId: `r${++id}`, payload: '{}', invokedArn: 'f' }, done);
  return { simulation, admission, invoker, pool, call };
}

/** Calls `action` at the events of a Poisson process. */
export function poisson(simulation: Simulation, rate: number, action: () => void, name = 'arrivals'): void {
  const stream = simulation.random(name);
  const again = () => {
    simulation.schedule(stream.exponential(1 / rate), () => {
      action();
      again();
    });
  };
  again();
}

/** Distributions of one mean, far apart in shape. */
export const distributions: Record<string, (stream: RandomStream, mean: number) => number> = {
  exponential: (stream, mean) => stream.exponential(mean),
  deterministic: (_, mean) => mean,
  bimodal: (stream, mean) => (stream.next() < 0.9 ? mean / 2 : mean * 5.5),
};
