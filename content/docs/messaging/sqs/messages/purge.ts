import { check, Cloud, seconds, table } from 'desired-capacity';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs');
for (let i = 0; i < 8; i += 1) jobs.sendMessage(`job ${i}`);
jobs.sendMessage('reminder', { delaySeconds: 60 });
const held = await jobs.receiveMessage({
  maxNumberOfMessages: 3,
  waitTimeSeconds: 1,
});

const count = () => [
  jobs.approximateNumberOfMessages,
  jobs.approximateNumberOfMessagesNotVisible,
  jobs.approximateNumberOfMessagesDelayed,
];
const before = count();
jobs.purgeQueue();
const after = count();
// A worker that holds one of the messages is told nothing.
jobs.deleteMessage(held[0]!.receiptHandle);

let soon = 'accepted';
try {
  jobs.purgeQueue();
} catch (error) {
  soon = (error as Error).name;
}
await cloud.run(seconds(60));
jobs.purgeQueue();

table('A purge', {
  columns: ['When', 'Visible', 'In flight', 'Delayed'],
  rows: [
    ['before', ...before],
    ['after', ...after],
  ],
});
check(
  'it takes what is visible, in flight and delayed',
  String(before) === '5,3,1' && String(after) === '0,0,0',
);
check('it comes once in 60 s', soon === 'PurgeQueueInProgress');
