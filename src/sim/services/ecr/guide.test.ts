import { expect, test } from 'vitest';
import { Cloud, days, hours, NotModelled } from '../../index.ts';
import type { LifecycleRule } from './lifecycle-policy.ts';

/**
 * What AWS's documentation of Amazon ECR says, tried: each title names the page, in
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/… or, in capitals, in …/latest/APIReference/API_…
 */

const repositoryName = 'shop';
const platform = { os: 'linux', architecture: 'amd64' } as const;
const image = (name: string, bytes = 1000) => ({
  digest: name,
  layers: [{ digest: `sha256:${name.repeat(64)}`, bytes }],
  platform,
});
const named = (name: string) => expect.objectContaining({ name }) as Error;

function setUp(options = {}) {
  const cloud = new Cloud();
  const { ecr } = cloud;
  const heard: Readonly<Record<string, unknown>>[] = [];
  cloud.events.listen(({ source, detail }) => source === 'aws.ecr' && heard.push(detail));
  const repository = ecr.repository(repositoryName, options);
  /** Sends a list of two images, which the digests name. */
  const pushList = (tag: string) => {
    repository.push(tag, { digest: '', images: [image('1'), image('2', 5000)] });
    return repository.find(tag)!;
  };
  return { cloud, ecr, repository, heard, pushList };
}

const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 } as const;
const archive: LifecycleRule = { rulePriority: 1, selection, action: { type: 'transition', targetStorageClass: 'archive' } }; // prettier-ignore
const expire: LifecycleRule = { rulePriority: 1, selection, action: { type: 'expire' } };

/** Two images, the first of which is in the archive. */
async function archived(options = {}) {
  const all = setUp(options);
  all.repository.push('old', image('1'));
  await all.cloud.run(60);
  all.repository.push('new', image('2'));
  all.ecr.lifecycle(repositoryName, [archive]);
  await all.cloud.run(hours(25));
  return all;
}

test('an archived image is listed on demand, and cannot be pulled (archive-image)', async () => {
  const { ecr, repository } = await archived();
  const listed = (imageStatus?: 'ANY' | 'ARCHIVED') => ecr.describeImages({ repositoryName, filter: { imageStatus } as object }).imageDetails!; // prettier-ignore
  expect([listed().length, listed('ARCHIVED').length, listed('ANY').length]).toEqual([1, 1, 2]);
  expect(listed('ARCHIVED')[0]!.imageStatus).toBe('ARCHIVED');
  expect(() => repository.pull('old')).toThrow(named('ImageNotFoundException'));
});

test('the event of an archived image names its new storage class, and no tag (ecr-eventbridge)', async () => {
  const { heard } = await archived();
  expect(heard.at(-1)).toMatchObject({
    'action-type': 'UPDATE_STORAGE_CLASS',
    'target-storage-class': 'ARCHIVE',
    'manifest-media-type': 'application/vnd.oci.image.manifest.v1+json',
    'artifact-media-type': 'application/vnd.oci.image.config.v1+json',
  });
  expect(heard.at(-1)).not.toHaveProperty('image-tag');
});

test('a push brings an archived image back at once, and an event tells so (restore-image)', async () => {
  const { ecr, repository, heard } = await archived();
  repository.push('old', image('1'));
  expect(heard.at(-2)).toMatchObject({ 'action-type': 'UPDATE_STORAGE_CLASS', 'target-storage-class': 'STANDARD', 'last-activated-at': '2026-01-02T01:01:00.000Z' }); // prettier-ignore
  expect(heard.at(-1)).toMatchObject({ 'action-type': 'PUSH', 'image-tag': 'old' });
  expect(ecr.batchGetImage({ repositoryName, imageIds: [{ imageTag: 'old' }] }).images!.length).toBe(1);
});

test('a restored image is scanned as one that is pushed; what was found before is gone (restore-image)', async () => {
  const { cloud, ecr, repository } = await archived({ imageScanningConfiguration: { scanOnPush: true } });
  const imageId = { imageTag: 'old' };
  const status = () => ecr.describeImageScanFindings({ repositoryName, imageId }).imageScanStatus!.status;
  expect(status()).toBe('COMPLETE');
  repository.push('old', image('1'));
  expect(status()).toBe('IN_PROGRESS');
  await cloud.run(60);
  expect(status()).toBe('COMPLETE');
});

