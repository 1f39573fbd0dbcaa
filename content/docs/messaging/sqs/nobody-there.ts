import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  workers,
} from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');

// The shop sends two orders a second, and knows the queue only.
const shop = arrivals(cloud, { rate: 2, lasting: minutes(30) }, (number) =>
  orders.sendMessage(`order ${number}`),
);
const sent = cloud.record(() => shop.count, { every: 5 });
const pools: { processed: number }[] = [];
const packed = () => pools.reduce((sum, { processed }) => sum + processed, 0);
const done = cloud.record(packed, { every: 5 });

// Four workers pack for ten minutes. Then they are taken down.
const old = workers(cloud, orders, { count: 4, serviceTime: 1 });
pools.push(old);
await cloud.run(minutes(10));
old.stop();
const [sentBefore, packedBefore] = [shop.count, packed()];

// For five minutes nobody is there. Then come others, faster and more.
await cloud.run(minutes(5));
const [sentMeanwhile, packedMeanwhile] = [
  shop.count - sentBefore,
  packed() - packedBefore,
];
const kept = orders.approximateNumberOfMessages;
const open = shop.count - packed();
pools.push(
  workers(cloud, orders, { name: 'new', count: 6, serviceTime: 0.8 }),
);
await cloud.run(minutes(25));

plot({
  title: 'Five minutes without a worker',
  description:
    'The orders sent rise evenly. Those packed rise with them, stay level while nobody is there, then rise faster until they have caught up.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [
    { name: 'sent', points: sent },
    { name: 'packed', points: done },
  ],
  marks: [
    { x: 600, label: 'workers gone' },
    { x: 900, label: 'new ones' },
  ],
});
check(
  'while nobody works, the shop sends on',
  packedMeanwhile <= 4 && sentMeanwhile > 500,
);
check('what nobody asks for stays on the queue', kept === open);
check('in the end every order is packed', packed() === shop.count);
