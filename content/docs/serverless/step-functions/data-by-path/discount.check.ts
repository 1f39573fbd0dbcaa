import { check, Cloud } from 'desired-capacity';
import { discount } from './discount.starter.ts';

const cloud = new Cloud();
let asked: unknown;
cloud.lambda.createFunction({
  functionName: 'discount',
  code: () => (event: { customer: unknown }) => {
    asked = event.customer;
    return { share: event.customer === 7 ? 0.1 : 0, source: 'a table' };
  },
});
const machine = cloud.sfn.machine('m', {
  StartAt: 'Discount',
  States: { Discount: discount },
});
const run = await machine.start({ order: { customer: 7, total: 80 } }).done;
const output = (run.output ?? {}) as Record<string, Record<string, unknown>>;
check(
  'the function is asked about customer 7',
  asked === 7,
  `it was asked about ${JSON.stringify(asked)}`,
);
check(
  'the order is still whole',
  output['order']?.['total'] === 80,
  JSON.stringify(run.output ?? run.error).slice(0, 90),
);
check('the discount stands beside it', output['discount']?.['share'] === 0.1);
check(
  'and nothing else does',
  Object.keys(output).join() === 'order,discount',
  Object.keys(output).join(', '),
);