test('the age of a restored image counts from the day on which it came back (LifecyclePolicies)', async () => {
  const { cloud, repository } = await archived();
  repository.push('old', image('1'));
  await cloud.run(60);
  expect(repository.previewOf([expire]).map(({ tags }) => tags[0])).toEqual(['new']);
});

test('an archived image or a list of images is not scanned (StartImageScan)', async () => {
  const { ecr, pushList } = await archived();
  const scan = (imageTag: string) => () => ecr.startImageScan({ repositoryName, imageId: { imageTag } });
  expect(scan('old')).toThrow(named('ImageArchivedException'));
  pushList('both');
  expect(scan('both')).toThrow(named('UnsupportedImageTypeException'));
});

test('an event is sent where an image is deleted, and none where it only loses a tag (ecr-eventbridge)', () => {
  const { ecr, repository, heard } = setUp();
  repository.push('a', image('1'));
  repository.push('b', image('1'));
  ecr.batchDeleteImage({ repositoryName, imageIds: [{ imageTag: 'a' }] });
  expect(heard.map((one) => one['action-type'])).toEqual(['PUSH', 'PUSH']);
  const { imageDigest } = ecr.batchDeleteImage({ repositoryName, imageIds: [{ imageTag: 'b' }] })
    .imageIds![0]!;
  expect(heard.at(-1)).toEqual({ 'result': 'SUCCESS', 'repository-name': 'shop', 'image-digest': imageDigest, 'action-type': 'DELETE', 'image-tag': 'b' }); // prettier-ignore
});

test('a digest deletes an image with all of its tags (delete-image)', () => {
  const { ecr, repository } = setUp();
  repository.push('a', image('1'));
  repository.push('b', image('1'));
  const imageDigest = repository.find('a')!.digest;
  const { imageIds } = ecr.batchDeleteImage({ repositoryName, imageIds: [{ imageDigest }] });
  expect(imageIds).toEqual([{ imageDigest, imageTag: 'a' }, { imageDigest, imageTag: 'b' }]); // prettier-ignore
  expect(repository.images).toEqual([]);
});

test('a list of images is as large as its largest one (ImageDetail)', () => {
  const { ecr, repository, pushList } = setUp();
  const [, large] = pushList('both').images;
  const sizeOf = (id: object) => ecr.describeImages({ repositoryName, imageIds: [id] }).imageDetails![0]!.imageSizeInBytes!; // prettier-ignore
  expect(sizeOf({ imageTag: 'both' })).toBe(sizeOf({ imageDigest: large }));
  expect(sizeOf({ imageTag: 'both' })).toBeGreaterThan(5000);
  expect(repository.find(large!)!.config).toBeDefined();
});

test('an image of a list stays until the list is deleted or archived (LifecyclePolicies)', async () => {
  const { cloud, ecr, repository, pushList } = setUp();
  pushList('both');
  await cloud.run(60);
  repository.push('new', image('3'));
  expect(repository.previewOf([expire]).map(({ tags }) => tags)).toEqual([['both']]);
  ecr.lifecycle(repositoryName, [archive]);
  await cloud.run(days(3));
  const storage = repository.images.map((one) => one.storage);
  expect(storage).toEqual(['archive', 'archive', 'archive', 'standard']);
});

test('a rule of a lifecycle policy says what the page has, and nothing else (lifecycle-policy-parameters)', () => {
  const { ecr } = setUp();
  const refused = (rule: object) => () => ecr.lifecycle(repositoryName, [{ ...expire, ...rule } as LifecycleRule]);
  const days = { tagStatus: 'any', countNumber: 1, countUnit: 'days' };
  expect(refused({ selection: { ...days, countType: 'sinceImageTagged' } })).toThrow('countType may not be');
  expect(refused({ selection: { ...days, countType: 'sinceImagePushed', countUnit: 'hours' } })).toThrow('countUnit');
  expect(refused({ action: { type: 'delete' } })).toThrow('type may not be delete');
  expect(refused({ selection: { ...selection, storageClass: 'glacier' } })).toThrow('storageClass may not be');
  expect(refused({ selection: { ...selection, storageClass: 'archive' } })).toThrow('the storage class does not fit');
}); // prettier-ignore

