import { check, Cloud, minutes, timeline } from 'desired-capacity';

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
const wait = 120; // knob first question: 30..300 step 30

const resolver = route53.resolver();
const answers: { at: number; label: string }[] = [];
cloud.process(function* impatient() {
  yield wait; // Somebody tries the new name before it is there.
  while (answers.at(-1)?.label !== '192.0.2.7') {
    const { values, code } = resolver.ask('new.example.com');
    answers.push({ at: cloud.now, label: values[0] ?? code });
    yield 30;
  }
});
await cloud.run(minutes(5));
const made = cloud.now;
zone.upsert({ name: 'new', ttl: 60, values: '192.0.2.7' });
await cloud.run(minutes(30));

// #region the picture and the checks
const found = answers.at(-1)!;
const early = answers.find(({ label }) => label === 'NXDOMAIN');
timeline({
  title: 'A name that was asked for too early',
  description:
    'The name is asked for before it is there. The record is made, but the resolver goes on saying that there is no such name, for many minutes.',
  lanes: [
    { name: 'record', events: [{ at: made, label: 'made' }] },
    {
      name: 'resolver',
      spans: early
        ? [{ start: early.at, end: found.at, label: 'no such name' }]
        : [],
      events: [{ at: found.at, label: found.label }],
    },
  ],
});
const kept = found.at - (early?.at ?? found.at);
console.log(`Seconds of no such name: ${kept}`);
check('that there is nothing is kept for a quarter of an hour', kept === 900);
// #endregion
