import {
  highThroughputCallsPerSecond,
  sqsFifoLimits,
  type QueueAttributes,
} from '../sim/services/sqs/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { accepted, trial } from './trial.ts';

const SOURCE =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html';

/** A mode of FIFO queues. */
interface Mode {
  attributes: Partial<QueueAttributes>;
  /** Calls a second by Region. */
  callsPerSecond(region: string): number;
}

/** Sends at one instant, spread over so many groups, where the queue has grown to twenty partitions. */
function sends(label: string, groups: number): ComparisonRow<Mode> {
  return {
    label,
    source: SOURCE,
    cell({ attributes }) {
      const { queue } = trial(true, attributes, { partitions: 20 });
      return accepted(2000, (i) => queue.sendMessage(`${i}`, { messageGroupId: `${i % groups}` }));
    },
  };
}

/** The Regions, those with the same quota together. */
const regions = Map.groupBy(
  Object.keys(highThroughputCallsPerSecond),
  (region) => highThroughputCallsPerSecond[region]!,
);

/** FIFO queues, and their high throughput mode. */
export const fifoThroughput: Comparison<Mode> = {
  caption: 'How many calls a FIFO queue takes',
  columns: [
    { name: 'FIFO', subject: { attributes: {}, callsPerSecond: () => sqsFifoLimits.callsPerSecond.max } },
    {
      name: 'High throughput',
      subject: {
        attributes: { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' },
        callsPerSecond: (region) => highThroughputCallsPerSecond[region]!,
      },
    },
  ],
  rows: [
    sends('Sends of one group that it accepts, of 2,000 within a second (20 partitions)', 1),
    sends('The same, of a hundred groups', 100),
    ...[...regions.values()].map((names): ComparisonRow<Mode> => ({
      label: `Calls of an action a second in ${names.map((name) => (name === 'other' ? 'other Regions' : name)).join(', ')}`,
      source: SOURCE,
      cell: ({ callsPerSecond }) => callsPerSecond(names[0]!),
    })),
  ],
};
