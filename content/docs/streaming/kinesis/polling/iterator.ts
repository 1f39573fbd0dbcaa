import { check, Cloud, minutes, table } from 'desired-capacity';

// A reader that works for a while between two reads of an empty shard.
async function read(between: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('clicks');
  const reader = stream.reader(stream.shards[0]!.shardId);
  await cloud.run(minutes(between));
  stream.putRecord('k', 'click');
  await cloud.run(1);
  try {
    return `${reader.next().records.length} record`;
  } catch (error) {
    return (error as Error).name;
  }
}

const pause = 4; // knob minutes between two reads: 1..10
const rows = [];
for (const minutesBetween of [pause, 5.5])
  rows.push({
    'minutes between two reads': minutesBetween,
    'what the next one gives': await read(minutesBetween),
  });
// #region the table and the checks
table('An iterator in use', rows);
check(
  'an iterator of four minutes is good',
  rows[0]!['what the next one gives'] === '1 record',
);
check(
  'one of more than five minutes has expired',
  rows[1]!['what the next one gives'] === 'ExpiredIteratorException',
);
// #endregion
