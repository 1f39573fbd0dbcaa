import { sqsLimits } from './limits.ts';

/**
 * What AWS does not tell about a queue, as parameters. Set them for one queue (`createQueue`'s third
 * argument) or for all that are made later (`cloud.sqs.model`).
 */
export interface QueueModel {
  /**
   * The hosts over which a queue's messages are spread. AWS says that there are several, not how many.
   * 1 makes a short poll see everything. Default 10.
   */
  hosts: number;
  /**
   * How many of them a short poll asks: a random set, in which a host's weight is 1 and one more for each message
   * that waits there. AWS speaks of "a weighted random set of machines". Default 5: a lone message is found
   * by 73 of 100 short polls.
   */
  sampledHosts: number;
  /**
   * How likely it is that a delivered message stays visible, because a host that keeps a copy missed the receive:
   * another consumer then gets it as well. AWS calls it rare and gives no number. Default 0.
   */
  missedReceiveProbability: number;
  /**
   * How likely it is that a deleted message comes back once its visibility timeout is over, because a host that
   * keeps a copy missed the deletion. AWS calls it rare and gives no number. Default 0.
   */
  missedDeleteProbability: number;
  /**
   * How likely it is that a receive takes the first message of a random host rather than the first of all asked.
   * Default 0: out of order only as far as short polls miss hosts and messages are received again.
   */
  outOfOrderProbability: number;
  /** Messages that may be in flight: the quota, which AWS raises on request. Default 120,000. */
  inFlightMessages: number;
  /**
   * How many messages a second a move out of this queue moves where none is asked for. AWS suits it to the backlog, and
   * gives no number. Default 500, the most that can be asked for.
   */
  moveRate: number;
  /**
   * How long a move out of this queue that was cancelled is CANCELLING before it is CANCELLED, in seconds. It moves
   * nothing then, and no other may start. AWS gives no number. Default 1.
   */
  moveCancelTime: number;
  /**
   * How far back the consumers' time counts by which a group of a fair queue is noisy, in seconds. AWS says "recent".
   * Default 60.
   */
  fairnessWindow: number;
  /**
   * How many partitions a FIFO queue in high throughput mode has at first, and at least; never more than its Region's
   * quota fills, which Infinity asks for. Each takes 300 calls of each action a second. AWS gives no number. Default 1.
   */
  partitions: number;
  /**
   * How often their number is fitted to the calls, in seconds: to those of the last such interval, of the busiest
   * action, refused ones counted in. AWS says that it happens in the background. Default 60.
   */
  partitionInterval: number;
  /**
   * The share of their 300 calls a second to which their number is fitted: above 0, to 1. AWS adds partitions where
   * calls "approach or exceed" what those there can take, and gives no number. Default 0.5, for hashing loads some more
   * than others.
   */
  partitionLoad: number;
}

const COUNT = 'a whole number from 1 up';
const isCount = (value: number) => Number.isInteger(value) && value >= 1;
const PROBABILITY = 'a probability, from 0 to 1';
const isProbability = (value: number) => value >= 0 && value <= 1;

type Knob = readonly [standard: number, is: string, fits: (value: number) => boolean];

/** What is assumed where nothing is set, and the values that may be set. */
const KNOBS: Readonly<Record<keyof QueueModel, Knob>> = {
  hosts: [10, COUNT, isCount],
  sampledHosts: [5, COUNT, isCount],
  missedReceiveProbability: [0, PROBABILITY, isProbability],
  missedDeleteProbability: [0, PROBABILITY, isProbability],
  outOfOrderProbability: [0, PROBABILITY, isProbability],
  inFlightMessages: [sqsLimits.inFlightMessages.max, COUNT, isCount],
  moveRate: [sqsLimits.moveRate.max, COUNT, isCount],
  moveCancelTime: [1, 'a number of seconds from 0 up', (value) => value >= 0 && value < Infinity],
  fairnessWindow: [60, COUNT, isCount],
  partitions: [1, 'a whole number from 1 up, or Infinity', (value) => value === Infinity || isCount(value)],
  partitionInterval: [60, 'a number of seconds above 0', (value) => value > 0 && value < Infinity],
  partitionLoad: [0.5, 'a share above 0, to 1', (value) => value > 0 && value <= 1],
};

/** What queues assume where nothing is set. */
export function defaultModel(): QueueModel {
  const entries = Object.entries(KNOBS).map(([name, [standard]]) => [name, standard]);
  return Object.fromEntries(entries) as unknown as QueueModel;
}

/** Throws RangeError for a value that its knob does not take. */
export function checkModel(model: QueueModel): void {
  for (const [name, [, is, fits]] of Object.entries(KNOBS)) {
    const value = model[name as keyof QueueModel];
    if (!fits(value)) throw new RangeError(`${name} is ${is}; not ${value}.`);
  }
}
