import type { DeliveryRecord } from './delivery-record.ts';

/** Where a stream delivers to. */
export type DestinationType = 'S3' | 'Redshift' | 'OpenSearch' | 'Splunk' | 'HttpEndpoint';

/** What goes to a destination outside of Amazon S3. */
export interface OutsideRequest {
  /** The URL, the cluster, the domain. */
  readonly address: string;
  /** The records, in their order. */
  readonly records: readonly DeliveryRecord[];
  /** Of Amazon Redshift: the object that it copies. */
  readonly key?: string;
}

/**
 * Whether a destination takes a request. False: it does not, or does not say so in time, and Firehose sends the request
 * again; a destination that took it then has it twice.
 */
export type Answerer = (request: OutsideRequest) => boolean;

/** The destinations that are not Amazon S3, as Firehose meets them: each takes everything unless an answerer says no. */
export class Outside {
  readonly #answerers = new Map<string, Answerer>();
  readonly #received: OutsideRequest[] = [];

  /** Lets a function answer for an address from now on; undefined: it takes everything again. */
  answer(address: string, answerer: Answerer | undefined): void {
    if (answerer) this.#answerers.set(address, answerer);
    else this.#answerers.delete(address);
  }

  /** What was taken, oldest first; the latest thousand requests are kept. */
  get received(): readonly OutsideRequest[] {
    return this.#received;
  }

  /** @internal */
  send(request: OutsideRequest): boolean {
    const took = this.#answerers.get(request.address)?.(request) ?? true;
    if (took) this.#received.push(request);
    if (this.#received.length > 1000) this.#received.shift();
    return took;
  }
}
