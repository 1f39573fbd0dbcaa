import type { Cloud } from 'desired-capacity';

export type State = 'running' | 'stopping' | 'stopped' | 'pending';

/** A server that is started and stopped, and its events as EC2 emits them. */
export class Instance {
  readonly id: string;
  /** Since when it has been in which state, in seconds. */
  readonly history: { at: number; state: State }[] = [];
  readonly #cloud: Cloud;

  constructor(cloud: Cloud, id: string) {
    this.#cloud = cloud;
    this.id = id;
    this.history.push({ at: cloud.now, state: 'running' });
  }

  get state(): State {
    return this.history.at(-1)!.state;
  }

  /** Stops it: that takes 20 seconds. */
  stop(): void {
    if (this.state === 'running') this.#go('stopping', 'stopped');
  }

  /** Starts it: that takes 20 seconds. */
  start(): void {
    if (this.state === 'stopped') this.#go('pending', 'running');
  }

  #go(first: State, then: State): void {
    this.#enter(first);
    this.#cloud.simulation.schedule(20, () => this.#enter(then));
  }

  #enter(state: State): void {
    this.history.push({ at: this.#cloud.now, state });
    const arn = this.#cloud.arn('ec2', `instance/${this.id}`);
    this.#cloud.events.put(
      'aws.ec2',
      'EC2 Instance State-change Notification',
      [arn],
      () => ({ 'instance-id': this.id, state }),
    );
  }
}

/** Its states as a timeline shows them. */
export function spansOf({ history }: Instance, end: number) {
  return history.map(({ at, state }, i) => ({
    start: at,
    end: history[i + 1]?.at ?? end,
    label: state,
  }));
}
