import type { Message } from './message.ts';

/** How messages are asked for. */
export interface ReceiveMessageOptions {
  /** The most to return. Default 1; 1 to 10. */
  maxNumberOfMessages?: number;
  /** How long they stay out of sight, in seconds. Default: the queue's; 0 to 43,200. */
  visibilityTimeout?: number;
  /** How long to wait for a first one, in seconds. Default: the queue's; 0 (a short poll) to 20. */
  waitTimeSeconds?: number;
  /**
   * FIFO: names the receive, so that for 5 minutes the same id brings the same messages once more, as long as none of
   * them was deleted, changed or visible again. 1 to 128 letters, digits and punctuation marks.
   */
  receiveRequestAttemptId?: string;
}

/** The names of them. */
export const RECEIVE_OPTIONS: Record<keyof ReceiveMessageOptions, true> = {
  maxNumberOfMessages: true,
  visibilityTimeout: true,
  waitTimeSeconds: true,
  receiveRequestAttemptId: true,
};

/** A receive whose parameters have been checked. */
export interface ReceiveRequest {
  readonly max: number;
  /** Seconds. */
  readonly visibilityTimeout: number;
  readonly attemptId: string | undefined;
}

/** What a receive brings. */
export interface Delivery {
  readonly messages: Message[];
  /** Their sizes, added up. */
  readonly bytes: number;
  /** Whether any of them has a group. */
  readonly grouped: boolean;
}
