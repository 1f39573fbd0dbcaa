import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import { begin } from './go-on.starter.ts';

const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks');
const [shard] = clicks.shards;
const counted = new Map<string, number>();
let last: string | undefined;

// The reader starts a minute after the website, and crashes every 90 s.
function* reader(from: number) {
  yield from;
  const place = clicks.reader(shard!.shardId, begin(last));
  while (cloud.now < from + 90) {
    for (const { sequenceNumber, data } of place.next(50).records) {
      const click = new TextDecoder().decode(data);
      counted.set(click, (counted.get(click) ?? 0) + 1);
      last = sequenceNumber;
    }
    yield seconds(1);
  }
}
cloud.process(function* website() {
  for (let n = 0; n < 300; n += 1) {
    clicks.putRecord('page 1', `click ${n}`);
    yield seconds(1);
  }
});
for (const start of [60, 180, 300]) cloud.process(() => reader(start));
await cloud.run(minutes(7));

const twice = [...counted.values()].filter((times) => times > 1).length;
table('300 clicks, and a reader that starts three times', [
  { counted: counted.size, 'counted twice': twice },
]);
check('no click is left out', counted.size === 300);
check('no click is counted twice', twice === 0);
