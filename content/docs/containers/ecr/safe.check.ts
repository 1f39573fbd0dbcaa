import { check, Cloud, days } from 'desired-capacity';
import { release } from './release.ts';
import { rules } from './safe.starter.ts';

// Production has not moved for a month; a build comes each day.
const cloud = new Cloud();
const repository = cloud.ecr.repository('shop');
cloud.ecr.lifecycle('shop', rules);
release(repository, 'v0', 'production');
for (let day = 1; day <= 30; day++) {
  await cloud.run(days(1));
  release(repository, `v${day}`);
}
await cloud.run(days(1));
check(
  'what is in production can be pulled',
  repository.find('production') !== undefined,
);
check('old builds are gone', repository.find('v5') === undefined);
check('at most twelve images are kept', repository.images.length <= 12);
