import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// Four instances in one zone: old and new ones, of two template versions.
// One is too many. Which one goes, by which policy?
async function probe(policy: string) {
  // #region a template
  const cloud = new Cloud();
  const template = { launchTemplateName: 'web' };
  cloud.ec2.createLaunchTemplate({
    ...template,
    launchTemplateData: {
      imageId: cloud.ec2.image(),
      instanceType: 't3.micro',
    },
  });
  // #endregion
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 9,
    desiredCapacity: 1,
    availabilityZones: ['us-east-1a'],
    launchTemplate: { ...template, version: '$Latest' },
    terminationPolicies: [policy],
  });
  // #region launches after 0, 40, 80 and 130 minutes; two of version 2
  const version2 = () =>
    cloud.ec2.createLaunchTemplateVersion({
      ...template,
      sourceVersion: '1',
      launchTemplateData: {},
    });
  for (const [at, desired] of [
    [40, 2],
    [80, 3],
    [130, 4],
  ] as const) {
    // prettier-ignore
    await cloud.run(minutes(at) - cloud.now);
    if (at === 80) version2();
    web.setDesiredCapacity(desired);
  }
  await cloud.run(hours(2.6) - cloud.now);
  const born = [0, 40, 80, 130];
  const all = web.instances.map(({ id }) => id);
  web.setDesiredCapacity(3);
  await cloud.run(minutes(3));
  const left = new Set(web.instances.map(({ id }) => id));
  const gone = all.findIndex((id) => !left.has(id));
  // #endregion
  return { policy, 'goes first: launched at minute': born[gone]!, version: gone < 2 ? 1 : 2 }; // prettier-ignore
}
const rows: Awaited<ReturnType<typeof probe>>[] = [];
// prettier-ignore
for (const policy of ['Default', 'OldestInstance', 'NewestInstance', 'OldestLaunchTemplate', 'ClosestToNextInstanceHour'])
  rows.push(await probe(policy));

// #region the table and the checks
table('One of four has to go', rows);
const goes = (name: string) => rows.find(({ policy }) => policy === name)!['goes first: launched at minute']; // prettier-ignore
check('the oldest, where that is the policy', goes('OldestInstance') === 0);
check('the newest, where that is', goes('NewestInstance') === 130);
check('the one with least left of its hour, where that is', goes('ClosestToNextInstanceHour') === 40); // prettier-ignore
check(
  'by default, of the oldest version, the one with least left of its hour',
  goes('Default') === 40,
);
// #endregion