test('a lifecycle policy has 50 rules at most, and an image 1,000 tags (service-quotas)', () => {
  const { ecr, repository } = setUp();
  const rules = (count: number) => Array.from({ length: count }, (_, i): LifecycleRule => ({ ...expire, rulePriority: i + 1, selection: { ...selection, tagStatus: 'tagged', tagPatternList: [`v${i}`] } })); // prettier-ignore
  ecr.lifecycle(repositoryName, rules(50));
  expect(() => ecr.lifecycle(repositoryName, rules(51))).toThrow('at most 50 rules');
  for (let i = 0; i < 1000; i++) repository.push(`v${i}`, image('1'));
  expect(() => repository.push('one-more', image('1'))).toThrow(named('LimitExceededException'));
  repository.push('v0', image('1'));
});

test('a preview tells what would expire and what would move, whole or filtered (GetLifecyclePolicyPreview)', async () => {
  const { cloud, ecr, repository } = await archived();
  await cloud.run(60);
  repository.push('newer', image('3'));
  ecr.startLifecyclePolicyPreview({ repositoryName });
  await cloud.run(60);
  const preview = (input = {}) => ecr.getLifecyclePolicyPreview({ repositoryName, ...input });
  expect(preview()).toMatchObject({
    previewResults: [{ imageTags: ['new'], storageClass: 'STANDARD', action: { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' } }],
    summary: { expiringImageTotalCount: 0, transitioningImageTotalCounts: [{ targetStorageClass: 'ARCHIVE', imageTotalCount: 1 }] },
  });
  expect(preview({ filter: { tagStatus: 'UNTAGGED' } }).previewResults).toEqual([]);
  expect(preview({ imageIds: [{ imageTag: 'newer' }] }).previewResults).toEqual([]);
  expect(() => preview({ maxResults: 101 })).toThrow(named('InvalidParameterException'));
}); // prettier-ignore

test('findings come in pages (DescribeImageScanFindings)', async () => {
  const { cloud, ecr, repository } = setUp({ imageScanningConfiguration: { scanOnPush: true } });
  ecr.model.findings = () => Array.from({ length: 5 }, (_, i) => ({ name: `CVE-${i}`, severity: 'LOW' as const }));
  repository.push('a', image('1'));
  await cloud.run(60);
  const page = (more = {}) => ecr.describeImageScanFindings({ repositoryName, imageId: { imageTag: 'a' }, maxResults: 3, ...more });
  const first = page();
  expect([first.imageScanFindings!.findings!.length, first.imageScanFindings!.findingSeverityCounts]).toEqual([3, { LOW: 5 }]);
  const { imageScanFindings, nextToken } = page({ nextToken: first.nextToken });
  expect([imageScanFindings!.findings!.map(({ name }) => name), nextToken]).toEqual([['CVE-3', 'CVE-4'], undefined]);
}); // prettier-ignore

test('what is named comes whole: neither a page nor a token goes with it (DescribeImages, DescribeRepositories)', () => {
  const { ecr, repository } = setUp();
  repository.push('a', image('1'));
  const refused = named('InvalidParameterException');
  const imageIds = [{ imageTag: 'a' }];
  expect(() => ecr.describeImages({ repositoryName, imageIds, maxResults: 1 })).toThrow(refused);
  expect(() => ecr.describeRepositories({ repositoryNames: ['shop'], maxResults: 1 })).toThrow(refused);
});

test('a call names from 1 to 100 images or layers (BatchGetImage, BatchDeleteImage, BatchCheckLayerAvailability)', () => {
  const { ecr } = setUp();
  const refused = named('InvalidParameterException');
  const imageIds = Array.from({ length: 101 }, (_, i) => ({ imageTag: `v${i}` }));
  expect(() => ecr.batchGetImage({ repositoryName, imageIds })).toThrow(refused);
  expect(() => ecr.batchDeleteImage({ repositoryName, imageIds: [] })).toThrow(refused);
  expect(() => ecr.batchCheckLayerAvailability({ repositoryName, layerDigests: [] })).toThrow(refused);
});

test('what is no digest is a failure, not a layer that is missing (LayerFailure)', () => {
  const { ecr } = setUp();
  const layerDigests = ['latest', `sha256:${'0'.repeat(64)}`];
  const { layers, failures } = ecr.batchCheckLayerAvailability({ repositoryName, layerDigests });
  expect(layers).toEqual([{ layerDigest: layerDigests[1], layerAvailability: 'UNAVAILABLE' }]);
  expect(failures).toMatchObject([{ layerDigest: 'latest', failureCode: 'InvalidLayerDigest' }]);
});

test('a part of a layer has 10 MiB at most, and all but the last 5 MiB at least (service-quotas)', () => {
  const { ecr } = setUp();
  const begin = () => ecr.initiateLayerUpload({ repositoryName }).uploadId!;
  const send = (uploadId: string, partFirstByte: number, bytes: number) => ecr.uploadLayerPart({ repositoryName, uploadId, partFirstByte, partLastByte: partFirstByte + bytes - 1, layerPartBlob: new Uint8Array(bytes) }); // prettier-ignore
  expect(() => send(begin(), 0, 10 * 1024 * 1024 + 1)).toThrow(named('InvalidLayerPartException'));
  const uploadId = begin();
  send(uploadId, 0, 10);
  send(uploadId, 10, 10);
  expect(() => ecr.completeLayerUpload({ repositoryName, uploadId, layerDigests: ['sha256:00'] })).toThrow(named('LayerPartTooSmallException')); // prettier-ignore
});

test('a repository excludes five patterns of tags at most, of letters, digits and ._*- (CreateRepository)', () => {
  const { ecr } = setUp();
  const create = (...filters: string[]) => () => ecr.createRepository({ repositoryName: 'other', imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })) }); // prettier-ignore
  const refused = named('InvalidParameterException');
  expect(create('a', 'b', 'c', 'd', 'e', 'f')).toThrow(refused);
  expect(create('de v')).toThrow(refused);
  create('a*', 'b.c', 'd-e', 'f_g', 'h')();
});

