import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const accounts = new Map([
  ['adds', 100],
  ['sets', 100],
]);
const make = (name: string, change: (balance: number) => number) =>
  cloud.lambda.createFunction({
    functionName: name,
    timeout: 3,
    code: () => async (_event: unknown, context) => {
      accounts.set(name, change(accounts.get(name)!));
      const slow = cloud.now < 100; // in the first minutes the mail hangs
      await context.sleep(slow ? 10 : 0.1);
    },
  });
make('adds', (balance) => balance + 50); // 50 come in
make('sets', () => 150); // the balance is 150 now
cloud.lambda.submit('adds');
cloud.lambda.submit('sets');
await cloud.run(minutes(10));

// #region the table and the checks
table(
  'One payment of 50 to an account with 100',
  [...accounts].map(([handler, balance]) => ({
    'the handler': handler,
    'balance afterwards': balance,
  })),
);
check(
  'what was done before a timeout stays done, and is done again',
  accounts.get('adds')! > 150,
);
check('an idempotent change may come twice', accounts.get('sets') === 150);
// #endregion
