import { check, Cloud, table } from 'desired-capacity';

const size = 12; // knob reports a night: 1..40

// Each night a job takes reports off a queue until a receive comes back
// empty. Then it ends.
async function nightly(poll: string, waitTimeSeconds: number) {
  const cloud = new Cloud();
  let [nights, missed] = [0, 0];
  for (let night = 1; night <= 100; night += 1) {
    const reports = cloud.sqs.createQueue(`night-${night}`);
    for (let i = 0; i < size; i += 1) reports.sendMessage(`report ${i}`);
    while (true) {
      const messages = await reports.receiveMessage({ waitTimeSeconds });
      if (messages.length === 0) break;
      for (const { receiptHandle } of messages)
        reports.deleteMessage(receiptHandle);
    }
    // #region what is left
    const left = reports.approximateNumberOfMessages;
    missed += left;
    if (left > 0) nights += 1;
    // #endregion
  }
  // #region a row of the table
  return {
    poll,
    'nights that leave reports': nights,
    'reports left': missed,
  };
  // #endregion
}
const short = await nightly('short', 0);
const long = await nightly('long, of 1 s', 1);
// #region the table and the checks
table(`100 nights of ${size} reports`, [short, long]);
const nights = (row: typeof short) => row['nights that leave reports'];
check(
  'a short poll comes back empty too early in about four nights of ten',
  nights(short) > 25 && nights(short) < 55,
);
check('a long poll never does, even one of a second', nights(long) === 0);
// #endregion
