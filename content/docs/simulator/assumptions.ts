import { check, Cloud, plot, seconds } from 'desired-capacity';

// A short poll asks some of the hosts that hold a queue. AWS says so,
// and says neither how many hosts there are nor how many it asks. The
// model assumes 5 of 10. How far does that matter?
async function found(sampledHosts: number) {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue(
    'lone',
    {},
    { hosts: 10, sampledHosts },
  );
  queue.sendMessage('one message, on one of ten hosts');
  let hits = 0;
  for (let i = 0; i < 1000; i += 1) {
    const [message] = await queue.receiveMessage({ visibilityTimeout: 0 });
    if (message) hits += 1;
    await cloud.run(seconds(1));
  }
  return hits / 10;
}

const shares: [number, number][] = [];
for (let asked = 1; asked <= 10; asked += 1)
  shares.push([asked, await found(asked)]);
plot({
  title: 'How often a short poll finds a lone message',
  description:
    'The more of the hosts a short poll asks, the more often it finds a lone message; it always does when it asks all of them.',
  x: { label: 'Hosts asked, of 10' },
  y: { label: 'Short polls that find it', unit: '%' },
  series: [{ name: 'found', style: 'bars', points: shares }],
  marks: [{ x: 5, label: 'assumed' }],
});
const share = (asked: number) => shares[asked - 1]![1];
check(
  'a short poll overlooks the message now and then, unless it asks all hosts',
  share(9) < 100 && share(10) === 100,
);
check('how often depends on the assumption', share(2) < 50 && share(8) > 80);
