import { check, Cloud, plot } from 'desired-capacity';

const dead = 4; // knob dead servers: 1..8
const users = 2000;

// Twelve servers in one simple record: nobody has noticed yet that some died.
const cloud = new Cloud();
const zone = cloud.route53.zone('example.com');
const servers = Array.from({ length: 12 }, (_, i) => `192.0.2.${i + 1}`);
await zone.upsert({ name: 'www', ttl: 60, values: servers });

// Each user's program tries the addresses of the answer from the first on.
const failed = [0, 0, 0, 0];
for (let i = 0; i < users; i += 1) {
  const { values } = cloud.route53.resolver().ask('www.example.com');
  const alive = values.findIndex((one) => servers.indexOf(one) >= dead);
  failed.forEach((_, i) => {
    if (alive > i) failed[i]! += 1;
  });
}
// #region the formula, the picture and the checks
const measured = failed.map((count, i): [number, number] => [
  i + 1,
  (100 * count) / users,
]);
// All tries meet a dead one: dead/12 · (dead − 1)/11 · …
let still = 100;
const formula = failed.map((_, i): [number, number] => {
  still *= Math.max(0, dead - i) / (12 - i);
  return [i + 1, still];
});
plot({
  title: 'Users who get nowhere',
  description:
    'With one try the share of users who are lost is the share of dead servers. Each further try leaves a smaller part of them.',
  x: { label: 'Addresses that a program tries' },
  y: { label: 'Users', unit: '%' },
  series: [
    { name: 'measured', style: 'points', points: measured },
    { name: 'd/n · (d − 1)/(n − 1) · …', points: formula },
  ],
});
console.log(`One try: ${measured[0]![1].toFixed(1)} %. Three: ${measured[2]![1].toFixed(1)} %.`); // prettier-ignore
check(
  'users are lost as the formula says',
  measured.every(([, share], i) => Math.abs(share - formula[i]![1]) < 4),
);
check('a second try saves most of them', measured[1]![1] < 0.7 * measured[0]![1]); // prettier-ignore
// #endregion
