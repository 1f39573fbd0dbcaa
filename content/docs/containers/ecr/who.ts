import { check, Cloud, table } from 'desired-capacity';
import { release } from './release.ts';

// A registry behind IAM, with an image that is scanned as it comes.
const cloud = new Cloud({ iam: true });
cloud.ecr.model.findings = () => [
  { name: 'CVE-2026-0001', severity: 'CRITICAL', package: 'openssl' },
  { name: 'CVE-2026-0002', severity: 'LOW', package: 'bash' },
];
const repository = cloud.ecr.repository('shop', {
  imageScanningConfiguration: { scanOnPush: true },
});
release(repository, '1.0');
await cloud.run(60);

// #region two users, what each may do, and the checks
const { user: ana } = cloud.iam.createUser({ userName: 'ana' });
const { user: ben } = cloud.iam.createUser({ userName: 'ben' });
const pull = {
  Effect: 'Allow',
  Action: ['ecr:BatchGetImage', 'ecr:DescribeImageScanFindings'],
  Resource: repository.arn,
};
cloud.iam.putUserPolicy({
  userName: 'ana',
  policyName: 'pull',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: pull }),
});
const asked = {
  repositoryName: 'shop',
  imageIds: [{ imageTag: '1.0' }],
};
const tries = async (user: typeof ana) => {
  try {
    const { images } = await cloud
      .as(user!)
      .send('ecr', 'BatchGetImage', asked);
    return `${images!.length} image`;
  } catch (error) {
    return (error as Error).name;
  }
};
const [got, refused] = [await tries(ana), await tries(ben)];
table('Who may pull?', [
  { user: 'ana, with a policy', BatchGetImage: got },
  { user: 'ben, without', BatchGetImage: refused },
]);
const { imageScanFindings: found } = cloud.ecr.describeImageScanFindings({
  repositoryName: 'shop',
  imageId: { imageTag: '1.0' },
});
table(
  'What the scan has found',
  found!.findings!.map(({ name, severity }) => ({
    name: name!,
    severity: severity!,
  })),
);
check('whom a policy allows, pulls', got === '1 image');
check('nobody else does', refused.startsWith('AccessDenied'));
check('a scan finds what is known', found!.findings!.length === 2);
// #endregion
