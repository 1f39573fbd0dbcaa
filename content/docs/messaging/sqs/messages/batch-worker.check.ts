import { check, Cloud, minutes } from 'desired-capacity';
import { handleBatch } from './batch-worker.starter.ts';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs');
for (let i = 0; i < 500; i += 1) jobs.sendMessage(`job ${i}`);

const luck = cloud.random('luck');
const timesDone = new Map<string, number>();
let [broken, most] = [0, 0];

/** Fails now and then, and in the first five seconds always. */
function work({ body: job }: { body: string }) {
  if (cloud.now < 5 || luck.bernoulli(0.1)) throw new Error(`${job} failed`);
  timesDone.set(job, (timesDone.get(job) ?? 0) + 1);
}
cloud.process(function* worker() {
  while (true) {
    const messages = yield* jobs.receiveMessage({
      maxNumberOfMessages: 10,
      waitTimeSeconds: 20,
    });
    if (messages.length === 0) continue;
    const before = cloud.meter.bill()[0]!.quantity;
    try {
      handleBatch(jobs, messages, work);
    } catch {
      broken += 1;
    }
    most = Math.max(most, cloud.meter.bill()[0]!.quantity - before);
    yield 1;
  }
});
await cloud.run(minutes(30));

const left =
  jobs.approximateNumberOfMessages +
  jobs.approximateNumberOfMessagesNotVisible;
const twice = [...timesDone.values()].filter((times) => times > 1).length;
check(
  'every job is done',
  timesDone.size === 500,
  `${timesDone.size} of 500 are`,
);
check('none is done twice', twice === 0, `${twice} were`);
check('none is left on the queue', left === 0, `${left} are`);
check('no error escapes', broken === 0, `${broken} did`);
check('a batch takes one request to delete', most <= 1, `one took ${most}`);
