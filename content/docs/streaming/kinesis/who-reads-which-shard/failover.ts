import {
  check,
  Cloud,
  consumerGroup,
  minutes,
  seconds,
  table,
  timeline,
} from 'desired-capacity';

const failoverTime = 10; // knob 5..60 step 5 unit seconds
const checkpointEvery = 20; // knob 1..100 unit records

// Four shards, two workers. One of them dies after two minutes.
const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks', { shardCount: 4 });
const done = new Map<string, number>();
const group = consumerGroup(cloud, clicks, {
  failoverTime,
  checkpointEvery,
  process: (record) => {
    const id = new TextDecoder().decode(record.data);
    done.set(id, (done.get(id) ?? 0) + 1);
  },
});
group.start('ada');
group.start('bob');
// #region the clicks, the death of ada, who has what, and the checks
cloud.process(function* website() {
  for (let n = 0; n < 2400; n += 1) {
    clicks.putRecord(`visitor ${n % 97}`, `click ${n}`);
    yield seconds(0.1);
  }
});
const shards = clicks.shards.map(({ shardId }) => shardId);
const lanes = new Map<
  string,
  { label: string; start: number; end: number }[]
>(shards.map((shard) => [shard, []]));
cloud.process(function* observer() {
  for (;;) {
    for (const [shard, spans] of lanes) {
      const owner = group.owners.get(shard) ?? 'nobody';
      const label = group.workers.includes(owner) ? owner : 'nobody';
      const last = spans.at(-1);
      if (last?.label === label) last.end = cloud.now;
      else spans.push({ label, start: cloud.now, end: cloud.now });
    }
    yield seconds(1);
  }
});
await cloud.run(minutes(2));
const before = [...group.owners.values()];
group.crash('ada');
await cloud.run(minutes(4));
timeline({
  title: 'Who reads which shard',
  description:
    'Both workers read two shards each. When one dies its shards have no reader for some seconds; then the other one reads all four.',
  lanes: [...lanes].map(([name, spans]) => ({ name: name.slice(-1), spans })),
});
const twice = [...done.values()].filter((count) => count > 1).length;
table('2,400 clicks', [
  { worked: done.size, 'worked twice': twice, lost: 2400 - done.size },
]);
check(
  'each shard has one reader, and each worker has two shards',
  before.filter((owner) => owner === 'ada').length === 2,
);
check(
  'the other worker takes over all shards',
  [...group.owners.values()].every((owner) => owner === 'bob'),
);
check('no click is lost', done.size === 2400);
check('what was done since the last checkpoint is done again', twice > 0);
// #endregion
