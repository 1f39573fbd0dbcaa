import { check, Cloud, HttpClient, minutes, plot, table } from 'desired-capacity'; // prettier-ignore

const install = 180; // knob seconds that the script installs: 0..600 step 30
const baked = 25; // knob seconds of the script with a baked image: 0..120 step 5

// One server, 8 requests a second. In minute 5 the load rises fivefold, and
// three servers more are launched in the same minute.
async function spike(userData: number) {
  const cloud = new Cloud();
  cloud.ec2.model.userData = userData;
  const launch = (count: number) =>
    cloud.ec2.launch({
      count,
      instanceType: 'c5.large',
      userData: btoa('#!/bin/bash'),
      application: { serviceTime: 0.15, concurrency: 20, backlog: 20 },
    });
  const fleet = launch(1);
  await fleet[0]!.until('serving');
  // #region visitors, who wait two seconds
  const start = cloud.now;
  const lost = new Map<number, number>();
  const client = new HttpClient(cloud, {
    connectTimeout: 2,
    readTimeout: 2,
    onEnd({ kind }) {
      const at = Math.floor((cloud.now - start) / 30) / 2;
      lost.set(at, (lost.get(at) ?? 0) + Number(kind !== 'response'));
    },
  });
  cloud.process(function* visitors() {
    const random = cloud.random('visitors');
    for (let n = 0; cloud.now - start < minutes(14); n++) {
      const up = fleet.filter(({ serving }) => serving);
      client.request({ host: up[n % up.length]!.address });
      const rate = cloud.now - start < minutes(5) ? 8 : 40;
      yield random.exponential(1 / rate);
    }
  });
  // #endregion
  await cloud.run(minutes(5) + 30);
  const asked = cloud.now;
  fleet.push(...launch(3));
  for (const one of fleet) await one.until('serving');
  const waited = cloud.now - asked;
  await cloud.run(minutes(14) - (cloud.now - start) + 5);
  return { waited, lost: [...lost] };
}
const script = await spike(install);
const image = await spike(baked);
// #region the plot, the table and the checks
plot({
  title: 'Visits lost in half a minute',
  description:
    'Both lose many visits when the load rises. With the baked image the losses end within about a minute. With the long script they go on for several minutes.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Visits lost' },
  series: [
    { name: 'installed at boot', style: 'step', points: script.lost },
    { name: 'baked image', style: 'step', points: image.lost },
  ],
  marks: [{ x: 5.5, label: 'three more are launched' }],
});
const sum = ({ lost }: typeof script) => lost.reduce((all, [, n]) => all + n, 0); // prettier-ignore
const rows = [
  { servers: 'installed at boot', 'serve after, s': Math.round(script.waited), 'visits lost': sum(script) }, // prettier-ignore
  { servers: 'baked image', 'serve after, s': Math.round(image.waited), 'visits lost': sum(image) }, // prettier-ignore
];
table('The same spike', rows);
check('a baked image serves sooner', image.waited < script.waited / 2);
check('and loses fewer visits', sum(image) < sum(script) / 2);
// #endregion
