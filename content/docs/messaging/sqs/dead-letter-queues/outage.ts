import {
  arrivals,
  check,
  Cloud,
  minutes,
  table,
  workers,
} from 'desired-capacity';

// A job a second, all of them good. For 100 seconds the database is away,
// and whatever the workers try fails.
async function outage(maxReceiveCount: number) {
  const cloud = new Cloud();
  const deadLetters = cloud.sqs.createQueue('jobs-dlq');
  const jobs = cloud.sqs.createQueue('jobs', {
    visibilityTimeout: 30,
    redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount },
  });
  const away = () => cloud.now > 300 && cloud.now < 400;

  arrivals(cloud, { rate: 1 }, (number) => jobs.sendMessage(`job ${number}`));
  workers(cloud, jobs, {
    count: 20,
    serviceTime: 1,
    failureProbability: () => (away() ? 1 : 0),
  });
  await cloud.run(minutes(15));
  return {
    maxReceiveCount,
    'good jobs dead': deadLetters.approximateNumberOfMessages,
  };
}

const once = await outage(1);
const thrice = await outage(3);
const five = await outage(5);
table('An outage of 100 seconds', [once, thrice, five]);
const dead = (run: typeof once) => run['good jobs dead'];
check('with one receive, what is tried meanwhile is dead', dead(once) > 50);
check(
  'with three, the early ones are',
  dead(thrice) > 0 && dead(thrice) < dead(once),
);
check('with five, none is', dead(five) === 0);
