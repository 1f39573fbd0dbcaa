import { check, Cloud, minutes, table, timeline } from 'desired-capacity';

const age = 40; // knob minutes that it has run when AWS needs it: 5..180 step 5

const request = {
  instanceType: 'm5.large',
  placement: { availabilityZone: 'us-east-1a' },
  instanceMarketOptions: { marketType: 'spot' as const },
};
// #region an instance that is ended, what it hears, and what it costs
async function life(by: 'AWS' | 'you', runs: number) {
  const cloud = new Cloud();
  cloud.ec2.model.monthlyInterruptions = 0;
  const heard: { at: number; label: string }[] = [];
  cloud.events.listen(({ detailType }) => {
    if (detailType.includes('Rebalance')) heard.push({ at: cloud.now, label: 'rebalance recommendation' }); // prettier-ignore
    if (detailType.includes('Interruption')) heard.push({ at: cloud.now, label: 'interruption notice' }); // prettier-ignore
  });
  const [one] = cloud.ec2.launch(request);
  await one!.until('running');
  const start = cloud.now;
  await cloud.run(runs);
  if (by === 'you') void one!.terminate();
  else cloud.ec2.spotPool('m5.large', 'us-east-1a').capacity = 0;
  await one!.until('shutting-down');
  const end = cloud.now;
  await one!.until('terminated');
  const spot = cloud.meter.bill().find(({ item }) => item.includes('Spot'));
  return { start, end, heard, usd: spot?.usd ?? 0 };
}
// #endregion
const first = await life('AWS', minutes(age));
const rows = [];
for (const [by, runs] of [
  ['AWS', age],
  ['AWS', 120],
  ['you', age],
] as const) {
  const { usd, start, end } = await life(by, minutes(runs));
  rows.push({ 'ended by': by, 'ran, min': Math.round((end - start) / 60), 'US cents': Math.round(usd * 10_000) / 100 }); // prettier-ignore
}
// #region the timeline, the table and the checks
const { start, end, heard } = first;
timeline({
  title: 'The end of a Spot Instance',
  description:
    'The instance runs for a while. A rebalance recommendation comes first, the interruption notice some minutes later, and the end two minutes after the notice.',
  lanes: [
    { name: 'instance', spans: [{ start, end, label: 'running' }] },
    { name: 'events', events: heard },
  ],
});
table('Three ends', rows);
const at = (word: string) => heard.find(({ label }) => label.includes(word))!.at; // prettier-ignore
console.log(
  `The notice came ${Math.round(end - at('notice'))} s before the end.`,
);
check('the notice comes two minutes before the end', Math.abs(end - at('notice') - 120) < 1); // prettier-ignore
check('the recommendation comes before the notice, or with it', at('recommendation') <= at('notice')); // prettier-ignore
check('what AWS ends within the first hour is free', rows[0]!['US cents'] === 0); // prettier-ignore
check('what AWS ends later is paid by the second', rows[1]!['US cents'] > 0);
check('what you end is paid', rows[2]!['US cents'] > 0);
// #endregion
