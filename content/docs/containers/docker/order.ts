import { check, Cloud, DockerHost, table } from 'desired-capacity';
import { careless, dockerfile } from './dockerfile.ts';

const commits = 10; // knob 1..40

// Each commit changes the source, and none the packages.
async function day(file: typeof dockerfile) {
  const cloud = new Cloud();
  const laptop = new DockerHost(cloud);
  const server = new DockerHost(cloud);
  const repository = cloud.ecr.repository('shop');
  let building = 0;
  let pulled = 0;
  for (let commit = 1; commit <= commits; commit++) {
    const tag = `c${commit}`;
    building += (await laptop.build('shop', file(tag))).seconds;
    await laptop.push('shop', repository, tag);
    pulled += (await server.pull(repository, tag, 'shop')).bytes;
  }
  return { building, pulled: pulled / 1e6, kept: repository.bytes / 1e6 };
}
const [well, badly] = [await day(dockerfile), await day(careless)];

// #region a table and the checks
table(
  `${commits} commits`,
  Object.entries({
    'packages first': well,
    'everything at once': badly,
  }).map(([order, { building, pulled, kept }]) => ({
    order,
    'seconds building': building,
    'MB pulled': Math.round(pulled),
    'MB kept': Math.round(kept),
  })),
);
check(
  'packages are installed once',
  well.building === 52 && badly.building === 12 + 40 * commits,
);
check('a pull moves the last layer alone', well.pulled < badly.pulled / 2);
check('a layer is kept once', well.kept < 380 + 121 + 5 * commits);
// #endregion
