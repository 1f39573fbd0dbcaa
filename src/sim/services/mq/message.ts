/** A message as the broker keeps it. */
export interface Stored {
  /** Its place in the order in which the broker took messages. */
  readonly sequence: number;
  readonly body: string;
  /** Whether it outlives the instance that took it. */
  readonly persistent: boolean;
  /** Where it was sent: the queue, or the topic. */
  readonly destination: string;
  /** How often a consumer gave it back, or was lost with it. */
  redeliveries: number;
}

/** A message that a consumer has received. */
export interface BrokerMessage {
  /** What was sent. */
  readonly body: string;
  /** Where it was sent first. */
  readonly destination: string;
  /** Whether a consumer may have had it before. */
  readonly redelivered: boolean;
  /** How often it came back. */
  readonly redeliveries: number;
  /** CLIENT_ACKNOWLEDGE: this message, and all that the consumer received before it, are done with. */
  acknowledge(): void;
  /** All that the consumer has not acknowledged comes again, after a delay; or is dead, if it came too often. */
  recover(): void;
}

/** Who has received a message. */
interface Holder {
  acknowledge(message: Stored): void;
  recover(): void;
}

/** A message in the hands of a consumer. */
export function handed(stored: Stored, consumer: Holder): BrokerMessage {
  const { body, destination, redeliveries } = stored;
  return {
    ...{ body, destination, redeliveries, redelivered: redeliveries > 0 },
    acknowledge: () => consumer.acknowledge(stored),
    recover: () => consumer.recover(),
  };
}
