import { check, Cloud } from 'desired-capacity';
import { createRule, put } from '../rule.ts';
import { inputTransformer } from './label.starter.ts';

const cloud = new Cloud();
const queue = createRule(cloud, 'labels', { source: ['shop'] });
const target = { id: 'queue', arn: queue.arn, inputTransformer };
cloud.eventbridge.putTargets({ rule: 'labels', targets: [target] });
const customer = { name: 'Ann', card: '4711' };
const items = ['teapot', 'cup'];
put(cloud, 'shop', 'Order placed', { order: 7, customer, items });
await cloud.run(1);

const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
const text = message?.body ?? '{}';
const label = JSON.parse(text) as Record<string, unknown>;
check('the label arrives', message !== undefined);
check('the order is a number', label['order'] === 7);
check('the name is a text', label['to'] === 'Ann');
check(
  'the items are a list',
  JSON.stringify(label['items']) === JSON.stringify(items),
);
check(
  'the card stays behind',
  message !== undefined && !text.includes('4711'),
);
