import { check, Cloud } from 'desired-capacity';
import { createRule, put } from '../rule.ts';
import { pattern } from './refunds.starter.ts';

/** How many of some events reach the queue of a rule. */
async function reached(source: string, ...details: object[]) {
  const cloud = new Cloud();
  const queue = createRule(cloud, 'refunds', pattern);
  for (const detail of details) put(cloud, source, 'Order changed', detail);
  await cloud.run(1);
  return queue.approximateNumberOfMessages;
}
const refund = { state: 'refunded', total: 120, country: 'DE' };
const shop = 'shop.orders';

check('a refund of 120 from DE is wanted', (await reached(shop, refund)) > 0);
check(
  'one of exactly 100 is, too',
  (await reached(shop, { ...refund, total: 100 })) === 1,
);
check(
  'and one without a country',
  (await reached(shop, { state: 'refunded', total: 120 })) === 1,
);
check(
  'none from the US, none that is small, none that is only paid',
  (await reached(
    shop,
    { ...refund, country: 'US' },
    { ...refund, total: 99.99 },
    { ...refund, state: 'paid' },
  )) === 0,
);
check(
  'none from another source',
  (await reached('bank.cards', refund)) === 0,
);
