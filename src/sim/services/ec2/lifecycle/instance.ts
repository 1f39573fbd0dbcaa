import type { Simulation, Timer } from '../../../kernel/index.ts';
import { type Draw, fixed } from './durations.ts';
import * as refusals from './refusals.ts';
import { bills, type InstanceStateName } from './state.ts';

/** What of an instance decides which changes it allows. */
export interface InstanceOptions {
  readonly id: string;
  /** Default: `ebs`. One with its root on an instance store cannot be stopped. */
  readonly rootDevice?: 'ebs' | 'instance-store';
  /** Whether hibernation was enabled at launch. Default: no. */
  readonly hibernation?: boolean;
  /** What a shutdown from inside does. Default: `stop`. */
  readonly shutdownBehavior?: 'stop' | 'terminate';
  readonly disableApiStop?: boolean;
  readonly disableApiTermination?: boolean;
  readonly draw?: Draw;
}

/** A stretch of time that is billed: one for each start. Seconds since the run began. */
export interface BilledInterval {
  readonly from: number;
  /** Undefined while it goes on. */
  to: number | undefined;
}

/** What a caller may want to know. `ready` follows `running` when the operating system is up, after a reboot too. */
export type InstanceEvent = InstanceStateName | 'ready' | 'rebooting';

/**
 * The life of an instance: its states, what it refuses in each of them, and what is billed of it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export class Instance {
  readonly id: string;
  readonly rootDevice: 'ebs' | 'instance-store';
  readonly hibernation: boolean;
  shutdownBehavior: 'stop' | 'terminate';
  disableApiStop: boolean;
  disableApiTermination: boolean;
  /** Called at each change. */
  onEvent: ((event: InstanceEvent) => void) | undefined;
  readonly #clock: Simulation;
  readonly #draw: Draw;
  readonly #billed: BilledInterval[] = [];
  #state: InstanceStateName = 'pending';
  #ready = false;
  #hibernated = false;
  #ran = false;
  #timer: Timer | undefined;

  /** It is launched: it begins as `pending`. */
  constructor(clock: Simulation, options: InstanceOptions) {
    this.id = options.id;
    this.rootDevice = options.rootDevice ?? 'ebs';
    this.hibernation = options.hibernation ?? false;
    this.shutdownBehavior = options.shutdownBehavior ?? 'stop';
    this.disableApiStop = options.disableApiStop ?? false;
    this.disableApiTermination = options.disableApiTermination ?? false;
    this.#clock = clock;
    this.#draw = options.draw ?? fixed();
    this.#after('pending', () => this.#run());
  }

  get state(): InstanceStateName {
    return this.#state;
  }

  /** Whether its operating system is up. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Whether its memory lies on its root volume, or is being written there. */
  get hibernated(): boolean {
    return this.#hibernated;
  }

  get billed(): readonly BilledInterval[] {
    return this.#billed;
  }

  /** StartInstances. Of one that runs already nothing more is asked. */
  start(): void {
    if (this.#state === 'running' || this.#state === 'pending') return;
    if (this.#state !== 'stopped') throw refusals.notStartable(this.id);
    this.#enter('pending');
    this.#after('pending', () => this.#run());
  }

  /** StopInstances. */
  stop({ hibernate = false } = {}): void {
    if (this.#state === 'stopped' || this.#state === 'stopping') return;
    if (this.#state === 'pending')
      throw this.#ran ? refusals.notStoppable(this.id) : refusals.neverRan(this.id);
    if (this.#state !== 'running') throw refusals.notStoppable(this.id);
    if (this.rootDevice !== 'ebs') throw refusals.noEbsRoot(this.id);
    if (this.disableApiStop) throw refusals.stopProtected(this.id);
    if (hibernate && !this.hibernation) throw refusals.notHibernatable(this.id);
    this.#stop(hibernate);
  }

  /** RebootInstances: same host, same addresses, no new minute on the bill. */
  reboot(): void {
    if (this.#state !== 'running') throw refusals.notRebootable(this.id);
    this.#ready = false;
    this.onEvent?.('rebooting');
    this.#after('reboot', () => this.#up());
  }

  /** TerminateInstances. Of one that is terminated nothing more is asked. */
  terminate(): void {
    if (this.#state === 'terminated' || this.#state === 'shutting-down') return;
    const attribute = this.protectedBy;
    if (attribute) throw refusals.terminationProtected(this.id, attribute);
    this.kill();
  }

  /** The attribute that keeps the API from terminating it. Protection from a stop protects from termination too. */
  get protectedBy(): 'disableApiTermination' | 'disableApiStop' | undefined {
    if (this.disableApiTermination) return 'disableApiTermination';
    return this.disableApiStop ? 'disableApiStop' : undefined;
  }

  /** Someone shuts it down from inside, which no protection prevents. One without an EBS root is always terminated. */
  shutDown(): void {
    if (this.#state !== 'running') return;
    if (this.shutdownBehavior === 'terminate' || this.rootDevice !== 'ebs') this.kill();
    else this.#stop(false);
  }

  /** It is terminated past all protection: by Auto Scaling, by a Spot interruption, by a scheduled event. */
  kill(): void {
    if (this.#state === 'terminated' || this.#state === 'shutting-down') return;
    this.#enter('shutting-down');
    this.#after('terminate', () => this.#enter('terminated'));
  }

  /** Its hardware is stopped or its Spot capacity taken: as `stop`, past all protection. */
  reclaim(hibernate = false): void {
    if (this.#state === 'running') this.#stop(hibernate);
  }

  /** Throws unless it may be given another type, kernel, user data, …: that takes a stopped instance. */
  requireStopped(): void {
    if (this.#state !== 'stopped') throw refusals.notStopped(this.id);
  }

  #stop(hibernate: boolean): void {
    this.#hibernated = hibernate;
    this.#enter('stopping');
    this.#after(hibernate ? 'hibernate' : 'stop', () => this.#enter('stopped'));
  }

  #run(): void {
    this.#ran = true;
    this.#enter('running');
    this.#after(this.#hibernated ? 'resume' : 'boot', () => this.#up());
  }

  #up(): void {
    this.#ready = true;
    this.#hibernated = false;
    this.onEvent?.('ready');
  }

  #enter(state: InstanceStateName): void {
    this.#state = state;
    const { now } = this.#clock;
    const last = this.#billed.at(-1);
    const open = last !== undefined && last.to === undefined;
    const billed = bills(state, this.#hibernated);
    if (billed && !open) this.#billed.push({ from: now, to: undefined });
    if (!billed && open) last.to = now;
    if (state !== 'running') this.#ready = false;
    this.onEvent?.(state);
  }

  #after(step: Parameters<Draw>[0], action: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.timer(this.#draw(step), action);
  }
}
