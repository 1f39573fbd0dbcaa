import { expect, test } from 'vitest';
import { Cloud, days, hours } from '../../index.ts';

/** What users of other emulators, and of ECR itself, were surprised by. */

const layer = { digest: `sha256:${'a'.repeat(64)}`, bytes: 1000 };
const platform = { os: 'linux', architecture: 'amd64' } as const;
const image = (name: string) => ({
  digest: name,
  layers: [layer, { digest: `sha256:${name.repeat(64)}`, bytes: 10 }],
  platform,
});

function setUp(options = {}) {
  const cloud = new Cloud();
  const repository = cloud.ecr.repository('rr', options);
  return { cloud, repository, ecr: cloud.ecr };
}

const repositoryName = 'rr';

test('an immutable tag stays, whatever was pushed between (moto#8717)', () => {
  const { repository } = setUp({ imageTagMutability: 'IMMUTABLE' });
  repository.push('A', image('1'));
  repository.push('B', image('2'));
  const again = () => repository.push('A', image('2'));
  expect(again).toThrow(expect.objectContaining({ name: 'ImageTagAlreadyExistsException' }));
});

test('PutImageTagMutability takes effect, both ways (cloudemu#669)', () => {
  const { ecr, repository } = setUp();
  repository.push('A', image('1'));
  expect(ecr.putImageTagMutability({ repositoryName, imageTagMutability: 'IMMUTABLE' })).toEqual({
    registryId: '123456789012',
    repositoryName,
    imageTagMutability: 'IMMUTABLE',
  });
  expect(() => repository.push('A', image('2'))).toThrow();
  ecr.putImageTagMutability({ repositoryName, imageTagMutability: 'MUTABLE' });
  repository.push('A', image('2'));
  expect(repository.images.length).toBe(2);
});

test('exclusions of a mutable and an immutable repository (moto#9185, containers-roadmap#878)', () => {
  const imageTagMutabilityExclusionFilters = [{ filterType: 'WILDCARD' as const, filter: 'latest' }];
  const { ecr, repository } = setUp({ imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters }); // prettier-ignore
  repository.push('latest', image('1'));
  repository.push('latest', image('2'));
  repository.push('1.0', image('1'));
  expect(() => repository.push('1.0', image('2'))).toThrow();
  const [described] = ecr.describeRepositories({ repositoryNames: ['rr'] }).repositories!;
  expect(described!.imageTagMutabilityExclusionFilters).toEqual(imageTagMutabilityExclusionFilters);
});

test('a part size of 10 MiB, parts one after another, and a digest that is checked (fakecloud#718)', () => {
  const { ecr } = setUp();
  const { uploadId, partSize } = ecr.initiateLayerUpload({ repositoryName });
  expect(partSize).toBe(10 * 1024 * 1024);
  const part = (partFirstByte: number, text: string) => ({
    repositoryName,
    uploadId: uploadId!,
    partFirstByte,
    partLastByte: partFirstByte + text.length - 1,
    layerPartBlob: new TextEncoder().encode(text),
  });
  ecr.uploadLayerPart(part(0, 'abc'));
  expect(() => ecr.uploadLayerPart(part(4, 'd'))).toThrow(
    expect.objectContaining({ name: 'InvalidLayerPartException' }),
  );
  const complete = (digest: string) => () =>
    ecr.completeLayerUpload({ repositoryName, uploadId: uploadId!, layerDigests: [digest] });
  expect(complete(`sha256:${'0'.repeat(64)}`)).toThrow(
    expect.objectContaining({ name: 'InvalidLayerException' }),
  );
  complete('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')();
  expect(complete('sha256:ba')).toThrow(expect.objectContaining({ name: 'UploadNotFoundException' }));
});

test('to delete by tag removes that tag, and the image with its last one (fakecloud#718)', () => {
  const { ecr, repository } = setUp();
  repository.push('A', image('1'));
  repository.push('B', image('1'));
  ecr.batchDeleteImage({ repositoryName, imageIds: [{ imageTag: 'A' }] });
  expect(repository.images.length).toBe(1);
  ecr.batchDeleteImage({ repositoryName, imageIds: [{ imageTag: 'B' }] });
  expect([repository.images.length, repository.bytes]).toEqual([0, 0]);
});

