import { check, Cloud, table, timeline } from 'desired-capacity';

const cloud = new Cloud();
// #region three functions, and what a Task that calls one looks like
const called: string[] = [];
for (const name of ['charge', 'reserve', 'mail'])
  cloud.lambda.createFunction({
    functionName: name,
    code: () =>
      function* (order: { card: string }) {
        yield 1;
        called.push(`${name} with a ${order.card} card`);
        if (name === 'charge' && order.card === 'refused') {
          const error = new Error('the bank says no');
          error.name = 'CardRefused';
          throw error;
        }
        return { ...order, [name]: 'done' };
      },
  });
const functions = 'arn:aws:lambda:us-east-1:123456789012:function:';
const call = (name: string) => ({ Type: 'Task', Resource: functions + name });
// #endregion
const orders = cloud.sfn.machine('orders', {
  StartAt: 'Charge the card',
  States: {
    'Charge the card': {
      ...call('charge'),
      Catch: [{ ErrorEquals: ['CardRefused'], Next: 'Refused' }],
      Next: 'Reserve the goods',
    },
    'Reserve the goods': { ...call('reserve'), Next: 'Send a mail' },
    'Send a mail': { ...call('mail'), Next: 'Done' },
    Done: { Type: 'Succeed' },
    Refused: { Type: 'Fail', Error: 'OrderRefused' },
  },
});
const good = await orders.start({ id: 17, card: 'good' }).done;
const refused = await orders.start({ id: 18, card: 'refused' }).done;
// #region the picture, the table and the checks
timeline({
  title: 'Order 17, with a good card',
  description:
    'One state after the other: the card is charged, then the goods are reserved, then the mail is sent, each for about a second.',
  lanes: good.lanes,
});
const calls = (card: string) =>
  called.filter((one) => one.includes(card)).length;
table('Two orders', [
  {
    card: 'good',
    'functions called': calls('good'),
    status: good.status,
    'output or error': Object.keys(good.output as object).join(', '),
  },
  {
    card: 'refused',
    'functions called': calls('refused'),
    status: refused.status,
    'output or error': refused.error!,
  },
]);
const { charge, mail } = good.output as Record<string, string>;
check('a good card: three functions, in order', called.slice(0, 3).join() === ['charge', 'reserve', 'mail'].map((name) => `${name} with a good card`).join()); // prettier-ignore
check('data flows from state to state', charge === 'done' && mail === 'done');
check('a refused card: only the first', calls('refused') === 1);
check('and that execution has failed', refused.status === 'FAILED');
// #endregion
