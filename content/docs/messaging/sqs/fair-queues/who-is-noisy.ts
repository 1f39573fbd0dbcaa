import { check, Cloud, table } from 'desired-capacity';

/** Whether a tenant is noisy that has so many of all in flight. */
async function noisy(mine: number, all: number, seconds: number) {
  const cloud = new Cloud();
  const attributes = { visibilityTimeout: 3600 };
  // One host, so that a short poll sees everything.
  const jobs = cloud.sqs.createQueue('jobs', attributes, { hosts: 1 });
  for (let i = 0; i < all; i += 1) {
    const messageGroupId = i < mine ? 'mine' : `other-${i}`;
    jobs.sendMessage('job', { messageGroupId });
    await jobs.receiveMessage();
  }
  // One more waits: whoever has nothing waiting is quiet.
  jobs.sendMessage('job', { messageGroupId: 'mine' });
  await cloud.run(seconds);
  return {
    'in flight': mine,
    'of all': all,
    'for (s)': seconds,
    noisy: jobs.approximateNumberOfNoisyGroups === 1,
  };
}

const rows = [
  await noisy(29, 100, 0),
  await noisy(30, 100, 0),
  await noisy(30, 300, 0),
  await noisy(31, 300, 0),
  await noisy(2, 10, 60),
  await noisy(1, 10, 60),
];
table('Is this tenant noisy?', rows);
const [few, thirty, tenth, more, slow, share] = rows.map((row) => row.noisy);
check('29 messages in flight are too few', !few);
check('30 are enough', thirty === true);
check('but a tenth of all is not more than a tenth', !tenth);
check('31 of 300 are', more === true);
check('two that take a fifth of the time are noisy', slow === true);
check('one that takes a tenth is not', !share);
