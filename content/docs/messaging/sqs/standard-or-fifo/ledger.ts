import { check, Cloud, table, workers } from 'desired-capacity';

// Each account is opened with 100, earns a tenth, pays 105, and earns a
// tenth again: 100, 110, 5, 5.50. What can't be paid is refused.
const commands = ['open', 'earn', 'pay', 'earn-again'];

async function run(type: string) {
  const cloud = new Cloud();
  const queue =
    type === 'FIFO'
      ? cloud.sqs.createQueue('commands.fifo', { fifoQueue: true })
      : cloud.sqs.createQueue('commands');
  cloud.process(function* bank() {
    for (let account = 1; account <= 300; account += 1) {
      for (const command of commands) {
        const ids = {
          messageGroupId: `${account}`,
          messageDeduplicationId: `${account}/${command}`,
        };
        const body = `${account}/${command}`;
        queue.sendMessage(body, type === 'FIFO' ? ids : {});
        yield 0.2;
      }
    }
  });

  const balances = new Map<string, number>();
  let refused = 0;
  workers(cloud, queue, {
    count: 20,
    serviceTime: (random) => random.uniform(0.5, 1.5),
    onEnd: ({ body }) => {
      const [account, command] = body.split('/') as [string, string];
      const balance = balances.get(account) ?? 0;
      const after = {
        open: balance + 100,
        earn: balance * 1.1,
        pay: balance - 105,
        'earn-again': balance * 1.1,
      }[command]!;
      if (after < 0) refused += 1;
      else balances.set(account, after);
    },
  });
  await cloud.run(600);
  const right = [...balances.values()].filter(
    (balance) => Math.abs(balance - 5.5) < 0.001,
  ).length;
  return { type, 'right balances': right, wrong: 300 - right, refused };
}

const standard = await run('standard');
const fifo = await run('FIFO');
table('300 accounts, four commands each', [standard, fifo]);
check('out of order, most balances are wrong', standard.wrong > 150);
check('and payments are refused that were covered', standard.refused > 50);
check('in order, every balance is right', fifo.wrong === 0);
check('and every payment is made', fifo.refused === 0);
