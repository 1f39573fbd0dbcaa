import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cloud, days, DockerHost, hours, imageIndex } from '../../index.ts';
import { evaluateLifecyclePolicy, type AgedImage } from './lifecycle-evaluation.ts';
import { readLifecyclePolicy, type LifecycleRule } from './lifecycle-policy.ts';
import { matchesWildcard } from './wildcard.ts';

const NOW = 1e9;
const image = (
  digest: string,
  tags: string[],
  daysAgo: number,
  more: Partial<AgedImage> = {},
): AgedImage => ({
  digest,
  tags,
  pushedAt: NOW - daysAgo * 86_400,
  storage: 'standard',
  referenced: false,
  ...more,
});
const rule = (
  rulePriority: number,
  selection: LifecycleRule['selection'],
  action: LifecycleRule['action'] = { type: 'expire' },
): LifecycleRule => ({ rulePriority, selection, action });
const tagged = (tagPatternList: string[], countNumber = 1): LifecycleRule['selection'] => ({
  tagStatus: 'tagged',
  tagPatternList,
  countType: 'imageCountMoreThan',
  countNumber,
});
const any = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 } as const;
const age = { countType: 'sinceImagePushed', countUnit: 'days' } as const;
const read = (rules: object) => readLifecyclePolicy(JSON.stringify({ rules }));
const gone = (rules: LifecycleRule[], images: AgedImage[]) =>
  evaluateLifecyclePolicy(read(rules), images, NOW)
    .map(({ digest }) => digest)
    .join('');

const three = [
  image('A', ['beta-1', 'prod-1'], 10),
  image('B', ['beta-2', 'prod-2'], 9),
  image('C', ['beta-3'], 8),
];
const six = [
  image('A', ['alpha-1'], 12),
  image('B', ['beta-1'], 11),
  image('C', ['alpha-2', 'beta-2'], 10),
  image('D', ['alpha-3'], 4),
  image('E', ['beta-3'], 3),
  image('F', ['alpha-4', 'beta-4'], 2),
];
const gammas = [
  image('A', ['alpha-1', 'beta-1', 'gamma-1'], 10),
  image('B', ['alpha-2', 'beta-2'], 9),
  image('C', ['alpha-3', 'beta-3', 'gamma-2'], 8),
];
const four = [image('A', ['a'], 4), image('B', ['b'], 3), image('C', [], 2), image('D', ['c'], 1)];
const five = [
  image('A', ['alpha-1', 'beta-1'], 4),
  image('B', [], 3),
  image('C', ['alpha-2'], 2),
  image('D', ['git hash'], 1),
  image('E', [], 1),
];
const both = { tagStatus: 'tagged', tagPatternList: ['alpha*', 'beta*'], ...age, countNumber: 5 } as const;
const untagged = { tagStatus: 'untagged', ...age, countNumber: 1 } as const;

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle-policy-examples.html
test.each<[name: string, rules: LifecycleRule[], images: AgedImage[], expired: string]>([
  [
    'what a rule has seen, no later rule marks',
    [rule(1, tagged(['prod*'])), rule(2, tagged(['beta*']))],
    three,
    'A',
  ],
  ['the other order', [rule(1, tagged(['beta*'])), rule(2, tagged(['prod*']))], three, 'AB'],
  ['all patterns have to match', [rule(1, both)], six, 'C'],
  ['tags are not exclusive', [rule(1, tagged(['alpha*', 'beta*']))], gammas, 'AB'],
  ['all but the newest', [rule(1, any)], four, 'ABC'],
  ['all kinds of rules', [rule(1, tagged(['alpha*'])), rule(2, untagged), rule(3, any)], five, 'ABD'],
])('AWS’s worked example: %s', (_, rules, images, expired) => {
  expect(gone(rules, images)).toBe(expired);
});

test('archive, restore, manifest lists', () => {
  const selection = {
    tagStatus: 'any',
    countType: 'sinceImagePulled',
    countUnit: 'days',
    countNumber: 90,
  } as const;
  const unpulled = rule(1, selection, { type: 'transition', targetStorageClass: 'archive' });
  const day = (ago: number) => NOW - ago * 86_400;
  const images = [
    image('A', [], 200),
    image('B', [], 200, { pulledAt: day(10) }),
    image('C', [], 200, { pulledAt: day(150), activatedAt: day(20) }),
    image('D', [], 200, { referenced: true }),
    image('E', [], 200, { storage: 'archive', archivedAt: day(100) }),
  ];
  expect(gone([unpulled], images)).toBe('A');
  const archived = { tagStatus: 'any', storageClass: 'archive', countType: 'sinceImageTransitioned', countUnit: 'days', countNumber: 99 } as const; // prettier-ignore
  expect(gone([unpulled, rule(2, archived)], images)).toBe('AE');
});

