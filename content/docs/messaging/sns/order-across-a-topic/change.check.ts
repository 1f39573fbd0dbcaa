import { AwsError, check, Cloud } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';
import { asMessage, type Change } from './change.starter.ts';

/** Publishes changes at once: how many are taken, and how many arrive. */
async function publish(...changes: Change[]) {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, 'prices.fifo');
  const queue = subscribeQueue(cloud, topicArn, 'shop.fifo');
  let taken = 0;
  for (const change of changes)
    try {
      cloud.sns.publish({ topicArn, ...asMessage(change) });
      taken += 1;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code !== 'Throttled') throw error;
    }
  await cloud.run(1);
  return { taken, arrived: queue.approximateNumberOfMessages };
}
const apple = { product: 'apple', number: 7, price: '1.20' };
const dearer = { ...apple, number: 8, price: '1.30' };

const again = await publish(apple, apple);
check('a change that is published twice arrives once', again.arrived === 1);
const back = await publish(apple, dearer, { ...apple, number: 9 });
check('a price that comes back arrives', back.arrived === 3);
const pear = await publish(apple, { ...apple, product: 'pear' });
check('the seventh change of pears is another', pear.arrived === 2);
const sale = await publish(
  ...Array.from({ length: 900 }, (_, i) => ({
    product: `product-${i % 10}`,
    number: i,
    price: `${i}`,
  })),
);
check(
  'ten products change ninety times each within a second',
  sale.taken === 900,
  `${sale.taken} of 900 are taken`,
);
const { messageGroupId } = asMessage(apple);
check(
  'changes of a product are in one group',
  messageGroupId === asMessage(dearer).messageGroupId,
);