test('a repository is encrypted with AES-256 by default; KMS is not modelled (encryption-at-rest)', () => {
  const { ecr } = setUp();
  const [described] = ecr.describeRepositories().repositories!;
  expect(described!.encryptionConfiguration).toEqual({ encryptionType: 'AES256' });
  const encryptionConfiguration = { encryptionType: 'KMS' as const };
  expect(() => ecr.createRepository({ repositoryName: 'other', encryptionConfiguration })).toThrow(NotModelled); // prettier-ignore
});

test('a policy of a repository is JSON of 10,240 characters at most (SetRepositoryPolicy)', () => {
  const { ecr } = setUp();
  const set = (policyText: string) => () => ecr.setRepositoryPolicy({ repositoryName, policyText });
  expect(set('allow all')).toThrow('Invalid repository policy provided');
  expect(set(JSON.stringify({ Version: ' '.repeat(10_240) }))).toThrow(named('InvalidParameterException'));
  set('{"Version":"2012-10-17","Statement":[]}')();
});

test('a token is valid for twelve hours, for the user AWS (registry-auth)', () => {
  const { cloud, ecr } = setUp();
  const [token] = ecr.getAuthorizationToken().authorizationData!;
  expect(token!.expiresAt!.getTime() - cloud.simulation.epochMillis).toBe(12 * 3_600_000);
  expect(atob(token!.authorizationToken!.slice(0, 8))).toMatch(/^AWS:/);
  expect(token!.proxyEndpoint).toBe('https://123456789012.dkr.ecr.us-east-1.amazonaws.com');
});

test('once 24 hours have passed an image may be scanned again, not before (image-scanning-basic)', async () => {
  const { cloud, ecr, repository } = setUp();
  repository.push('a', image('1'));
  const scan = () => ecr.startImageScan({ repositoryName, imageId: { imageTag: 'a' } });
  scan();
  await cloud.run(hours(23));
  expect(scan).toThrow(named('LimitExceededException'));
  await cloud.run(hours(1));
  scan();
});

test('a manifest list names images of its own repository (PutImage)', () => {
  const { ecr, repository, pushList } = setUp();
  const imageManifest = pushList('both').manifest;
  const other = ecr.repository('other');
  expect(() => ecr.putImage({ repositoryName: 'other', imageManifest })).toThrow(named('ReferencedImagesNotFoundException')); // prettier-ignore
  expect([repository.images.length, other.images.length]).toEqual([3, 0]);
});
