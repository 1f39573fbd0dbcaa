import { check, Cloud, table } from 'desired-capacity';
import { createRule, put } from './rule.ts';

const cloud = new Cloud();
const { eventBuses } = cloud.eventbridge.listEventBuses();
cloud.eventbridge.createEventBus({ name: 'orders' });
const any = { detail: { state: [{ exists: true }] } };
const onDefault = createRule(cloud, 'rule-on-default', any);
const onOrders = createRule(cloud, 'rule-on-orders', any, 'orders');

// #region three events, counted at both rules
async function counted(event: string, act: () => boolean) {
  const before = [onDefault, onOrders].map(
    (queue) => queue.approximateNumberOfMessages,
  );
  const accepted = act();
  await cloud.run(1);
  const [first, second] = [onDefault, onOrders].map(
    (queue, i) => queue.approximateNumberOfMessages - before[i]!,
  );
  return {
    event,
    accepted: accepted ? 'yes' : 'no',
    'rule on default': first!,
    'rule on orders': second!,
  };
}
// #endregion
const paid = { state: 'paid' };
const rows = [
  await counted('yours, to default', () =>
    Boolean(put(cloud, 'shop', 'Order', paid).eventId),
  ),
  await counted('yours, to orders', () =>
    Boolean(put(cloud, 'shop', 'Order', paid, 'orders').eventId),
  ),
  await counted('AWS’s own', () => {
    cloud.events.put('aws.ec2', 'State-change', [], () => paid);
    return true;
  }),
  // #region two that reach nobody
  await counted('yours, as aws.ec2', () =>
    Boolean(put(cloud, 'aws.ec2', 'State-change', paid).eventId),
  ),
  await counted('yours, to a bus that is not there', () =>
    Boolean(put(cloud, 'shop', 'Order', paid, 'order').eventId),
  ),
  // #endregion
];
// #region the table and the checks
table('Which rule sees which event', rows);
const seen = rows.map((row) =>
  [row['rule on default'], row['rule on orders']].join(),
);
check(
  'the default bus is there from the beginning',
  eventBuses!.length === 1 && eventBuses![0]!.name === 'default',
);
check('your own events may go to the default bus', seen[0] === '1,0');
check('a rule sees the events of its own bus', seen[1] === '0,1');
check('events of AWS’s services come to the default bus', seen[2] === '1,0');
check('nobody else may speak as AWS', rows[3]!.accepted === 'no');
check(
  'an event to a bus that is not there is accepted, and forgotten',
  rows[4]!.accepted === 'yes' && seen[4] === '0,0',
);
// #endregion
