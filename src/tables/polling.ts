import { hours } from '../sim/index.ts';
import { sqsLimits } from '../sim/services/sqs/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses, trial } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/';
const API = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/';
const POLLING = `${GUIDE}sqs-short-and-long-polling.html`;

/** A way to ask for messages: by a wait of so many seconds, 0 for a short poll. */
interface Poll {
  waitTimeSeconds: number;
}
type Row = ComparisonRow<Poll>;

/** How many messages each of a thousand polls brings, where so many are there all the time. */
async function brought(waitTimeSeconds: number, messages: number): Promise<number[]> {
  const { queue } = trial(false, { visibilityTimeout: 0 });
  for (let i = 0; i < messages; i++) queue.sendMessage(`job ${i}`);
  const counts: number[] = [];
  while (counts.length < 1000) {
    counts.push((await queue.receiveMessage({ waitTimeSeconds, maxNumberOfMessages: 10 })).length);
  }
  return counts;
}

const rows: Row[] = [
  {
    label: 'It is what you get where nothing is set',
    source: `${API}API_SetQueueAttributes.html`,
    async cell({ waitTimeSeconds }) {
      const { cloud, queue } = trial(false);
      await queue.receiveMessage();
      return cloud.now > 0 === waitTimeSeconds > 0;
    },
  },
  {
    label: 'It answers on an empty queue after',
    source: `${API}API_ReceiveMessage.html`,
    unit: 'seconds',
    async cell(poll) {
      const { cloud, queue } = trial(false);
      await queue.receiveMessage(poll);
      return cloud.now;
    },
  },
  {
    label: 'It brings a message that is sent five seconds after it began',
    source: POLLING,
    async cell(poll) {
      const { cloud, queue } = trial(false);
      cloud.simulation.schedule(5, () => void queue.sendMessage('job'));
      return (await queue.receiveMessage(poll)).length === 1;
    },
  },
  {
    label: 'Polls that find a lone message, of 1,000',
    source: POLLING,
    cell: async ({ waitTimeSeconds }) =>
      (await brought(waitTimeSeconds, 1)).filter((count) => count > 0).length,
  },
  {
    label: 'Messages that it brings, of ten that are there, on average',
    source: POLLING,
    async cell({ waitTimeSeconds }) {
      const sum = (await brought(waitTimeSeconds, 10)).reduce((total, count) => total + count, 0);
      return Math.round(sum / 100) / 10;
    },
  },
  {
    label: 'Receives that begin in an hour on an empty queue, a second or more apart',
    source: `${GUIDE}best-practices-using-appropriate-polling-mode.html`,
    async cell(poll) {
      const { cloud, queue } = trial(false);
      let receives = 0;
      cloud.process(function* consumer() {
        while (true) {
          const asked = cloud.now;
          receives++;
          yield* queue.receiveMessage(poll);
          yield Math.max(0, asked + 1 - cloud.now);
        }
      });
      await cloud.run(hours(1) - 1);
      return receives;
    },
  },
  {
    label: 'It fails while too many messages are in flight',
    source: `${GUIDE}quotas-queues.html`,
    cell(poll) {
      const { queue } = trial(false, {}, { inFlightMessages: 1, hosts: 1 });
      for (const body of ['one', 'two']) queue.sendMessage(body);
      queue.receiveMessage();
      return refuses(() => queue.receiveMessage(poll));
    },
  },
];

/** A short poll beside the longest long poll. */
export const polling: Comparison<Poll> = {
  caption: 'Short and long polling',
  columns: [
    { name: 'Short', subject: { waitTimeSeconds: 0 } },
    {
      name: `Long, ${sqsLimits.receiveMessageWaitTimeSeconds.max}\u00A0s`,
      subject: { waitTimeSeconds: sqsLimits.receiveMessageWaitTimeSeconds.max },
    },
  ],
  rows,
};
