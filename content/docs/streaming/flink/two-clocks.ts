import {
  check,
  Cloud,
  minutes,
  plot,
  seconds,
  table,
} from 'desired-capacity';
import type { WindowResult } from 'desired-capacity/kinesisanalyticsv2';

interface Tap {
  readonly at: number; // when it happened, in seconds of the Unix epoch
}
const tunnel = 3; // knob 1..5 unit minutes
const patience = 200; // knob 0..360 step 20 unit seconds

// A tap a second. From the second minute on the phone is in a tunnel: it
// sends what it has kept when it is out again.
const cloud = new Cloud();
const taps = cloud.kinesis.stream('taps');
const counts = cloud.kinesis.stream('counts');
const app = cloud.kinesisanalyticsv2.application('taps-a-minute', {
  program: (env) =>
    env
      .fromSource<Tap>(taps, {
        time: (tap) => tap.at,
        outOfOrderness: patience,
      })
      .keyBy(() => 'all')
      .window({ tumbling: minutes(1) })
      .count()
      .sinkTo(counts),
});
// #region the phone, in and out of its tunnel
const epoch = Date.parse('2026-01-01T00:00:00Z') / 1000;
const byArrival = new Map<number, number>();
cloud.process(function* phone() {
  const kept: Tap[] = [];
  const send = (tap: Tap) => {
    const minute = Math.floor(cloud.now / 60);
    byArrival.set(minute, (byArrival.get(minute) ?? 0) + 1);
    taps.putRecord('phone', JSON.stringify(tap));
  };
  for (let second = 0; second < 960; second += 1) {
    const tap = { at: epoch + cloud.now };
    const inside = second >= 120 && second < 120 + tunnel * 60;
    // Another phone, which is never in a tunnel, taps once in ten seconds.
    if (inside && second % 10 !== 0) kept.push(tap);
    else send(tap);
    if (!inside) for (const late of kept.splice(0)) send(late);
    yield seconds(1);
  }
});
// #endregion
// #region the results on the stream, the plot, the table and the checks
await cloud.run(minutes(20));
const { records } = counts.reader(counts.shards[0]!.shardId).next();
const results = records.map(
  ({ data }) =>
    JSON.parse(new TextDecoder().decode(data)) as WindowResult<number>,
);
const byEvent = new Map(
  results.map(({ start, value }) => [(start - epoch) / 60, value]),
);
const rows = Array.from({ length: 8 }, (_, minute) => ({
  minute,
  'when it arrived': byArrival.get(minute) ?? 0,
  'when it happened': byEvent.get(minute) ?? 0,
}));
plot({
  title: 'Taps in each minute',
  description:
    'Counted by arrival, the minutes in the tunnel are nearly empty and the next one is far too full. Counted by the time in the record, every minute has the same count.',
  x: { label: 'Minute', unit: '' },
  y: { label: 'Taps', unit: '' },
  series: (['when it arrived', 'when it happened'] as const).map((name) => ({
    name,
    points: rows.map((row) => [row.minute, row[name]]),
  })),
});
table('Taps in each minute', rows);
check(
  'by arrival a minute in the tunnel looks quiet',
  (byArrival.get(2) ?? 0) === 6,
);
check(
  'by the time in the record each minute has its sixty taps',
  rows.every((row) => row['when it happened'] === 60),
);
check(
  'the results are on a stream of their own, and the input is as it was',
  taps.shards[0]!.records === 960 && results.length >= 10,
);
check('the application runs', app.status === 'RUNNING');
// #endregion
