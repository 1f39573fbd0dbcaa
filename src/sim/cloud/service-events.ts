/** An event that a service emits about its resources, as EventBridge's default bus gets it. */
export interface ServiceEvent {
  /** 'aws.autoscaling'. */
  readonly source: string;
  /** 'EC2 Instance Launch Successful'. */
  readonly detailType: string;
  /** What happened, as the service's documentation gives its fields. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** ARNs of the resources that it is about. */
  readonly resources: readonly string[];
}

/** Where the services of one Region put their events. Nothing is kept: an event without a listener is gone. */
export class ServiceEvents {
  readonly #listeners: ((event: ServiceEvent) => void)[] = [];

  /** Emits an event. `detail` is made only where somebody listens. */
  put(
    source: string,
    detailType: string,
    resources: readonly string[],
    detail: () => Record<string, unknown>,
  ): void {
    if (this.#listeners.length === 0) return;
    const event = { source, detailType, resources, detail: detail() };
    for (const listener of this.#listeners) listener(event);
  }

  /** Calls back at each event from now on. */
  listen(listener: (event: ServiceEvent) => void): void {
    this.#listeners.push(listener);
  }
}
