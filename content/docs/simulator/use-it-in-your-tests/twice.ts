import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

// Three workers, forty orders that take five seconds each.
async function brew(seed: number, atOnce: number) {
  const cloud = new Cloud({ seed });
  const orders = cloud.sqs.createQueue('orders', {
    visibilityTimeout: seconds(30),
  });
  const QueueUrl = orders.url;
  const brewed: string[] = [];

  async function worker() {
    while (true) {
      const { Messages = [] } = await cloud.send('sqs', 'ReceiveMessage', {
        QueueUrl,
        WaitTimeSeconds: 20,
        MaxNumberOfMessages: atOnce,
      });
      for (const { Body, ReceiptHandle } of Messages) {
        await cloud.sleep(seconds(5));
        brewed.push(Body);
        await cloud.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
      }
    }
  }

  for (let i = 0; i < 3; i += 1) cloud.process(worker);
  for (let n = 1; n <= 40; n += 1) orders.sendMessage(`order ${n}`);
  await cloud.run(minutes(10));
  return brewed;
}

// The same under twenty seeds: how many orders are brewed once more?
async function twentySeeds(atOnce: number) {
  const again: number[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const brewed = await brew(seed, atOnce);
    again.push(brewed.length - new Set(brewed).size);
  }
  return { atOnce, least: Math.min(...again), most: Math.max(...again) };
}

const ten = await twentySeeds(10);
const one = await twentySeeds(1);
table('Orders brewed once more, under twenty seeds', [ten, one]);
check('ten at a time: some, under every seed', ten.least > 0);
check('one at a time: none, under any', one.most === 0);
