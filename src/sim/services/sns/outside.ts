/** What left AWS: a request to a web server, a mail, a text message, a push notification. */
export interface OutsideDelivery {
  /** Seconds since the run began. */
  readonly at: number;
  /** http, https, email, email-json, sms or application. */
  readonly protocol: string;
  /** The URL, mail address, phone number or endpoint ARN. */
  readonly endpoint: string;
  /** A confirmation of a subscription or of its end, a notification, or a code of the SMS sandbox. */
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation' | 'Notification' | 'VerificationCode';
  /** A mail's subject. */
  readonly subject?: string;
  /** The text, or the JSON that SNS makes of it. */
  readonly body: string;
  /** Of a request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the endpoint answered: an HTTP status; 0 where it did not answer. */
  readonly status: number;
}

/** A request to an HTTP/S endpoint. */
export type OutsideRequest = Omit<OutsideDelivery, 'status'>;

/**
 * What an endpoint answers: an HTTP status, 200 where nothing is returned; 0 for no answer within 15 seconds.
 */
export type Answerer = (request: OutsideRequest) => number | void;

/**
 * The world outside AWS, as Amazon SNS meets it: web servers, mailboxes and phones. Whatever is sent arrives and is
 * kept here, unless an answerer stands for the endpoint.
 */
export class Outside {
  readonly #answerers = new Map<string, Answerer>();
  readonly #kept: OutsideDelivery[] = [];
  readonly #most: () => number;

  /** Made by `Sns`. */
  constructor(most: () => number) {
    this.#most = most;
  }

  /** Lets a function answer for an endpoint from now on; undefined: it answers 200 again. */
  answer(endpoint: string, answerer: Answerer | undefined): void {
    if (answerer) this.#answerers.set(endpoint, answerer);
    else this.#answerers.delete(endpoint);
  }

  /** What arrived, oldest first; of one endpoint, or of all. Only the latest is kept: `model.recorded`. */
  received(endpoint?: string): OutsideDelivery[] {
    return this.#kept.filter((one) => endpoint === undefined || one.endpoint === endpoint);
  }

  /** @internal Hands something over; answers the status. */
  send(request: OutsideRequest): number {
    const status = this.#answerers.get(request.endpoint)?.(request) ?? 200;
    this.#kept.push({ ...request, status });
    if (this.#kept.length > this.#most()) this.#kept.shift();
    return status;
  }
}