test('`latest` is a tag as any other: it does not follow the newest image (containers-roadmap#169)', () => {
  const { repository } = setUp({ imageTagMutability: 'IMMUTABLE' });
  repository.push('latest', image('1'));
  repository.push('2', image('2'));
  expect(repository.find('latest')).not.toBe(repository.find('2'));
});

test('a count rule takes the tagged image too, and a rule before it can save that (containers-roadmap#637)', () => {
  const { repository, cloud } = setUp();
  const any = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 } as const;
  repository.push('production', image('1'));
  void cloud.run(60);
  repository.push('2', image('2'));
  repository.push('3', image('3'));
  const expire = { type: 'expire' } as const;
  const rule = { rulePriority: 2, selection: any, action: expire };
  expect(repository.previewOf([rule]).map(({ tags }) => tags[0])).toContain('production');
  const selection = { tagStatus: 'tagged', tagPatternList: ['production'], countType: 'imageCountMoreThan', countNumber: 1 } as const; // prettier-ignore
  const saved = [{ rulePriority: 1, selection, action: expire }, rule];
  expect(repository.previewOf(saved).map(({ tags }) => tags[0])).not.toContain('production');
});

test('a repository with images goes by force alone (moto, `delete_repository`)', () => {
  const { ecr, repository } = setUp();
  repository.push('A', image('1'));
  const named = expect.objectContaining({ name: 'RepositoryNotEmptyException' }) as Error;
  expect(() => ecr.deleteRepository({ repositoryName })).toThrow(named);
  ecr.deleteRepository({ repositoryName, force: true });
  expect(() => ecr.describeImages({ repositoryName })).toThrow(
    "The repository with name 'rr' does not exist in the registry with id '123456789012'",
  );
});

test('an image that is there in this very form is an error to the API (moto, `put_image`)', () => {
  const { ecr, repository } = setUp();
  repository.push('A', image('1'));
  const imageManifest = repository.find('A')!.manifest;
  const named = expect.objectContaining({ name: 'ImageAlreadyExistsException' }) as Error;
  expect(() => ecr.putImage({ repositoryName, imageManifest, imageTag: 'A' })).toThrow(named);
  expect(ecr.putImage({ repositoryName, imageManifest, imageTag: 'B' }).image!.imageId!.imageTag).toBe('B');
});

test('what was asked for and is not there is a failure of BatchGetImage, and an error of DescribeImages', () => {
  const { ecr } = setUp();
  const imageIds = [{ imageTag: 'none' }];
  expect(ecr.batchGetImage({ repositoryName, imageIds })).toEqual({
    images: [],
    failures: [{ imageId: { imageTag: 'none' }, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }],
  });
  expect(() => ecr.describeImages({ repositoryName, imageIds })).toThrow(
    "The image with imageId {imageDigest:'null', imageTag:'none'} does not exist",
  );
}); // prettier-ignore

test('a name with capitals is refused (localstack, terraform)', () => {
  const { ecr } = setUp();
  expect(() => ecr.createRepository({ repositoryName: 'Shop' })).toThrow(
    expect.objectContaining({ name: 'InvalidParameterException' }),
  );
});

test('a policy and its preview come back as they were given (cloudemu#669)', async () => {
  const { cloud, ecr, repository } = setUp();
  repository.push('A', image('1'));
  const lifecyclePolicyText = '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}'; // prettier-ignore
  expect(() => ecr.getLifecyclePolicy({ repositoryName })).toThrow('Lifecycle policy does not exist');
  await cloud.run(days(15));
  ecr.startLifecyclePolicyPreview({ repositoryName, lifecyclePolicyText });
  expect(ecr.getLifecyclePolicyPreview({ repositoryName }).status).toBe('IN_PROGRESS');
  await cloud.run(10);
  expect(ecr.getLifecyclePolicyPreview({ repositoryName })).toMatchObject({
    status: 'COMPLETE',
    previewResults: [{ imageTags: ['A'], appliedRulePriority: 1, action: { type: 'EXPIRE' } }],
    summary: { expiringImageTotalCount: 1 },
  });
  ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText });
  expect(ecr.getLifecyclePolicy({ repositoryName }).lifecyclePolicyText).toBe(lifecyclePolicyText);
  await cloud.run(hours(25));
  expect(repository.images).toEqual([]);
});