test.each<[why: string, rules: object[]]>([
  ['at least one rule', []],
  ['one priority', [rule(1, any), rule(1, tagged(['a']))]],
  ['any images comes last', [rule(1, any), rule(2, tagged(['a']))]],
  ['above 0', [rule(1, tagged(['a'], 0))]],
  ['patterns or of prefixes', [rule(1, tagged([]))]],
  ['at most four \\*', [rule(1, tagged(['*a*b*c*d*e']))]],
  ['countUnit goes with ages', [rule(1, { ...any, countUnit: 'days' })]],
  ['sinceImagePulled goes with transition', [rule(1, { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 1 })]], // prettier-ignore
  ['90 days', [rule(1, { tagStatus: 'any', storageClass: 'archive', countType: 'sinceImageTransitioned', countUnit: 'days', countNumber: 89 })]], // prettier-ignore
  ['untagged', [rule(1, untagged), rule(2, untagged)]],
  ['target', [rule(1, any, { type: 'transition' })]],
])('a lifecycle policy is refused: %s', (why, rules) => {
  expect(() => read(rules)).toThrow(new RegExp(why));
});

test('an image is expired by one rule at most, the oldest first, and never one that a manifest list names', () => {
  const someTags = fc.subarray(['a1', 'a2', 'b1', 'b2', 'c']);
  const images = fc.array(fc.record({ tags: someTags, days: fc.integer({ min: 0, max: 30 }), referenced: fc.boolean() }), { maxLength: 12 }); // prettier-ignore
  const count = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(images, count, count, (given, first, second) => {
      const all = given.map(({ tags, days, referenced }, i) => image(String(i), tags, days, { referenced }));
      const rules = read([rule(1, tagged(['a*'], first)), rule(2, { ...any, countNumber: second })]);
      const actions = evaluateLifecyclePolicy(rules, all, NOW);
      const marked = actions.map(({ digest }) => all.find((one) => one.digest === digest)!);
      expect(new Set(marked).size).toBe(actions.length);
      expect(marked.some(({ referenced }) => referenced)).toBe(false);
      expect(marked.map(({ pushedAt }) => pushedAt)).toEqual(marked.map(({ pushedAt }) => pushedAt).toSorted((a, b) => a - b)); // prettier-ignore
      for (const { digest, rulePriority } of actions)
        if (rulePriority === 2) expect(all.find((one) => one.digest === digest)!.tags.some((tag) => tag.startsWith('a'))).toBe(false); // prettier-ignore
    }),
  );
});

test.each<[pattern: string, text: string, matches: boolean]>([
  ['prod*', 'prod', true],
  ['prod*', 'production-team1', true],
  ['*prod*', 'repo-production', true],
  ['a*a', 'a', false],
  ['a*bb*a', 'aba', false],
  ['', '', true],
])('the pattern %j on %j: %j', (pattern, text, matches) => {
  expect(matchesWildcard(pattern, text)).toBe(matches);
});

const dockerfile = (files: string) => [
  { line: 'FROM node:22', megabytes: 300 },
  { line: 'COPY . .', megabytes: 5, files },
];

async function pushed(tags: readonly string[], options = {}) {
  const cloud = new Cloud();
  const repository = cloud.ecr.repository('shop', options);
  const laptop = new DockerHost(cloud);
  for (const tag of tags) {
    await laptop.build('shop', dockerfile(tag));
    await laptop.push('shop', repository, tag);
  }
  return { cloud, repository, laptop };
}

