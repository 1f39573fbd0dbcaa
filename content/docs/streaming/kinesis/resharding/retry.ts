import { check, Cloud, seconds, table } from 'desired-capacity';

const perSecond = 1300; // knob 900..1500 step 100 unit records

// One key, numbered records. What is refused is sent again, behind the
// next ones.
const cloud = new Cloud();
const stream = cloud.kinesis.stream('positions');
let next = 0;
let again: string[] = [];
cloud.process(function* truck() {
  while (next < 5 * perSecond || again.length > 0) {
    const count = next < 5 * perSecond ? perSecond / 10 : 0;
    const fresh = Array.from({ length: count }, () => String(next++));
    const batch = [...fresh, ...again];
    const { records } = stream.putRecords(
      batch.slice(0, 500).map((data) => ({ partitionKey: 'truck 7', data })),
    );
    again = batch.filter((_, i) => records[i]?.sequenceNumber === undefined);
    yield seconds(0.1);
  }
});
await cloud.run(10);

// #region what arrived, and in which order
const reader = stream.reader(stream.shards[0]!.shardId);
const numbers: number[] = [];
for (let batch = reader.next(); batch.records.length > 0;) {
  for (const { data } of batch.records)
    numbers.push(Number(new TextDecoder().decode(data)));
  await cloud.run(5);
  batch = reader.next();
}
let highest = -1;
let late = 0;
for (const number of numbers) {
  if (number < highest) late += 1;
  highest = Math.max(highest, number);
}
table('PutRecords with retries', [
  { put: next, arrived: numbers.length, 'behind a later one': late },
]);
check('a retry brings records behind later ones', late > 0);
// #endregion
