import { check, Cloud, HttpClient, minutes, plot, table } from 'desired-capacity'; // prettier-ignore

const rate = 16; // knob requests a second at the peak: 6..30

// 4 requests a second, from minute 5 on many more: 50 ms of CPU each.
async function shop(answer: 'a larger one' | 'one more' | 'nothing') {
  const cloud = new Cloud();
  const application = { serviceTime: 0.06, concurrency: 20, backlog: 20 };
  const fleet = cloud.ec2.launch({ instanceType: 't2.micro', application });
  const [first] = fleet;
  await first!.until('serving');
  // #region visitors, who wait two seconds, and what they meet
  const start = cloud.now;
  const lost = new Map<number, number>();
  const client = new HttpClient(cloud, {
    connectTimeout: 2,
    readTimeout: 2,
    onEnd({ kind }) {
      const at = Math.floor((cloud.now - start) / 60);
      lost.set(at, (lost.get(at) ?? 0) + Number(kind !== 'response'));
    },
  });
  const now = () => (cloud.now - start < minutes(5) ? 4 : rate);
  let n = 0;
  cloud.process(function* visitors() {
    const random = cloud.random('visitors');
    while (cloud.now - start < minutes(15)) {
      const up = fleet.filter((one) => one.serving || one === first);
      client.request({ host: up[n++ % up.length]!.address });
      yield random.exponential(1 / now());
    }
  });
  // #endregion
  await cloud.run(minutes(6));
  if (answer === 'a larger one') {
    await first!.stop();
    cloud.ec2.modifyInstanceAttribute({
      instanceId: first!.id,
      instanceType: { value: 't2.large' },
    });
    await first!.start();
  } else if (answer === 'one more') {
    fleet.push(
      ...cloud.ec2.launch({ instanceType: 't2.micro', application }),
    );
  }
  await cloud.run(minutes(15) - (cloud.now - start) + 5);
  return { lost: [...lost], vcpus: fleet.reduce((sum, { type }) => sum + type.vcpus, 0) }; // prettier-ignore
}
const rows = [];
const series = [];
for (const answer of ['nothing', 'a larger one', 'one more'] as const) {
  const { lost, vcpus } = await shop(answer);
  series.push({ name: answer, style: 'step' as const, points: lost });
  const after = (from: number, to: number) =>
    lost.reduce((sum, [at, n]) => sum + (at >= from && at < to ? n : 0), 0);
  rows.push({ answer, vCPUs: vcpus, 'lost in minutes 6 and 7': after(6, 8), 'lost from minute 9 on': after(9, 15) }); // prettier-ignore
}
// #region the plot, the table and the checks
plot({
  title: 'Visits lost, by the minute',
  description:
    'All lose visits from minute 5 on. With nothing done it stays so. With a larger instance the losses jump for two minutes and then end. With one more instance they end without a jump.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Visits lost' },
  series,
  marks: [{ x: 6, label: 'an answer' }],
});
table('Three answers to a peak', rows);
const [nothing, larger, more] = rows;
check('a larger type has more vCPUs', larger!.vCPUs > nothing!.vCPUs);
check('two instances share the visits', more!.vCPUs === 2 * nothing!.vCPUs);
check('the way to a larger one is a time without any', larger!['lost in minutes 6 and 7'] > 1.5 * nothing!['lost in minutes 6 and 7'] && more!['lost in minutes 6 and 7'] < nothing!['lost in minutes 6 and 7']); // prettier-ignore
check('in the end both bear the peak', larger!['lost from minute 9 on'] < 20 && more!['lost from minute 9 on'] < 20); // prettier-ignore
check('an instance has the CPU of its type, and no more', nothing!['lost from minute 9 on'] > 500); // prettier-ignore
let refused = '';
const cloud = new Cloud();
const [running] = cloud.ec2.launch({ instanceType: 't2.micro' });
await running!.until('running');
try {
  cloud.ec2.modifyInstanceAttribute({ instanceId: running!.id, instanceType: { value: 't2.large' } }); // prettier-ignore
} catch (error) {
  refused = (error as Error).name;
}
check('a running instance keeps its type', refused === 'IncorrectInstanceState'); // prettier-ignore
// #endregion
