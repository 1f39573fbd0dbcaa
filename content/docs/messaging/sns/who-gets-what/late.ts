import { arrivals, check, Cloud, minutes, plot } from 'desired-capacity';
import { topicWithFilters, typed } from './topic-with-filters.ts';

const delay = 10; // knob until the change works: 0..15 unit min

// An order every ten seconds; one in four of them is from Germany. At
// minute 10 the filter for Germany is taken away: all shall pass.
const cloud = new Cloud();
cloud.sns.model.filterPolicyDelay = minutes(delay);
const topic = topicWithFilters(cloud, { orders: { country: ['DE'] } });
const { topicArn } = topic;
const countries = ['DE', 'FR', 'AT', 'PL'];
arrivals(cloud, { rate: 0.1, spacing: 'even' }, (number) => {
  const messageAttributes = typed({ country: countries[number % 4]! });
  cloud.sns.publish({ topicArn, message: 'order', messageAttributes });
});
cloud.simulation.schedule(minutes(10), () => {
  const [subscription] = cloud.sns.listSubscriptions({}).subscriptions!;
  cloud.sns.setSubscriptionAttributes({
    subscriptionArn: subscription!.subscriptionArn!,
    attributeName: 'FilterPolicy',
    attributeValue: '{}',
  });
});

// #region half an hour, a plot and the checks
const got: [number, number][] = [];
let last = 0;
cloud.process(function* count() {
  while (true) {
    yield minutes(2);
    const size = topic.queues[0]!.approximateNumberOfMessages;
    got.push([cloud.now, size - last]);
    last = size;
  }
});
await cloud.run(minutes(30) + 1);
plot({
  title: 'Orders that pass',
  description:
    'One order in four passes at first. Some time after the filter is taken away all of them do.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders in two minutes' },
  series: [{ name: 'passed', style: 'step', points: got }],
  marks: [{ x: minutes(10), label: 'filter taken away' }],
});
const at = (time: number) => got.find(([t]) => t >= time)?.[1] ?? 0;
check('with the filter one order in four passes', at(minutes(10)) <= 4);
check('a change takes effect late', at(minutes(16)) <= 4);
check('in the end all pass', at(minutes(30)) >= 11);
// #endregion
