import {
  check,
  Cloud,
  minutes,
  plot,
  seconds,
  table,
} from 'desired-capacity';

const away = minutes(4); // knob 0..8

// A click a second for ten minutes goes into a stream of one shard.
const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks');
const [shard] = clicks.shards;
// #region the website
let put = 0;
cloud.process(function* website() {
  for (; put < 600; put += 1) {
    yield seconds(1);
    clicks.putRecord('page 1', `click ${put}`);
  }
});
// #endregion

// Each reader has a place of its own in the shard.
const read: Record<string, number> = { counter: 0, archive: 0 };
function* follow(name: string, from: number, until: number) {
  yield from;
  const reader = clicks.reader(shard!.shardId, places.get(name));
  while (cloud.now < until) {
    for (const { sequenceNumber } of reader.next(100).records) {
      read[name]! += 1;
      places.set(name, { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber });
    }
    yield seconds(1);
  }
}
// #region both readers begin, the archive dies after two minutes
type Place = { type: 'AFTER_SEQUENCE_NUMBER'; sequenceNumber: string };
const places = new Map<string, Place>();
cloud.process(() => follow('counter', 0, Infinity));
cloud.process(() => follow('archive', 0, minutes(2)));
cloud.process(() => follow('archive', minutes(2) + away, Infinity));
// #endregion

// #region a plot, a table, and the checks
const behind: Record<string, [number, number][]> = {
  counter: [],
  archive: [],
};
cloud.process(function* observer() {
  for (;;) {
    for (const [name, points] of Object.entries(behind))
      points.push([cloud.now / 60, put - read[name]!]);
    yield seconds(5);
  }
});
await cloud.run(minutes(11));
plot({
  title: 'Clicks not yet read',
  description:
    'One reader stays near zero. The other one falls behind while it is away, and catches up within seconds afterwards.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Not yet read', unit: 'clicks' },
  series: Object.entries(behind).map(([name, points]) => ({ name, points })),
});
const rows = Object.entries(read).map(([reader, of]) => ({
  reader,
  'clicks read': of,
}));
table('Ten minutes of clicks', rows);
check('each reader gets every click', read['counter'] === 600);
check('also the one that was away', read['archive'] === 600);
check('reading removes nothing', clicks.shards[0]!.records === 600);
// #endregion
