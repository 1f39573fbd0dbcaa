import { check, Cloud, days, plot, table } from 'desired-capacity';
import { release } from './release.ts';

const keep = 14; // knob 1..60 unit images

// Half a year with a release a day, with and without a rule.
async function halfYear(rule: boolean) {
  const cloud = new Cloud();
  const repository = cloud.ecr.repository('shop');
  if (rule)
    cloud.ecr.lifecycle('shop', [
      {
        rulePriority: 1,
        selection: {
          tagStatus: 'any',
          countType: 'imageCountMoreThan',
          countNumber: keep,
        },
        action: { type: 'expire' },
      },
    ]);
  // #region a release a day
  const stored = cloud.record(() => repository.bytes / 1e9, {
    every: days(1),
  });
  for (let day = 1; day <= 180; day++) {
    release(repository, `v${day}`);
    await cloud.run(days(1));
  }
  const { length: images } = repository.images;
  return { images, stored, usd: cloud.meter.cost() };
  // #endregion
}
const [with_, without] = [await halfYear(true), await halfYear(false)];

// #region a plot, a table and the checks
plot({
  title: 'What the repository keeps',
  description:
    'Without a rule what is stored grows by the same amount each day. With a rule it soon stays where it is.',
  x: { label: 'Days', unit: 'days' },
  y: { label: 'Stored', unit: 'GB' },
  series: [
    { name: 'no rule', points: inDays(without.stored) },
    { name: `the newest ${keep}`, points: inDays(with_.stored) },
  ],
});
table('After half a year', [
  { policy: 'none', images: without.images, USD: cents(without.usd) },
  {
    policy: `the newest ${keep}`,
    images: with_.images,
    USD: cents(with_.usd),
  },
]);
check('nothing is forgotten by itself', without.images === 180);
check('a rule keeps the newest', Math.abs(with_.images - keep) <= 1);
check('what is stored is paid', with_.usd < without.usd);
function inDays(points: readonly (readonly [number, number])[]) {
  return points.map(([at, gb]) => [at / days(1), gb] as [number, number]);
}
function cents(usd: number) {
  return Math.round(usd * 100) / 100;
}
// #endregion
