import { check, Cloud, table } from 'desired-capacity';
import { createRule, put } from './rule.ts';

const cloud = new Cloud();
// Three parties, each with a rule and a queue. The shop knows of none.
const signedUp = { source: ['shop'], 'detail-type': ['Signed up'] };
const mail = createRule(cloud, 'mail', signedUp);
const records = createRule(cloud, 'records', signedUp);
const analytics = createRule(cloud, 'analytics', { source: ['shop'] });

put(cloud, 'shop', 'Signed up', { user: 'ann', country: 'DE' });
put(cloud, 'shop', 'Order placed', { order: 7, total: 120 });
put(cloud, 'bank', 'Card expired', { user: 'bob' });
await cloud.run(1);

// #region what arrived where, and the checks
const parties = { mail, records, analytics };
const arrived = Object.entries(parties).map(([party, queue]) => ({
  party,
  events: queue.approximateNumberOfMessages,
}));
table('Three events on the bus', arrived);
const [message] = await mail.receiveMessage({ waitTimeSeconds: 1 });
const event = JSON.parse(message!.body) as Record<string, unknown>;
table(
  'What a target gets',
  Object.entries(event).map(([field, value]) => ({
    field,
    value: JSON.stringify(value),
  })),
);
check(
  'one event goes to the targets of all rules that it matches',
  arrived[0]!.events === 1 && arrived[1]!.events === 1,
);
check('a rule chooses by what the event says', arrived[2]!.events === 2);
check(
  'an event is JSON, with what happened in its detail',
  JSON.stringify(event['detail']) === '{"user":"ann","country":"DE"}',
);
const names = ['mail', 'records', 'analytics'];
check(
  'an event names no recipient',
  !names.some((name) => message!.body.includes(name)),
);
// #endregion
