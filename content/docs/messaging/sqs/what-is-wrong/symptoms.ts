import {
  arrivals,
  check,
  Cloud,
  minutes,
  seconds,
  table,
  workers,
} from 'desired-capacity';

type Setting = {
  workers?: number;
  takes?: number;
  hidden?: number;
  poison?: boolean;
  fails?: number;
  poll?: number;
};
// The same orders, one a second; ten workers, two seconds for an order.
const faults: Record<string, Setting> = {
  'nothing: all is well': {},
  'nobody takes them': { workers: 0 },
  'too few workers': { workers: 1 },
  'the timeout is too short': { workers: 30, takes: 8, hidden: 5 },
  'nothing gets deleted': { fails: 1, hidden: 60 },
  'one in fifty can’t be processed': { poison: true },
  'workers die, and the timeout is long': { fails: 0.2, hidden: 1800 },
  'short polls': { poll: 0 },
};

// #region half an hour with a fault, as the queue's metrics have it
async function halfAnHour(name: string, fault: Setting) {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('orders', {
    visibilityTimeout: fault.hidden ?? seconds(30),
  });
  arrivals(cloud, { rate: 1 }, (n) =>
    queue.sendMessage(fault.poison && n % 50 === 0 ? 'poison' : 'order'),
  );
  workers(cloud, queue, {
    count: fault.workers ?? 10,
    serviceTime: fault.takes ?? 2,
    waitTimeSeconds: fault.poll ?? 20,
    failureProbability: ({ body }) =>
      body === 'poison' ? 1 : (fault.fails ?? 0),
  });
  const of = (metric: Parameters<typeof queue.metric>[0]) =>
    cloud.record(queue.metric(metric));
  const visible = of('ApproximateNumberOfMessagesVisible');
  const hidden = of('ApproximateNumberOfMessagesNotVisible');
  const age = of('ApproximateAgeOfOldestMessage');
  const sent = of('NumberOfMessagesSent');
  const received = of('NumberOfMessagesReceived');
  const deleted = of('NumberOfMessagesDeleted');
  const empty = of('NumberOfEmptyReceives');
  await cloud.run(minutes(30));
  const last = (points: [number, number][]) => Math.round(points.at(-1)![1]);
  const perMinute = (points: [number, number][]) =>
    Math.round(points.slice(-10).reduce((sum, [, n]) => sum + n, 0) / 10);
  return {
    'what is wrong': name,
    visible: last(visible),
    'in flight': last(hidden),
    'oldest, s': last(age),
    'sent, min': perMinute(sent),
    'received, min': perMinute(received),
    'deleted, min': perMinute(deleted),
    'empty, min': perMinute(empty),
  };
}
// #endregion
const rows = [];
for (const [name, fault] of Object.entries(faults))
  rows.push(await halfAnHour(name, fault));
// #region the table and the checks
table('Half an hour later', rows);
const by = new Map(rows.map((row) => [row['what is wrong'], row]));
const [well, nobody, few, short, kept, poison, long, polls] = [
  ...Object.keys(faults),
].map((name) => by.get(name)!);
check('a healthy queue is nearly empty, and young', well!.visible < 5 && well!['oldest, s'] < 60); // prettier-ignore
check('where nobody takes them, nothing is received', nobody!['received, min'] === 0); // prettier-ignore
check('too few workers: the backlog grows, and each receive ends in a delete', few!.visible > 500 && few!['received, min'] === few!['deleted, min']); // prettier-ignore
check('too short: far more is received than sent, and deleted as often', short!['received, min'] > 1.5 * short!['sent, min'] && short!['deleted, min'] > 1.5 * short!['sent, min']); // prettier-ignore
check('no delete is no delete', kept!['deleted, min'] === 0 && kept!['received, min'] > 0); // prettier-ignore
check('poison: more receives than deletes, and the age does not show it', poison!['received, min'] > 1.5 * poison!['deleted, min'] && poison!['oldest, s'] < 60); // prettier-ignore
check('dead workers’ messages are in flight', long!['in flight'] > 200);
check('short polls come back empty', polls!['empty, min'] > 20 * (well!['empty, min'] + 1)); // prettier-ignore
// #endregion
