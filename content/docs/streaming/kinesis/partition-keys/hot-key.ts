import { check, Cloud, plot, seconds, table } from 'desired-capacity';

const perSecond = 2000; // knob 500..4000 step 500 unit records

// Four shards take in 4,000 records a second. One customer has a share.
async function refused(hotShare: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('clicks', { shardCount: 4 });
  let [put, failed] = [0, 0];
  cloud.process(function* website() {
    for (let second = 0; second < 8; second += 1) {
      for (let batch = 0; batch < 10; batch += 1) {
        const entries = Array.from({ length: perSecond / 10 }, (_, i) => {
          const hot = (i * 10) / perSecond < hotShare;
          const partitionKey = hot ? 'big customer' : `customer ${put + i}`;
          return { partitionKey, data: 'a click' };
        });
        put += entries.length;
        failed += stream.putRecords(entries).failedRecordCount;
        yield seconds(0.1);
      }
    }
  });
  await cloud.run(8);
  return (100 * failed) / put;
}

// #region from no share to all of it: plot, table, checks
const shares = [0, 0.2, 0.4, 0.6, 0.8, 1];
const points: [number, number][] = [];
for (const hot of shares) points.push([100 * hot, await refused(hot)]);
plot({
  title: 'Records refused',
  description:
    'Nothing is refused at first; from some share of one key on, more and more is, although the stream as a whole has room.',
  x: { label: 'Records with one key', unit: '%' },
  y: { label: 'Refused', unit: '%' },
  series: [{ name: 'refused', points }],
});
table(
  'One key too many',
  points.map(([share, failed]) => ({
    'share of one key (%)': share,
    'refused (%)': Math.round(failed),
  })),
);
const at = (share: number) => points.find(([x]) => x === share)![1];
check('many keys: half of the capacity is no problem', at(0) === 0);
check(
  'all with one key: half is refused, as one shard takes 1,000 a second',
  at(100) > 40 && at(100) <= 50,
);
// #endregion
