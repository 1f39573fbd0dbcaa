import { check, Cloud, table } from 'desired-capacity';
import { topicWithFilters } from './topic-with-filters.ts';

const cloud = new Cloud();
const policies = {
  all: {},
  'placed in DE or AT': { kind: ['placed'], country: ['DE', 'AT'] },
  'from 1,000 on': { total: [{ numeric: ['>=', 1000] }] },
  'no tests': { channel: [{ 'anything-but': ['test'] }] },
  'no tests, or none named': {
    channel: [{ exists: false }, { 'anything-but': ['test'] }],
  },
};
const topic = topicWithFilters(cloud, policies);

const orders = {
  small: { kind: 'placed', country: 'AT', total: 40, channel: 'web' },
  large: { kind: 'placed', country: 'FR', total: 1000, channel: 'web' },
  cancelled: { kind: 'cancelled', country: 'DE', total: 90, channel: 'web' },
  test: { kind: 'placed', country: 'DE', total: 5, channel: 'test' },
  'by telephone': { kind: 'placed', country: 'DE', total: 70 },
};

// #region each order, who gets it, and the checks
const verdicts = new Map<string, boolean[]>();
for (const [name, attributes] of Object.entries(orders))
  verdicts.set(name, await topic.passes(attributes));
table('Who gets which order', {
  columns: ['order', ...Object.keys(policies)],
  rows: [...verdicts].map(([name, passes]) => [name, ...passes]),
});
const who = (order: keyof typeof orders) =>
  Object.keys(policies).filter((_, i) => verdicts.get(order)![i]);
check(
  'a subscription without a filter gets all',
  [...verdicts.values()].every(([all]) => all),
);
check(
  'keys must all match, values of a key need one',
  who('small').includes('placed in DE or AT') &&
    !who('cancelled').includes('placed in DE or AT') &&
    !who('large').includes('placed in DE or AT'),
);
check(
  'numbers are compared as numbers',
  who('large').includes('from 1,000 on'),
);
check(
  'a message without the key does not pass anything-but',
  !who('by telephone').includes('no tests') &&
    who('by telephone').includes('no tests, or none named'),
);
// #endregion
