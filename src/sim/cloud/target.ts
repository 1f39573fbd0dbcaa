/**
 * What one service hands to a resource of another by its ARN: a message to a queue, an event to a function, an alarm's
 * change to a topic. `Region.deliver` carries it; the resource's service answers, or fails with its AWS error.
 */
export interface Delivery {
  /** The text: a message's body, an event as JSON. */
  readonly payload: string;
  /** The service that delivers, as policies name it: 'sns.amazonaws.com'. */
  readonly principal: string;
  /** The ARN of the resource that delivers, for `aws:SourceArn`. */
  readonly from: string;
  /** The account of that resource, where its ARN does not tell it, for `aws:SourceAccount`: that of a bucket. */
  readonly account?: string;
  /** Attributes of a message, as a queue or a topic takes them. */
  readonly attributes?: Readonly<Record<string, DeliveredAttribute>>;
  /** The group of a FIFO queue or topic. */
  readonly messageGroupId?: string;
  /** The deduplication id of a FIFO queue or topic. */
  readonly messageDeduplicationId?: string;
  /** The partition key of a stream. */
  readonly partitionKey?: string;
  /** A topic's subject. */
  readonly subject?: string;
  /** The X-Ray header of the chain of requests that it belongs to. */
  readonly traceHeader?: string | undefined;
  /** Whether the sender waits for what a function or workflow answers. Default: it does not. */
  readonly synchronous?: boolean;
}

/** One attribute of a delivered message. */
export interface DeliveredAttribute {
  /** String, Number or Binary, with a label after a dot where one was given. */
  readonly dataType: string;
  /** The value of a text or number. */
  readonly stringValue?: string;
  /** The bytes of a binary value. */
  readonly binaryValue?: Uint8Array;
}