describe('a repository', () => {
  test('keeps a layer once, and is paid by what it keeps', async () => {
    const { cloud, repository } = await pushed(['1', '2', '3']);
    expect(Math.round(repository.bytes / 1e6)).toBe(315);
    await cloud.run(hours(730));
    const gb = 315e6 / 1024 ** 3;
    expect(cloud.meter.cost()).toBeCloseTo(gb * 0.1, 3);
    cloud.ecr.batchDeleteImage({ repositoryName: 'shop', imageIds: [{ imageTag: '3' }] });
    expect(Math.round(repository.bytes / 1e6)).toBe(310);
    const before = cloud.meter.cost();
    cloud.ecr.deleteRepository({ repositoryName: 'shop', force: true });
    await cloud.run(hours(730));
    expect(cloud.meter.cost()).toBe(before);
  });

  test('notes when an image was pulled, by which a policy may go', async () => {
    const { cloud, repository } = await pushed(['1', '2']);
    const pulled = () => cloud.ecr.describeImages({ repositoryName: 'shop' }).imageDetails!.map(({ lastRecordedPullTime }) => lastRecordedPullTime); // prettier-ignore
    expect(pulled()).toEqual([undefined, undefined]);
    await cloud.run(days(50));
    repository.pull('2');
    expect(pulled()).toEqual([undefined, new Date(cloud.simulation.epochMillis)]);
    await cloud.run(days(50));
    const unpulled = { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 60 } as const; // prettier-ignore
    const archived = rule(1, unpulled, { type: 'transition', targetStorageClass: 'archive' });
    expect(repository.previewOf([archived]).map(({ tags }) => tags)).toEqual([['1']]);
  });

  test('a mutable tag moves, and the image that had it stays untagged', async () => {
    const { cloud, repository, laptop } = await pushed(['latest']);
    const first = repository.find('latest')!.digest;
    await laptop.build('shop', dockerfile('new'));
    await laptop.push('shop', repository, 'latest');
    expect(repository.find('latest')!.digest).not.toBe(first);
    expect(repository.tagsOf(first)).toEqual([]);
    const { imageIds } = await cloud.ecr.listImages({
      repositoryName: 'shop',
      filter: { tagStatus: 'UNTAGGED' },
    });
    expect(imageIds).toEqual([{ imageDigest: first }]);
  });

  test('an immutable tag does not, save for those that are excluded', async () => {
    const filters = [{ filterType: 'WILDCARD' as const, filter: 'dev*' }];
    const { repository, laptop } = await pushed(['1', 'dev-1'], { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters: filters }); // prettier-ignore
    await laptop.build('shop', dockerfile('new'));
    await expect(async () => laptop.push('shop', repository, '1')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
    });
    await laptop.push('shop', repository, 'dev-1');
    repository.mutability = 'MUTABLE_WITH_EXCLUSION';
    await laptop.build('shop', dockerfile('newer'));
    await expect(async () => laptop.push('shop', repository, 'dev-1')).rejects.toThrow(
      'cannot be overwritten',
    );
  });

  test('several images under one tag are pulled by platform', async () => {
    const cloud = new Cloud();
    const repository = cloud.ecr.repository('shop');
    const [intel, graviton] = [new DockerHost(cloud), new DockerHost(cloud, { architecture: 'arm64' })];
    const { image: one } = await intel.build('a', dockerfile('1'));
    const { image: other } = await graviton.build('a', dockerfile('1'));
    repository.push('1', imageIndex(one, other));
    expect((await graviton.pull(repository, '1')).image.platform.architecture).toBe('arm64');
    const [child] = repository.find('1')!.images;
    const { failures } = cloud.ecr.batchDeleteImage({
      repositoryName: 'shop',
      imageIds: [{ imageDigest: child! }],
    });
    expect(failures).toMatchObject([{ failureCode: 'ImageReferencedByManifestList' }]);
  });

  test('a policy acts within a day, and what is in the archive can’t be pulled', async () => {
    const { cloud, repository, laptop } = await pushed(['1', '2']);
    const transition = { type: 'transition', targetStorageClass: 'archive' } as const;
    cloud.ecr.lifecycle('shop', [rule(1, { ...any, countNumber: 1 }, transition)]);
    expect(repository.previewOf([rule(1, any)])).toEqual([{ tags: ['1'], rulePriority: 1, type: 'expire' }]);
    await cloud.run(hours(23));
    expect(repository.find('1')!.storage).toBe('standard');
    await cloud.run(hours(2));
    expect(repository.find('1')!.storage).toBe('archive');
    expect(() => repository.pull('1')).toThrow('does not exist within the repository');
    await laptop.build('shop', dockerfile('1'));
    await laptop.push('shop', repository, '1');
    expect(repository.find('1')!.activatedAt).toBeGreaterThan(0);
    const { images, failures } = cloud.ecr.batchGetImage({
      repositoryName: 'shop',
      imageIds: [{ imageTag: '1' }],
    });
    expect([images!.length, failures]).toEqual([1, []]);
  });

  test('is scanned as images come, and once a day by hand', async () => {
    const cloud = new Cloud();
    cloud.ecr.model.findings = () => [{ name: 'CVE-2026-0001', severity: 'HIGH', package: 'openssl' }];
    const seen: string[] = [];
    cloud.events.listen(({ detailType }) => seen.push(detailType));
    const repository = cloud.ecr.repository('shop', { imageScanningConfiguration: { scanOnPush: true } });
    const laptop = new DockerHost(cloud);
    await laptop.build('shop', dockerfile('1'));
    await laptop.push('shop', repository, '1');
    const asked = { repositoryName: 'shop', imageId: { imageTag: '1' } };
    expect(cloud.ecr.describeImageScanFindings(asked).imageScanStatus!.status).toBe('IN_PROGRESS');
    await cloud.run(60);
    const found = cloud.ecr.describeImageScanFindings(asked).imageScanFindings!;
    expect(found).toMatchObject({
      findingSeverityCounts: { HIGH: 1 },
      findings: [{ name: 'CVE-2026-0001' }],
    });
    expect(() => cloud.ecr.startImageScan(asked)).toThrow('quota per image');
    await cloud.run(days(1));
    expect(cloud.ecr.startImageScan(asked).imageScanStatus!.status).toBe('IN_PROGRESS');
    expect(seen).toEqual(['ECR Image Action', 'ECR Image Scan']);
  });
});

test('IAM decides who may pull, and says which policy was silent', () => {
  const cloud = new Cloud({ iam: true });
  cloud.ecr.repository('shop');
  const { user } = cloud.iam.createUser({ userName: 'ann' });
  const denied = () => cloud.as(user!).send('ecr', 'DescribeImages', { repositoryName: 'shop' });
  return expect(async () => denied()).rejects.toThrow(/not authorized to perform: ecr:DescribeImages/);
});
