import type { Limit, Price, Region, Usage } from '../../cloud/index.ts';
import type { RandomStream, Reply } from '../../kernel/index.ts';
import { uuid } from '../../cloud/uuid.ts';
import { eventDetail } from './describe.ts';
import { sfnError } from './errors.ts';
import { Execution } from './execution.ts';
import type { Integrations } from './integrations.ts';
import { sfnLimits as limits } from './limits.ts';
import type { Ports } from './machine/ports.ts';
import type { SfnModel } from './model.ts';
import { checkName, inputOf } from './names.ts';
import { sfnPrices } from './prices.ts';
import type { Qualifiers } from './qualifiers.ts';
import type { StartOptions, StateMachine } from './state-machine.ts';
import type { Throttle } from './throttle.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

/** What executions stand on. */
export interface ExecutionsParts {
  readonly region: Region;
  readonly model: SfnModel;
  readonly throttle: Throttle;
  readonly qualifiers: Qualifiers;
  readonly integrations: Integrations;
  readonly world: World;
  readonly ids: RandomStream;
  readonly duplicates: RandomStream;
  /** The counter of a price, made when something is counted first: what is not used is on no bill. */
  usage(price: Price): Usage;
  quota(row: Limit): number;
  /** The last execution of a machine that is being deleted has ended. */
  idle(machine: StateMachine): void;
}

/** Starts executions, and counts, bills and reports what becomes of them. */
export class Executions {
  readonly #parts: ExecutionsParts;
  /** Standard executions that have ended, the oldest first, to be forgotten. */
  readonly #closed: { machine: StateMachine; execution: Execution }[] = [];
  #open = 0;

  constructor(parts: ExecutionsParts) {
    this.#parts = parts;
  }

  /** Starts one. Of an Express machine it may run twice. */
  start(machine: StateMachine, text: string, options: StartOptions): Execution {
    const { throttle, model, duplicates } = this.#parts;
    const isExpress = machine.type === 'EXPRESS';
    throttle.count(isExpress ? 'StartExecution of Express' : 'StartExecution');
    const execution = this.#begin(machine, text, options);
    const twice = model.expressDuplicates;
    if (isExpress && twice > 0 && duplicates.next() < twice)
      this.#begin(machine, text, { ...options, name: execution.name });
    return execution;
  }

  /** Starts one of an Express machine, at most once, and answers when it has ended. */
  startSync(machine: StateMachine, text: string, options: StartOptions): Reply<Execution> {
    if (machine.type === 'STANDARD')
      throw sfnError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    return this.#begin(machine, text, options).done;
  }

  /** Goes on with one that has ended. */
  redrive(execution: Execution): void {
    const at = this.#closed.findIndex((one) => one.execution === execution);
    if (at >= 0) this.#closed.splice(at, 1);
    // A redrive is a transition.
    this.#parts.usage(sfnPrices.transitions).add(1);
    execution.redrive();
  }

  #begin(machine: StateMachine, text: string, { name, qualifier }: StartOptions): Execution {
    const { region, quota, qualifiers, ids } = this.#parts;
    if (machine.status === 'DELETING')
      throw sfnError('StateMachineDeleting', `State Machine is deleting: '${machine.arn}'`);
    const input = inputOf(text);
    if (name !== undefined) checkName(name);
    const id = name ?? uuid(ids);
    const isExpress = machine.type === 'EXPRESS';
    const arn = region.arn(
      'states',
      isExpress ? `express:${machine.name}:${id}:${uuid(ids)}` : `execution:${machine.name}:${id}`,
    );
    if (!isExpress) {
      this.#sweep();
      const before = machine.executions.get(id);
      if (before) {
        if (before.status === 'RUNNING' && before.inputText === text) return before;
        throw sfnError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      if (this.#open >= quota(limits.openExecutions))
        throw sfnError('ExecutionLimitExceeded', 'The account has as many open executions as it can have.');
    }
    const { revision, versionArn, aliasArn } = qualifiers.resolve(machine, qualifier);
    const execution = new Execution({
      ...{ machine, revision, arn, name: id, input, inputText: text, versionArn, aliasArn },
      ports: (execution) => this.#ports(machine, execution),
      changed: (execution) => this.#changed(machine, execution),
    });
    if (!isExpress) machine.executions.set(id, execution);
    return execution;
  }

  /** Names are free again 90 days after an execution has ended; nobody can look at it from then on. */
  #sweep(): void {
    const { region, quota } = this.#parts;
    const before = region.world.simulation.epochMillis - quota(limits.retention) * DAY;
    while (this.#closed.length > 0 && this.#closed[0]!.execution.stopDate!.getTime() < before) {
      const { machine, execution } = this.#closed.shift()!;
      machine.executions.delete(execution.name);
    }
  }

  /** The interpreter's world for one execution. */
  #ports(machine: StateMachine, execution: Execution): Ports {
    const { world, throttle, integrations, usage, model } = this.#parts;
    const isExpress = machine.type === 'EXPRESS';
    let transitions: Usage | undefined;
    return {
      ...world,
      record: () => {},
      call: (task, progress) => integrations.call(task, progress, execution),
      refusal: (task) => integrations.refusal(task),
      transition: () => {
        if (isExpress) return model.transitionTime;
        transitions ??= usage(sfnPrices.transitions);
        transitions.add(1);
        const wait = throttle.wait('StateTransition');
        if (wait > 0) machine.metrics.count('ExecutionThrottled');
        return wait + model.transitionTime;
      },
    };
  }

  /** An execution's status has changed: metrics, prices, events. */
  #changed(machine: StateMachine, execution: Execution): void {
    const { region } = this.#parts;
    const { simulation } = region.world;
    const { status, arn } = execution;
    if (status === 'RUNNING') this.#started(machine);
    else this.#ended(machine, execution, status);
    if (simulation.trace.enabled)
      simulation.trace.add(execution.name, status.toLowerCase(), { machine: machine.name });
    // Only Standard executions emit events.
    if (machine.type === 'EXPRESS') return;
    region.events.put('aws.states', 'Step Functions Execution Status Change', [arn], () =>
      eventDetail(execution, new Date(simulation.epochMillis)),
    );
  }

  #started({ metrics, type }: StateMachine): void {
    metrics.count('ExecutionsStarted');
    if (type === 'STANDARD') this.#open++;
    else this.#parts.usage(sfnPrices.requests).add(1);
  }

  #ended(machine: StateMachine, execution: Execution, status: Exclude<Execution['status'], 'RUNNING'>): void {
    const { usage, model, idle } = this.#parts;
    const { duration } = execution;
    const { metrics } = machine;
    const counts = {
      SUCCEEDED: 'ExecutionsSucceeded',
      FAILED: 'ExecutionsFailed',
      ABORTED: 'ExecutionsAborted',
      TIMED_OUT: 'ExecutionsTimedOut',
    } as const;
    metrics.count(counts[status]);
    metrics.count('ExecutionTime', duration * 1000);
    if (machine.type === 'EXPRESS') {
      // In steps of 100 ms and 64 MB.
      const seconds = Math.ceil(duration * 10 - 1e-6) / 10;
      usage(sfnPrices.duration).add((seconds * Math.ceil(model.expressMemory / 64) * 64) / 1024);
      return;
    }
    this.#open--;
    this.#closed.push({ machine, execution });
    if (machine.status === 'DELETING') idle(machine);
  }
}
