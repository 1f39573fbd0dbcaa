import { check, Cloud, table } from 'desired-capacity';
import { createRule, put } from '../rule.ts';

// What a mail program wants to read, out of what the shop says.
const inputTransformer = {
  inputPathsMap: {
    order: '$.detail.order',
    name: '$.detail.customer.name',
    note: '$.detail.note',
    items: '$.detail.items',
  },
  inputTemplate: `{
    "subject": "Order <order>",
    "greeting": "Dear <name>,",
    "note": "<note>",
    "items": <items>,
    "from": <aws.events.rule-name>
  }`,
};

const cloud = new Cloud();
const queue = createRule(cloud, 'mail', { source: ['shop'] });
const target = { id: 'queue', arn: queue.arn, inputTransformer };
cloud.eventbridge.putTargets({ rule: 'mail', targets: [target] });
// #region an order without a note
const customer = { name: 'Ann', card: '4711' };
const items = ['teapot', 'cup'];
put(cloud, 'shop', 'Order placed', { order: 7, customer, items });
await cloud.run(1);
// #endregion

// #region what arrived, and the checks
const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
const got = JSON.parse(message!.body) as Record<string, unknown>;
table(
  'What the target gets',
  Object.entries(got).map(([field, value]) => ({
    field,
    value: JSON.stringify(value),
  })),
);
check('a number goes into a text', got['subject'] === 'Order 7');
check(
  'without quotation marks, a list stays a list',
  JSON.stringify(got['items']) === JSON.stringify(items),
);
check('a path that leads nowhere gives nothing', got['note'] === '');
check(
  'what the template does not name stays behind',
  !message!.body.includes('4711'),
);
// #endregion
