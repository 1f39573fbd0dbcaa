import {
  check,
  Cloud,
  minutes,
  plot,
  seconds,
  table,
} from 'desired-capacity';

const idleness = 30; // knob 10..120 step 10 unit seconds

// Two shards. Orders come from two shops, until the second one closes.
async function twelveMinutes(leftOut: boolean) {
  const cloud = new Cloud();
  const orders = cloud.kinesis.stream('orders', { shardCount: 2 });
  const results: number[] = [];
  const app = cloud.kinesisanalyticsv2.application('a-minute', {
    program: (env) =>
      env
        .fromSource<{ at: number }>(orders, {
          time: ({ at }) => at,
          ...(leftOut && { idleness }),
        })
        .keyBy(() => 'all')
        .window({ tumbling: minutes(1) })
        .count()
        .sinkTo(({ end }) => results.push(end)),
  });
  // #region the shops, and how far event time is
  const epoch = Date.parse('2026-01-01T00:00:00Z') / 1000;
  const hashes = orders.shards.map((shard) => String(shard.startingHashKey));
  const shop = (shard: number, until: number) =>
    function* orderEachSecond() {
      while (cloud.now < until) {
        const data = JSON.stringify({ at: epoch + cloud.now });
        orders.putRecord('shop', data, { explicitHashKey: hashes[shard]! });
        yield seconds(1);
      }
    };
  cloud.process(shop(0, minutes(12)));
  cloud.process(shop(1, minutes(4)));
  const points: [number, number][] = [];
  cloud.process(function* observer() {
    for (;;) {
      const time = app.watermark - epoch;
      points.push([cloud.now / 60, time > 0 ? time / 60 : 0]);
      yield seconds(10);
    }
  });
  await cloud.run(minutes(12));
  const name = leftOut ? 'left out as idle' : 'waited for';
  return { name, points, windows: results.length };
  // #endregion
}
const runs = [await twelveMinutes(false), await twelveMinutes(true)];
// #region the plot, the table and the checks
plot({
  title: 'How far event time is',
  description:
    'Event time follows the clock until the second shop closes. Where the job waits for it, event time stands still from then on; where the shard is left out, it goes on.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Watermark', unit: 'min' },
  series: runs.map(({ name, points }) => ({ name, points })),
});
table(
  'Windows with a result after 12 minutes',
  runs.map(({ name, windows }) => ({ 'the quiet shard is': name, windows })),
);
check(
  'a shard without records stops the windows of all shards',
  runs[0]!.windows <= 4,
);
check('left out as idle, it holds nobody up', runs[1]!.windows >= 10);
// #endregion
