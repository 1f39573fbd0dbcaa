import { check, Cloud, plot } from 'desired-capacity';

// A thousand jobs of one second each, and twenty workers. How long does
// it take, if the jobs fall into so many groups?
async function minutesFor(groups: number) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs.fifo', {
    fifoQueue: true,
    contentBasedDeduplication: true,
  });
  cloud.process(function* producer() {
    for (let i = 0; i < 1000; i += 1) {
      if (i > 0 && i % 250 === 0) yield 1; // 300 calls a second at most
      jobs.sendMessage(`${i}`, { messageGroupId: `group-${i % groups}` });
    }
  });
  let end = 0;
  for (let i = 0; i < 20; i += 1)
    cloud.process(function* worker() {
      while (true) {
        const [job] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
        if (!job) continue;
        yield 1;
        jobs.deleteMessage(job.receiptHandle);
        end = cloud.now;
      }
    });
  await cloud.run(1200);
  return end / 60;
}

const points: [groups: number, minutes: number][] = [];
for (const groups of [1, 2, 4, 8, 12, 16, 20, 30, 40])
  points.push([groups, await minutesFor(groups)]);
plot({
  title: 'A thousand jobs, twenty workers',
  description:
    'Each doubling of the message groups halves the time that it takes, until there are as many as workers. More gain nothing.',
  x: { label: 'Message groups' },
  y: { label: 'Until all is done', unit: 'min' },
  series: [{ name: 'FIFO queue', points }],
  marks: [{ x: 20, label: 'as many as workers' }],
});
const minutes = new Map(points);
const [one, two] = [minutes.get(1)!, minutes.get(2)!];
check('one group takes 17 minutes', Math.round(one) === 17);
check('two take half as long', Math.abs(two / one - 0.5) < 0.01);
check('twenty take less than a minute', minutes.get(20)! < 1);
const gain = minutes.get(20)! - minutes.get(40)!;
check('more groups than workers gain nothing', gain < 0.1);
