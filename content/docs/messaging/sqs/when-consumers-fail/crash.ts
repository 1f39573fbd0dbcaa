import { check, Cloud, table } from 'desired-capacity';

// A worker charges a card and deletes the message, in this order or the
// other. It crashes once; half a minute later another tries.
async function charges(order: 'last' | 'first', crashAfter: number) {
  // #region one message
  const cloud = new Cloud();
  const payments = cloud.sqs.createQueue('payments');
  payments.sendMessage('order 17');
  let [charged, attempts] = [0, 0];
  // #endregion
  cloud.process(function* worker() {
    while (true) {
      const poll = { waitTimeSeconds: 20 };
      const [message] = yield* payments.receiveMessage(poll);
      if (!message) continue;
      attempts += 1;
      const charge = () => (charged += 1);
      const remove = () => payments.deleteMessage(message.receiptHandle);
      const steps = order === 'last' ? [charge, remove] : [remove, charge];
      for (const [done, step] of steps.entries()) {
        if (attempts === 1 && done === crashAfter) break;
        step();
        yield 1;
      }
    }
  });
  await cloud.run(120);
  return charged;
}

// #region the table and the checks
const rows = [];
for (const [crashAfter, crash] of [
  'before both steps',
  'between the two',
  'after both',
].entries()) {
  rows.push({
    crash,
    'charge, then delete': await charges('last', crashAfter),
    'delete, then charge': await charges('first', crashAfter),
  });
}
table('How often is the card charged?', rows);
const [before, between, after] = rows.map((row) => Object.values(row));
check('before both, nothing is lost', before![1] === 1 && before![2] === 1);
check('between, delete last charges twice', between![1] === 2);
check('between, delete first never charges', between![2] === 0);
check('after both, all is well', after![1] === 1 && after![2] === 1);
// #endregion
