import { arrivals, check, Cloud, hours, minutes } from 'desired-capacity';
import { handle } from './keep-alive.starter.ts';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: 60 });
const timesDone = new Map<string, number>();
const failedAt = new Map<string, number>();
let longest = 0;

/** A job of three minutes on average. One attempt in ten fails half-way. */
function* work(job: string) {
  longest = Math.max(longest, cloud.now - (failedAt.get(job) ?? cloud.now));
  failedAt.delete(job);
  const time = cloud.random('work').erlang(3, minutes(3));
  yield time / 2;
  if (cloud.random('failures').bernoulli(0.1)) {
    failedAt.set(job, cloud.now);
    throw new Error(`${job} failed`);
  }
  yield time / 2;
  timesDone.set(job, (timesDone.get(job) ?? 0) + 1);
}
function* worker() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    try {
      yield* handle(cloud, jobs, message, () => work(message.body));
    } catch {
      // The next attempt may succeed.
    }
  }
}
for (let i = 0; i < 20; i += 1) cloud.process(worker);
const sent = arrivals(cloud, { rate: 1 / 40, lasting: hours(4) }, (number) =>
  jobs.sendMessage(`job ${number}`),
);
await cloud.run(hours(6));

const twice = [...timesDone.values()].filter((times) => times > 1).length;
check(
  'every job is done',
  timesDone.size === sent.count,
  `${timesDone.size} of ${sent.count} are`,
);
check('none is done twice', twice === 0, `${twice} were`);
check(
  'a job that fails is taken again within a minute',
  longest <= 60,
  `one lay for ${Math.round(longest)} s`,
);
