import { check, Cloud, DockerHost, table } from 'desired-capacity';
import { dockerfile } from './dockerfile.ts';

const laptop = 'arm64'; // knob 'arm64' | 'amd64'

// A laptop builds an image for its own processor.
const cloud = new Cloud();
const mine = new DockerHost(cloud, { architecture: laptop });
const repository = cloud.ecr.repository('shop');
await mine.build('shop', dockerfile);
await mine.push('shop', repository, '1.0');

// Two instances pull it and start it: one with Intel's processor, one with AWS Graviton.
const rows = [];
for (const instanceType of ['t3.small', 't4g.small']) {
  const [instance] = cloud.ec2.launch({ instanceType });
  const host = new DockerHost(cloud, { instance: instance! });
  await host.pull(repository, '1.0', 'shop');
  const { state, reason = '—' } = host.run('shop');
  const { architecture } = host.platform;
  rows.push({ instance: instanceType, architecture, state, reason });
}

// #region a table and the checks
table('One image, two processors', rows);
check(
  'it runs where the processor fits, and nowhere else',
  rows.every(
    ({ architecture, state }) =>
      (state === 'running') === (architecture === laptop),
  ),
);
check(
  'elsewhere it says “exec format error”',
  rows.some(({ reason }) => reason === 'exec format error'),
);
// #endregion
