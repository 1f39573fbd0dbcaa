import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

// #region what a hit and a player are
interface Hit {
  readonly player: string;
  readonly damage: number;
}
interface Player {
  readonly id: string;
  readonly team: string;
}
// #endregion
// #region the streams, the bucket with the players, and a lake
const cloud = new Cloud();
const hits = cloud.kinesis.stream('hits');
const board = cloud.kinesis.stream('board');
const league = cloud.s3.bucket('league');
const lake = cloud.s3.bucket('lake');
const archive = cloud.firehose.stream('archive', {
  extendedS3DestinationConfiguration: {
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
    bucketARN: lake.arn,
    bufferingHints: { sizeInMBs: 1, intervalInSeconds: 60 },
  },
});
const players = ['ada', 'bob', 'cy', 'dee'].map((id, i) => ({
  id,
  team: i % 2 ? 'blue' : 'red',
}));
league.put('players.jsonl', players.map((p) => JSON.stringify(p)).join('\n'));
// #endregion
cloud.kinesisanalyticsv2.application('e-sports', {
  program: (env) => {
    const known = env.reference<Player>(league, 'players.jsonl', (p) => p.id);
    const joined = env.fromSource<Hit>(hits).map(({ player, damage }) => ({
      team: known.get(player)?.team ?? 'unknown',
      damage,
    }));
    const score = joined
      .keyBy(({ team }) => team)
      .window({ tumbling: minutes(1) })
      .sum(({ damage }) => damage);
    score.sinkTo(board); // a stream for the dashboard
    joined.sinkTo(archive); // and Firehose, which knows the way to a lake
    score.sinkTo(lake); // and a bucket
  },
});
// #region a match of five minutes, the table and the checks
cloud.process(function* match() {
  yield seconds(2);
  for (let n = 0; n < 300; n += 1) {
    const hit = { player: players[n % 4]!.id, damage: 1 + (n % 3) };
    hits.putRecord('match', JSON.stringify(hit));
    yield seconds(1);
  }
  // One more, minutes later, lets the last minute end.
  yield minutes(2);
  hits.putRecord('match', JSON.stringify({ player: 'ada', damage: 0 }));
});
await cloud.run(minutes(12));
const decode = (data: Uint8Array) => new TextDecoder().decode(data);
interface Score {
  readonly key: string;
  readonly value: number;
}
const { records } = board.reader(board.shards[0]!.shardId).next();
const scores = records.map(({ data }) => JSON.parse(decode(data)) as Score);
const total = (team: string) =>
  scores
    .filter(({ key }) => key === team)
    .reduce((sum, { value }) => sum + value, 0);
table('The board after five minutes', [
  { team: 'red', damage: total('red') },
  { team: 'blue', damage: total('blue') },
]);
check(
  'live hits got their team from the static data in S3',
  total('red') + total('blue') === 600 && total('unknown') === 0,
);
check('results go to a data stream', scores.length >= 10);
check('and by Firehose on to its bucket', archive.fates.delivered === 301);
check(
  'and into a bucket, an object at a checkpoint',
  lake.keys.some((key) => key.endsWith('part-0')),
);
check('the input is as it was', hits.shards[0]!.records === 301);
// #endregion
