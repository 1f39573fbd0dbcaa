import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import { allowedLateness, outOfOrderness } from './invoice.starter.ts';

const cloud = new Cloud({ seed: 4 });
const calls = cloud.kinesis.stream('calls');
const epoch = Date.UTC(2026, 0) / 1000;
const first = new Map<number, number>();
const last = new Map<number, number>();
cloud.kinesisanalyticsv2.application('invoice', {
  program: (env) =>
    env
      .fromSource<{ at: number }>(calls, {
        time: ({ at }) => at,
        outOfOrderness,
      })
      .keyBy(() => 'all')
      .window({ tumbling: minutes(1) }, { allowedLateness })
      .count()
      .sinkTo(({ end, value }) => {
        if (!first.has(end)) first.set(end, epoch + cloud.now - end);
        last.set(end, value);
      }),
});
const random = cloud.random('delays');
cloud.process(function* phones() {
  for (let n = 0; n < 900; n += 1) {
    const data = JSON.stringify({ at: epoch + cloud.now });
    const delay = n % 4 === 0 ? Math.floor(120 * random.next()) : 0;
    cloud.simulation.schedule(delay, () => calls.putRecord('phone', data));
    yield seconds(1);
  }
});
await cloud.run(minutes(20));

const ends = Array.from({ length: 10 }, (_, i) => epoch + 60 * (i + 2));
const slowest = Math.max(...ends.map((end) => first.get(end) ?? Infinity));
const missing = ends.reduce((sum, end) => sum + 60 - (last.get(end) ?? 0), 0);
table('Ten minutes of calls, sixty in each', [
  {
    'first result after (s)': Math.ceil(slowest),
    'missing in the end': missing,
  },
]);
check('the board has a first result within ten seconds', slowest <= 10);
check('the invoice has every call in the end', missing === 0);
