import type { AtHand, Grant } from '../admission/admission.ts';
import type { Simulation } from '../../../kernel/index.ts';
import type { Call, Code, Invocation } from './code.ts';
import { Life, type OnPhase, type Then } from './life.ts';
import { environmentModel, type EnvironmentModel, type FunctionSettings } from './model.ts';
import { OnDemand } from './on-demand.ts';
import { Provisioned } from './provisioned.ts';

/** The execution environments of one version of a function. */
export class EnvironmentPool {
  readonly onDemand: OnDemand;
  readonly provisioned: Provisioned;
  readonly #simulation: Simulation;

  constructor(
    simulation: Simulation,
    code: Code,
    { timeout = 3, memorySize = 128 }: Partial<FunctionSettings> = {},
    model: Partial<EnvironmentModel> = {},
    onPhase?: OnPhase,
  ) {
    const life = new Life(
      simulation,
      code,
      { timeout, memorySize },
      { ...environmentModel, ...model },
      onPhase,
    );
    this.#simulation = simulation;
    this.onDemand = new OnDemand(life);
    this.provisioned = new Provisioned(life);
  }

  /** What admission asks about. */
  get atHand(): AtHand {
    return { provisioned: this.provisioned.free > 0, warm: this.onDemand.idle > 0 };
  }

  /** Starts an invocation that was let in. */
  start(call: Call, grant: Grant, then: Then): void {
    const invocation: Invocation = { ...call, deadline: this.#simulation.nowMicros };
    if (grant === 'on-demand') this.onDemand.start(invocation, then);
    else this.provisioned.start(invocation, then);
  }
}
