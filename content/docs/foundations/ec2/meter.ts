import { check, Cloud, minutes, table, timeline } from 'desired-capacity';

const off = 30; // knob minutes switched off: 5..120 step 5

const cloud = new Cloud();
const { ec2 } = cloud;
// #region the states, and what the meter counts
ec2.model.sigma = 0; // Each step takes as long as in the mean.
type Span = { start: number; end: number; label: string };
const states: Span[] = [];
cloud.events.listen(({ detailType, detail }) => {
  if (!detailType.includes('State-change')) return;
  if (states.length) states.at(-1)!.end = cloud.now;
  const { state: label } = detail as { state: string };
  states.push({ start: cloud.now, end: Infinity, label });
});
const used = (word: string) =>
  cloud.meter
    .bill()
    .filter(({ item }) => item.includes(word))
    .reduce((sum, { quantity }) => sum + quantity, 0) * 3600;
const rows: Record<string, string | number>[] = [];
const billed: Span[] = [];
async function phase(name: string, wait: () => PromiseLike<unknown>) {
  const start = cloud.now;
  const before = ['On-Demand', 'IPv4', 'gp3'].map(used);
  await wait();
  const [instance, address, volume] = ['On-Demand', 'IPv4', 'gp3'].map(
    (word, i) => used(word) - before[i]!,
  );
  const goesOn = Object.entries({ instance, address, volume })
    .filter(([, grown]) => grown! > 1e-3)
    .map(([what]) => what);
  rows.push({ phase: name, 'lasted, s': Math.round(cloud.now - start), 'instance billed, s': Math.round(instance!), 'on the bill': goesOn.join(', ') || 'nothing' }); // prettier-ignore
  if (instance! > 1e-3) billed.push({ start: Math.max(start, cloud.now - instance!), end: cloud.now, label: 'billed' }); // prettier-ignore
}
// #endregion
const [one] = ec2.launch({ hibernationOptions: { configured: true } });
const run = (wait: number) => async () => {
  await one!.until('running');
  await cloud.run(wait);
};
await phase('pending', () => cloud.run(4));
await phase('running', run(minutes(10)));
await phase('stopping', () => one!.stop());
await phase('stopped', () => cloud.run(minutes(off)));
void one!.start();
await phase('pending again', () => cloud.run(4));
await phase('running again', run(minutes(5)));
await phase('a reboot', () => one!.reboot());
await phase('stopping, to hibernate', () => one!.stop({ hibernate: true }));
await phase('hibernated', () => cloud.run(minutes(off)));
void one!.start();
await phase('running at last', run(minutes(5)));
await phase('shutting-down', () => one!.terminate());
await phase('terminated', () => cloud.run(minutes(5)));
// #region a timeline, a table and the checks
states.at(-1)!.end = cloud.now;
timeline({
  title: 'States of an instance, and when it is billed',
  description:
    'The instance runs three times, with a stop and a hibernation between. Each running span is billed, and the span in which it stops to hibernate.',
  lanes: [
    { name: 'state', spans: states },
    { name: 'instance time', spans: billed },
  ],
});
table('Twelve phases', rows);
const of = (name: string) => rows.find(({ phase }) => phase === name)!;
check('running is billed', of('running')['instance billed, s'] === 600);
check('pending, stopped and terminated are not', ['pending', 'pending again', 'stopped', 'terminated'].every((name) => of(name)['instance billed, s'] === 0)); // prettier-ignore
check('stopping is not billed, stopping to hibernate is', of('stopping')['instance billed, s'] === 0 && (of('stopping, to hibernate')['instance billed, s'] as number) > 20); // prettier-ignore
check('a reboot is time like any other', of('a reboot')['instance billed, s'] === of('a reboot')['lasted, s']); // prettier-ignore
check('an idle instance costs as much as a busy one', one!.cpu === 0 && of('running')['instance billed, s'] === 600); // prettier-ignore
check('the volume is paid while the instance is stopped', of('stopped')['on the bill'] === 'volume'); // prettier-ignore
check('after the end nothing is paid', of('terminated')['on the bill'] === 'nothing'); // prettier-ignore
// #endregion
