import { check, Cloud, plot, table } from 'desired-capacity';
import { createRule } from '../rule.ts';

// Paris: 600 requests of PutEvents a second, 1,100 invocations.
const events = 10; // knob 1..10
const cloud = new Cloud({ region: 'eu-west-3' });
const queue = createRule(cloud, 'orders', { source: ['shop'] });
const entry = { source: 'shop', detailType: 'Order', detail: '{}' };
const entries = Array.from({ length: events }, () => entry);

const asked = 400; // requests a second, for three seconds
let [taken, refused] = [0, 0];
cloud.process(function* shop() {
  for (let i = 0; i < 3 * asked; i++) {
    try {
      taken += cloud.eventbridge.putEvents({ entries }).entries!.length;
    } catch {
      refused++;
    }
    yield 1 / asked;
  }
});
// #region what is accepted and what is delivered, every fifth of a second
const record = { every: 0.2 };
const accepted = cloud.record(() => taken, record);
const delivered = cloud.record(
  () => queue.approximateNumberOfMessages,
  record,
);
await cloud.run(14);
// #endregion

// #region the plot, the table and the checks
plot({
  title: 'Accepted and delivered',
  description:
    'The number of accepted events rises steeply for three seconds. The number of delivered events follows a straight line that is less steep, and reaches it long after.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Events' },
  series: [
    { name: 'accepted', points: accepted },
    { name: 'delivered', points: delivered },
  ],
});
const [last] = delivered.find(([, count]) => count === taken) ?? [NaN];
table('Three seconds of orders', [
  {
    requests: 3 * asked,
    refused,
    accepted: taken,
    'delivered after s': last,
  },
]);
check('no request is refused', refused === 0);
check(
  'every event is delivered in the end',
  queue.approximateNumberOfMessages === taken,
);
// #endregion
