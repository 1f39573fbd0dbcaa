import { arrivals, check, Cloud, minutes, table } from 'desired-capacity';

type Event = { Records: { kinesis: { data: string } }[] };

async function tenMinutes(settings: object) {
  const cloud = new Cloud();
  const clicks = cloud.kinesis.stream('clicks');
  const done = new Set<string>();
  cloud.lambda.createFunction({
    functionName: 'count',
    code: () => (event: Event) => {
      const records = event.Records.map(({ kinesis }) => atob(kinesis.data));
      if (records.includes('click 20')) throw new Error('what is this?');
      for (const record of records) done.add(record);
    },
  });
  // #region a mapping with these settings, and ten minutes of clicks
  await cloud.lambda.createEventSourceMapping({
    functionName: 'count',
    eventSourceArn: clicks.arn,
    startingPosition: 'LATEST',
    ...settings,
  });
  await cloud.run(5);
  let sent = 0;
  arrivals(cloud, { rate: 5, lasting: minutes(10) }, () => {
    clicks.putRecord('key', `click ${(sent += 1)}`);
  });
  await cloud.run(minutes(10) + 30);
  // #endregion
  return { sent, done: done.size };
}

const retries = 2; // knob retries: 0..6
const endless = await tenMinutes({});
const limited = await tenMinutes({ maximumRetryAttempts: retries });
const halves = await tenMinutes({
  maximumRetryAttempts: retries,
  bisectBatchOnFunctionError: true,
});
// #region the table and the checks
table('Ten minutes with a broken record', [
  { mapping: 'as it comes', ...endless },
  { mapping: 'a few retries', ...limited },
  { mapping: 'and halves', ...halves },
]);
check('a broken record stops its shard', endless.done < 25);
check('after its retries the batch is given up, and it goes on', limited.done > 0.9 * limited.sent); // prettier-ignore
check('halves lose the broken record alone', halves.done === halves.sent - 1);
// #endregion
