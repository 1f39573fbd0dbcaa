import {
  arrivals,
  check,
  Cloud,
  hours,
  table,
  workers,
} from 'desired-capacity';

// A hundred products. Each second the price of one of them changes. A
// message says so, with a version that counts up. One attempt in fifty
// fails, and is made again when its message comes back.
const cloud = new Cloud();
const prices = cloud.sqs.createQueue('prices');
const products = cloud.random('products');
const sent = arrivals(cloud, { rate: 1, lasting: hours(1) }, (version) =>
  prices.sendMessage(`${products.integer(1, 100)} ${version}`),
);

/** A shop that shows prices, and how often it went back to an older one. */
function shop(accepts: (version: number, shown: number) => boolean) {
  const shown = new Map<string, number>();
  const self = {
    backwards: 0,
    update(product: string, version: number) {
      const before = shown.get(product) ?? -1;
      if (!accepts(version, before)) return;
      if (version < before) self.backwards += 1;
      shown.set(product, version);
    },
  };
  return self;
}
const trusting = shop(() => true);
const careful = shop((version, shown) => version > shown);

workers(cloud, prices, {
  count: 5,
  serviceTime: 1,
  failureProbability: 0.02,
  onEnd: ({ body }, worker, failed) => {
    if (failed) return;
    const [product, version] = body.split(' ');
    trusting.update(product!, Number(version));
    careful.update(product!, Number(version));
  },
});
await cloud.run(hours(2));

table(`${sent.count.toLocaleString('en')} new prices`, [
  {
    shop: 'shows what came last',
    'went back to an old price': trusting.backwards,
  },
  {
    shop: 'compares versions',
    'went back to an old price': careful.backwards,
  },
]);
check(
  'a retry brings old prices back, some twenty times',
  trusting.backwards > 8 && trusting.backwards < 35,
);
check('whoever compares versions does not mind', careful.backwards === 0);
