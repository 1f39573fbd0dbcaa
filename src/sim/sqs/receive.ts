/** How messages are asked for. */
export interface ReceiveMessageOptions {
  /** The most to return. Default 1; 1 to 10. */
  maxNumberOfMessages?: number;
  /** How long they stay out of sight, in seconds. Default: the queue's; 0 to 43,200. */
  visibilityTimeout?: number;
  /** How long to wait for a first one, in seconds. Default: the queue's; 0 (a short poll) to 20. */
  waitTimeSeconds?: number;
}
