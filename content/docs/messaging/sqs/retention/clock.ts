import { check, Cloud, hours, table } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';

// A queue keeps messages for 24 hours. After 12, something happens to
// one. How long is it there?
async function kept(
  what: string,
  happens: (queue: Queue, receiptHandle: string) => void,
  delaySeconds = 0,
) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', {
    messageRetentionPeriod: hours(24),
  });
  jobs.sendMessage('job', { delaySeconds });
  await cloud.run(hours(12));
  const [message] = await jobs.receiveMessage({ waitTimeSeconds: 1 });
  happens(jobs, message!.receiptHandle);
  const there = () =>
    jobs.approximateNumberOfMessages +
    jobs.approximateNumberOfMessagesNotVisible;
  while (there() > 0) await cloud.run(60);
  return { what, 'kept (h)': Math.round(cloud.now / 360) / 10 };
}

const rows = [
  await kept('it is received', () => {}),
  await kept('it is hidden for 12 hours', (queue, handle) =>
    queue.changeMessageVisibility(handle, hours(12) - 1),
  ),
  await kept('it was delayed for 15 minutes', () => {}, 900),
  await kept('after 12 h, retention set to 36 h', (queue) =>
    queue.setQueueAttributes({ messageRetentionPeriod: hours(36) }),
  ),
  await kept('after 12 h, retention set to 6 h', (queue) =>
    queue.setQueueAttributes({ messageRetentionPeriod: hours(6) }),
  ),
];
table('A message that is kept for 24 hours', rows);
const [received, hidden, delayed, longer, shorter] = rows.map(
  (row) => row['kept (h)'],
);
check('receives do not prolong its life', received === 24);
check('nor does being hidden when it ends', hidden === 24);
check('a delay counts in', delayed === 24);
check('a longer retention holds for messages that are there', longer === 36);
check('a shorter one drops what is older at once', shorter === 12);
