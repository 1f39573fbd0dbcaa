import { arrivals, check, Cloud, table, workers } from 'desired-capacity';

// #region what a worker has to work with, and a run of a thousand orders
/** What a worker has to work with. */
interface Attempt {
  order: string;
  messageId: string;
  notes: Set<string>;
  charge(key?: string): void;
  /** One attempt in twenty ends here. */
  crash(): boolean;
}
type Way = (attempt: Attempt) => boolean;

// A thousand orders. One in twenty is sent twice.
async function run(way: string, work: Way) {
  const cloud = new Cloud();
  const payments = cloud.sqs.createQueue('payments');
  const times = new Map<string, number>();
  const keys = new Set<string>();
  const notes = new Set<string>();
  const random = cloud.random('misfortune');
  const sends = arrivals(cloud, { rate: 1, limit: 1000 }, (order) => {
    payments.sendMessage(`${order}`);
    if (random.bernoulli(0.05)) payments.sendMessage(`${order}`);
  });
  workers(cloud, payments, {
    count: 5,
    serviceTime: 2,
    failureProbability: ({ body: order, messageId }) => {
      const charge = (key?: string) => {
        // With a key, the card service answers a repeated call as it
        // did the first, and charges nothing.
        if (key !== undefined && keys.has(key)) return;
        if (key !== undefined) keys.add(key);
        times.set(order, (times.get(order) ?? 0) + 1);
      };
      const crash = () => random.bernoulli(0.05);
      return work({ order, messageId, notes, charge, crash }) ? 0 : 1;
    },
  });
  await cloud.run(1500);
  const twice = [...times.values()].filter((count) => count > 1).length;
  return { way, never: sends.count - times.size, twice };
}
// #endregion

/** Notes a key after the charge, or before it. */
function noting(key: 'order' | 'messageId', when: 'after' | 'before'): Way {
  return ({ notes, charge, crash, ...ids }) => {
    if (notes.has(ids[key])) return true;
    if (when === 'before') notes.add(ids[key]);
    else charge();
    if (crash()) return false;
    if (when === 'before') charge();
    else notes.add(ids[key]);
    return true;
  };
}
const rows = [
  await run('no memory', ({ charge, crash }) => (charge(), !crash())),
  await run('notes the message id', noting('messageId', 'after')),
  await run('notes the order after it', noting('order', 'after')),
  await run('notes the order before it', noting('order', 'before')),
  await run('gives the order as a key', ({ order, charge, crash }) => {
    charge(order);
    return !crash();
  }),
];
// #region the table and the checks
table('A thousand orders, charged …', rows);
const [none, byMessage, after, before, keyed] = rows as Required<typeof rows>;
const near = (count: number, expected: number) =>
  count > expected / 2 && count < expected * 1.5;
check(
  'without memory, about a tenth is charged twice',
  near(none!.twice, 95),
);
check('a message id misses what was sent twice', near(byMessage!.twice, 95));
check(
  'a note that comes after misses some forty crashes',
  near(after!.twice, 45),
);
check(
  'one that comes before loses some forty orders',
  near(before!.never, 45),
);
check('a key charges each order once', keyed!.never + keyed!.twice === 0);
// #endregion
