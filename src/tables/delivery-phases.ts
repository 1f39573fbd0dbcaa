import { delayBefore, PHASES, retriesOf, type DeliveryPhases } from '../sim/services/sns/delivery-policy.ts';
import { amount } from './amount.ts';
import type { Comparison } from './comparison.ts';

const source = 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html';

/** How often Amazon SNS tries again where the receiver's side fails. */
export const deliveryPhases: Comparison<DeliveryPhases> = {
  caption: 'Retries of Amazon SNS',
  columns: [
    { name: 'SQS, Lambda, Firehose', subject: PHASES.sqs },
    { name: 'E-mail, SMS, mobile push', subject: PHASES.email },
    { name: 'HTTP/S, by default', subject: PHASES.https },
  ],
  rows: [
    { label: 'At once', source, cell: ({ immediate }) => immediate },
    { label: 'With the shortest delay', source, cell: ({ preBackoff }) => preBackoff },
    { label: 'With growing delays', source, cell: ({ backoff }) => backoff },
    { label: 'With the longest delay', source, cell: ({ postBackoff }) => postBackoff },
    { label: 'Shortest delay', source, unit: 'seconds', cell: ({ minDelay }) => minDelay },
    { label: 'Longest delay', source, unit: 'seconds', cell: ({ maxDelay }) => maxDelay },
    { label: 'Retries in all', source, cell: retriesOf },
    { label: 'Until a message is given up', source, cell: (phases) => roughly(seconds(phases)) },
  ],
};

/** All delays together. */
function seconds(phases: DeliveryPhases): number {
  let sum = 0;
  for (let retry = 0; retry < retriesOf(phases); retry++) sum += delayBefore(phases, retry)!;
  return sum;
}

function roughly(time: number): string {
  const [size, unit] = time >= 86_400 ? [86_400, 'days'] : time >= 3600 ? [3600, 'h'] : [60, 'min'];
  return amount(Math.round((time / size) * 10) / 10, unit);
}
