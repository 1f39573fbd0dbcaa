/** Part of a service that the simulator does not model: it says so, by name, rather than pretend. */
export class NotModelled extends Error {
  override name = 'NotModelled';
  /** The service, as AWS calls it: 'Amazon SQS'. */
  readonly service: string;
  /** What is missing, as AWS calls it: 'SendMessageBatch', 'FIFO queues'. */
  readonly feature: string;

  /** Thrown by the services. */
  constructor(service: string, feature: string) {
    super(`Not modelled: ${feature} (${service}).`);
    this.service = service;
    this.feature = feature;
  }
}
