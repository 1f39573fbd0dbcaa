import { NotModelled, parseArn, type AwsError, type Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { ecrError, invalidParameter } from './errors.ts';
import {
  dateOf,
  deleteImage,
  describeImage,
  isDigest,
  isImage,
  look,
  paged,
  passes,
  required,
} from './image-operations.ts';
import { readLifecyclePolicy, type LifecycleRule } from './lifecycle-policy.ts';
import { resultsOf } from './lifecycle-preview.ts';
import { ecrLimits as limits } from './limits.ts';
import { MEDIA } from './manifest.ts';
import { defaultModel, type EcrModel } from './model.ts';
import { ecrPrices } from './prices.ts';
import { Repository, type KeptImage } from './repository.ts';
import { findingsOf, scan, scanStatusOf } from './scans.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { Uploads } from './uploads.ts';

/**
 * Amazon Elastic Container Registry in one Region: the private registry of an account.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html
 */
export class Ecr extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    repositoryName: { ...limits.name, pattern: '(?:[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*/)*[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*' }, // prettier-ignore
    imageTag: limits.tag,
    imageManifest: limits.manifest,
    policyText: limits.ownPolicy,
    imageTagMutabilityExclusionFilters: limits.exclusions,
    'ImageTagMutabilityExclusionFilter.filter': { ...limits.exclusion, pattern: '[0-9a-zA-Z._*-]{1,128}' },
    imageIds: limits.named,
    layerDigests: limits.named,
    repositoryNames: limits.named,
    maxResults: limits.listed,
    'GetLifecyclePolicyPreviewRequest.maxResults': limits.previewed,
  };
  static override readonly refuse = (broken: readonly Violation[]): AwsError => {
    const [{ at, value, constraint }] = broken as [Violation];
    return invalidParameter(`at '${at}' failed to satisfy constraint: '${constraint}' (value: ${value})`);
  };
  /** What AWS does not tell, and what scans find. */
  readonly model: EcrModel = defaultModel();
  readonly #repositories: Registry<Repository>;
  readonly #uploads = new Uploads();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#repositories = new Registry((name) => ecrError('RepositoryNotFoundException', `The repository with name '${name}' does not exist in the registry with id '${region.account}'`)); // prettier-ignore
  }

  // ── Repositories ──────────────────────────────────────────────────────────────────────────────────────────────

  /** The repository of that name; made where there is none. */
  repository(name: string, options: Omit<Input<'CreateRepository'>, 'repositoryName'> = {}): Repository {
    if (!this.#repositories.has(name)) this.createRepository({ repositoryName: name, ...options });
    return this.#repositories.get(name);
  }

  createRepository(input: Input<'CreateRepository'>): Output<'CreateRepository'> {
    const { repositoryName: name, tags = [], imageScanningConfiguration, encryptionConfiguration } = input;
    if ((encryptionConfiguration?.encryptionType ?? 'AES256') !== 'AES256') throw new NotModelled(schema.title, 'encryption by AWS KMS'); // prettier-ignore
    if (this.#repositories.size >= this.quota(limits.repositories)) throw ecrError('LimitExceededException', 'The registry already has the maximum allowed number of repositories.'); // prettier-ignore
    if (this.#repositories.has(name)) throw ecrError('RepositoryAlreadyExistsException', `The repository with name '${name}' already exists in the registry with id '${this.#id}'`); // prettier-ignore
    const labels = withTags(new Map(), tags.map(({ key, value }) => [key, value] as const), TAG_RULES); // prettier-ignore
    const repository = new Repository({
      ...input,
      region: this.region,
      name,
      arn: this.arn(`repository/${name}`),
      storage: this.usage(ecrPrices.storage),
      maxImages: () => this.quota(limits.images),
    });
    repository.labels = labels;
    repository.scanOnPush = imageScanningConfiguration?.scanOnPush ?? false;
    repository.onPush = (image, tag, restored) => this.#pushed(repository, image, tag, restored);
    this.#repositories.add(name, repository);
    return { repository: this.#describe(repository) };
  }

  describeRepositories(input: Input<'DescribeRepositories'> = {}): Output<'DescribeRepositories'> {
    const { repositoryNames: names } = input;
    const all = names ? names.map((name) => this.#repositories.get(name)) : this.#repositories.list();
    const { page, ...more } = paged(all, input, names);
    return { repositories: page.map((one) => this.#describe(one)), ...more };
  }

  deleteRepository({ repositoryName: name, force = false }: Input<'DeleteRepository'>): Output<'DeleteRepository'> {
    const repository = this.#repositories.get(name);
    if (repository.images.length > 0 && !force) throw ecrError('RepositoryNotEmptyException', `The repository with name '${name}' in registry with id '${this.#id}' cannot be deleted because it still contains images`);
    for (const { digest } of repository.images) repository.remove(digest);
    repository.layers.keepOnly(new Set());
    this.#repositories.remove(name);
    return { repository: this.#describe(repository) };
  } // prettier-ignore

  putImageTagMutability(input: Input<'PutImageTagMutability'>): Output<'PutImageTagMutability'> {
    const repository = this.#repositories.get(input.repositoryName);
    repository.mutability = input.imageTagMutability;
    repository.exclusions = input.imageTagMutabilityExclusionFilters ?? [];
    return { ...this.#named(repository), imageTagMutability: repository.mutability };
  }

  putImageScanningConfiguration(input: Input<'PutImageScanningConfiguration'>): Output<'PutImageScanningConfiguration'> {
    const repository = this.#repositories.get(input.repositoryName);
    repository.scanOnPush = input.imageScanningConfiguration.scanOnPush ?? false;
    return { ...this.#named(repository), imageScanningConfiguration: { scanOnPush: repository.scanOnPush } };
  } // prettier-ignore

  setRepositoryPolicy({ repositoryName, policyText }: Input<'SetRepositoryPolicy'>): Output<'SetRepositoryPolicy'> {
    const repository = this.#repositories.get(repositoryName);
    if (!isObject(policyText)) throw invalidParameter("at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'");
    repository.policy = policyText;
    return { ...this.#named(repository), policyText };
  } // prettier-ignore

  getRepositoryPolicy({ repositoryName }: Input<'GetRepositoryPolicy'>): Output<'GetRepositoryPolicy'> {
    return this.#policy(this.#repositories.get(repositoryName));
  }

  deleteRepositoryPolicy({ repositoryName }: Input<'DeleteRepositoryPolicy'>): Output<'DeleteRepositoryPolicy'> {
    const repository = this.#repositories.get(repositoryName);
    const before = this.#policy(repository);
    repository.policy = undefined;
    return before;
  } // prettier-ignore

  /** @internal The policy of a repository, by its ARN. */
  override policyOf(arn: string): string | undefined {
    return this.#repositories.find(nameIn(arn))?.policy;
  }

  // ── Layers ────────────────────────────────────────────────────────────────────────────────────────────────────

  batchCheckLayerAvailability(input: Input<'BatchCheckLayerAvailability'>): Output<'BatchCheckLayerAvailability'> {
    const repository = this.#repositories.get(input.repositoryName);
    const [known, wrong] = [true, false].map((right) => input.layerDigests.filter((one) => isDigest(one) === right));
    const failures = wrong!.map((layerDigest) => ({ layerDigest, failureCode: 'InvalidLayerDigest' as const, failureReason: 'Invalid request parameters: layer digest should satisfy the regex' }));
    const layers = known!.map((layerDigest) => {
      const layerSize = repository.layers.sizeOf(layerDigest);
      if (layerSize === undefined) return { layerDigest, layerAvailability: 'UNAVAILABLE' as const };
      return { layerDigest, layerAvailability: 'AVAILABLE' as const, layerSize };
    });
    return { layers, failures };
  } // prettier-ignore

  initiateLayerUpload({ repositoryName }: Input<'InitiateLayerUpload'>): Output<'InitiateLayerUpload'> {
    const uploadId = this.uuid();
    this.#uploads.begin(uploadId, this.#repositories.get(repositoryName));
    return { uploadId, partSize: limits.layerPart.max };
  }

  uploadLayerPart(input: Input<'UploadLayerPart'>): Output<'UploadLayerPart'> {
    const repository = this.#repositories.get(input.repositoryName);
    const lastByteReceived = this.#uploads.add(input, repository);
    return { ...this.#named(repository), uploadId: input.uploadId, lastByteReceived };
  }

  completeLayerUpload(input: Input<'CompleteLayerUpload'>): Output<'CompleteLayerUpload'> {
    const repository = this.#repositories.get(input.repositoryName);
    const layerDigest = this.#uploads.complete(input.uploadId, input.layerDigests, repository);
    return { ...this.#named(repository), uploadId: input.uploadId, layerDigest };
  }

  getDownloadUrlForLayer(input: Input<'GetDownloadUrlForLayer'>): Output<'GetDownloadUrlForLayer'> {
    const { repositoryName, layerDigest } = input;
    if (!this.#repositories.get(repositoryName).hasLayer(layerDigest)) throw ecrError('LayersNotFoundException', `Layers with digests '[${layerDigest}]' do not exist in the repository with name '${repositoryName}'`); // prettier-ignore
    const { name, domain } = this.region;
    const downloadUrl = `https://prod-${name}-starport-layer-bucket.s3.${name}.${domain}/${layerDigest}`;
    return { downloadUrl, layerDigest };
  }

  // ── Images ────────────────────────────────────────────────────────────────────────────────────────────────────

  putImage(input: Input<'PutImage'>): Output<'PutImage'> {
    const { repositoryName, imageManifest, imageManifestMediaType, imageTag, imageDigest } = input;
    const repository = this.#repositories.get(repositoryName);
    const given = { tag: imageTag, digest: imageDigest, mediaType: imageManifestMediaType };
    const { digest } = repository.put(imageManifest, given);
    const found = repository.find(digest)!;
    return { image: this.#image(repository, found, { imageDigest: digest, ...(imageTag !== undefined && { imageTag }) }) }; // prettier-ignore
  }

  batchGetImage({ repositoryName, imageIds }: Input<'BatchGetImage'>): Output<'BatchGetImage'> {
    const repository = this.#repositories.get(repositoryName);
    const found = imageIds.map((id) => ({ id, image: look(repository, id) }));
    const images = found.flatMap(({ id, image }) => {
      if (!isImage(image)) return [];
      if (image.storage === 'archive') return [];
      image.pulledAt = epochSeconds(this.simulation);
      return [this.#image(repository, image, { ...id, imageDigest: image.digest })];
    });
    const failures = found.flatMap(({ id, image }) => {
      if (!isImage(image)) return [image];
      if (image.storage === 'standard') return [];
      return [{ imageId: id, failureCode: 'ImageNotFound' as const, failureReason: 'Requested image not found' }]; // prettier-ignore
    });
    return { images, failures };
  }

  batchDeleteImage({ repositoryName, imageIds }: Input<'BatchDeleteImage'>): Output<'BatchDeleteImage'> {
    const repository = this.#repositories.get(repositoryName);
    const deleted = imageIds.map((id) => {
      const one = deleteImage(repository, id);
      const [gone] = 'ids' in one ? one.ids : [];
      if (gone && !repository.find(gone.imageDigest!)) this.#announce(repository, 'DELETE', gone.imageDigest!, gone.imageTag); // prettier-ignore
      return one;
    });
    return {
      imageIds: deleted.flatMap((one) => ('ids' in one ? one.ids : [])),
      failures: deleted.flatMap((one) => ('ids' in one ? [] : [one])),
    };
  }

  describeImages(input: Input<'DescribeImages'>): Output<'DescribeImages'> {
    const repository = this.#repositories.get(input.repositoryName);
    const all = input.imageIds
      ? input.imageIds.map((id) => required(repository, id))
      : repository.images.filter((image) => passes(repository, image, input.filter));
    const { page, ...more } = paged(all, input, input.imageIds);
    return { imageDetails: page.map((one) => describeImage(repository, this.#id, one)), ...more };
  }

  listImages(input: Input<'ListImages'>): Output<'ListImages'> {
    const repository = this.#repositories.get(input.repositoryName);
    const all = repository.images
      .filter((image) => passes(repository, image, input.filter))
      .flatMap(({ digest: imageDigest }) => {
        const tags = repository.tagsOf(imageDigest);
        return tags.length === 0 ? [{ imageDigest }] : tags.map((imageTag) => ({ imageDigest, imageTag }));
      });
    const { page: imageIds, ...more } = paged(all, input);
    return { imageIds, ...more };
  }

  startImageScan({ repositoryName, imageId }: Input<'StartImageScan'>): Output<'StartImageScan'> {
    const repository = this.#repositories.get(repositoryName);
    const image = required(repository, imageId);
    if (image.storage === 'archive') throw ecrError('ImageArchivedException', 'The specified image is archived and cannot be scanned.'); // prettier-ignore
    if (!image.config) throw ecrError('UnsupportedImageTypeException', 'The specified image is a list of images, which cannot be scanned.'); // prettier-ignore
    scan(this.region, this.model, repository, image);
    return { ...this.#named(repository), imageId, imageScanStatus: scanStatusOf(image.scan!) };
  }

  describeImageScanFindings(input: Input<'DescribeImageScanFindings'>): Output<'DescribeImageScanFindings'> {
    const { repositoryName, imageId } = input;
    const repository = this.#repositories.get(repositoryName);
    const { digest, scan: last } = required(repository, imageId);
    if (!last) throw ecrError('ScanNotFoundException', `Image scan does not exist for the image with '{imageDigest:'${digest}', imageTag:'${imageId.imageTag ?? 'null'}'}' in the repository with name '${repositoryName}' in the registry with id '${this.#id}'`); // prettier-ignore
    const answer = { ...this.#named(repository), imageId, imageScanStatus: scanStatusOf(last) };
    if (!last.completedAt) return answer;
    const all = findingsOf(last);
    const { page: findings, ...more } = paged(all.findings!, input);
    return { ...answer, imageScanFindings: { ...all, findings }, ...more };
  }

  // ── Lifecycle policies ────────────────────────────────────────────────────────────────────────────────────────

  /** Sets a lifecycle policy, by its rules. */
  lifecycle(repositoryName: string, rules: readonly LifecycleRule[]): void {
    this.putLifecyclePolicy({ repositoryName, lifecyclePolicyText: JSON.stringify({ rules }) });
  }

  putLifecyclePolicy(input: Input<'PutLifecyclePolicy'>): Output<'PutLifecyclePolicy'> {
    const repository = this.#repositories.get(input.repositoryName);
    readLifecyclePolicy(input.lifecyclePolicyText);
    const policy = { text: input.lifecyclePolicyText };
    repository.lifecyclePolicy = policy;
    this.#await(repository, policy);
    return { ...this.#named(repository), lifecyclePolicyText: policy.text };
  }

  getLifecyclePolicy({ repositoryName }: Input<'GetLifecyclePolicy'>): Output<'GetLifecyclePolicy'> {
    return this.#lifecyclePolicy(this.#repositories.get(repositoryName));
  }

  deleteLifecyclePolicy({ repositoryName }: Input<'DeleteLifecyclePolicy'>): Output<'DeleteLifecyclePolicy'> {
    const repository = this.#repositories.get(repositoryName);
    const before = this.#lifecyclePolicy(repository);
    repository.lifecyclePolicy = undefined;
    return before;
  } // prettier-ignore

  startLifecyclePolicyPreview(input: Input<'StartLifecyclePolicyPreview'>): Output<'StartLifecyclePolicyPreview'> {
    const repository = this.#repositories.get(input.repositoryName);
    const text = input.lifecyclePolicyText ?? this.#lifecyclePolicy(repository).lifecyclePolicyText!;
    readLifecyclePolicy(text);
    if (repository.preview && !repository.preview.results) throw ecrError('LifecyclePolicyPreviewInProgressException', 'A lifecycle policy preview is in progress.');
    const preview: NonNullable<Repository['preview']> = { text, results: undefined };
    repository.preview = preview;
    this.simulation.schedule(this.model.preview, () => {
      preview.results = repository.evaluate(text);
    });
    return { ...this.#named(repository), lifecyclePolicyText: text, status: 'IN_PROGRESS' };
  } // prettier-ignore

  getLifecyclePolicyPreview(input: Input<'GetLifecyclePolicyPreview'>): Output<'GetLifecyclePolicyPreview'> {
    const repository = this.#repositories.get(input.repositoryName);
    const { preview } = repository;
    if (!preview) throw ecrError('LifecyclePolicyPreviewNotFoundException', `Lifecycle policy preview does not exist for the repository with name '${repository.name}' in the registry with id '${this.#id}'`);
    const answer = { ...this.#named(repository), lifecyclePolicyText: preview.text };
    if (!preview.results) return { ...answer, status: 'IN_PROGRESS' };
    return { ...answer, status: 'COMPLETE', ...resultsOf(preview.results, repository, input) };
  } // prettier-ignore

  // ── Registry and tags ─────────────────────────────────────────────────────────────────────────────────────────

  getAuthorizationToken(_input: Input<'GetAuthorizationToken'> = {}): Output<'GetAuthorizationToken'> {
    const expiresAt = new Date(this.simulation.epochMillis + limits.token.default * 3_600_000);
    const { account, name, domain } = this.region;
    const proxyEndpoint = `https://${account}.dkr.ecr.${name}.${domain}`;
    // 'AWS:' in Base64, and the password, which nobody reads.
    return { authorizationData: [{ authorizationToken: `QVdTOn${this.hexId('', 40)}`, expiresAt, proxyEndpoint }] }; // prettier-ignore
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const repository = this.#repositories.get(nameIn(resourceArn));
    repository.labels = withTags(repository.labels, tags.map(({ key, value }) => [key, value] as const), TAG_RULES); // prettier-ignore
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const repository = this.#repositories.get(nameIn(resourceArn));
    repository.labels = withoutTags(repository.labels, tagKeys);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    const { labels } = this.#repositories.get(nameIn(resourceArn));
    return { tags: [...labels].map(([key, value]) => ({ key, value })) };
  }

  // ── What happens by itself ────────────────────────────────────────────────────────────────────────────────────

  #pushed(repository: Repository, image: KeptImage, tag: string | undefined, restored: boolean): void {
    if (restored) this.#moved(repository, image);
    this.#announce(repository, 'PUSH', image.digest, tag);
    if (repository.scanOnPush && image.config && !image.scan)
      scan(this.region, this.model, repository, image);
  }

  /** Evaluates a policy again and again, as long as it is the repository's. */
  #await(repository: Repository, policy: NonNullable<Repository['lifecyclePolicy']>): void {
    this.simulation.schedule(this.model.lifecycleEvery, () => {
      if (repository.lifecyclePolicy !== policy || this.#repositories.find(repository.name) !== repository) return;
      policy.evaluatedAt = this.date;
      for (const { digest, type } of repository.evaluate(policy.text)) {
        const image = repository.find(digest)!;
        if (type === 'expire') {
          const [tag] = repository.tagsOf(digest);
          repository.remove(digest);
          this.#announce(repository, 'DELETE', digest, tag);
        } else {
          Object.assign(image, { storage: 'archive', archivedAt: epochSeconds(this.simulation) });
          this.#moved(repository, image);
        }
      }
      this.#await(repository, policy);
    });
  } // prettier-ignore

  /** An image has come to another storage class. */
  #moved(repository: Repository, { digest, storage, activatedAt, mediaType, config }: KeptImage): void {
    const back = storage === 'standard';
    this.#announce(repository, 'UPDATE_STORAGE_CLASS', digest, undefined, {
      'target-storage-class': back ? 'STANDARD' : 'ARCHIVE',
      'manifest-media-type': mediaType,
      ...(config && { 'artifact-media-type': MEDIA.config }),
      ...(back && { 'last-activated-at': dateOf(activatedAt!).toISOString() }),
    });
  }

  #announce(
    repository: Repository,
    action: string,
    digest: string,
    tag: string | undefined,
    more = {},
  ): void {
    this.region.events.put('aws.ecr', 'ECR Image Action', [], () => ({
      result: 'SUCCESS',
      'repository-name': repository.name,
      'image-digest': digest,
      'action-type': action,
      ...(tag !== undefined && { 'image-tag': tag }),
      ...more,
    }));
  }

  // ── Look-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

  get #id(): string {
    return this.region.account;
  }

  #named({ name }: Repository) {
    return { registryId: this.#id, repositoryName: name };
  }

  #image(repository: Repository, { manifest, mediaType }: KeptImage, imageId: { imageDigest?: string; imageTag?: string }) {
    return { ...this.#named(repository), imageId, imageManifest: manifest, imageManifestMediaType: mediaType };
  } // prettier-ignore

  #describe(repository: Repository) {
    return {
      ...this.#named(repository),
      repositoryArn: repository.arn,
      repositoryUri: repository.uri,
      createdAt: repository.created,
      imageTagMutability: repository.mutability,
      ...(repository.exclusions.length > 0 && { imageTagMutabilityExclusionFilters: repository.exclusions }),
      imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
      encryptionConfiguration: { encryptionType: 'AES256' as const },
    };
  }

  #policy(repository: Repository) {
    const { policy: policyText, name } = repository;
    if (policyText === undefined) throw ecrError('RepositoryPolicyNotFoundException', `Repository policy does not exist for the repository with name '${name}' in the registry with id '${this.#id}'`); // prettier-ignore
    return { ...this.#named(repository), policyText };
  }

  #lifecyclePolicy(repository: Repository) {
    const { lifecyclePolicy: policy, name } = repository;
    if (!policy) throw ecrError('LifecyclePolicyNotFoundException', `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${this.#id}'`); // prettier-ignore
    const last = policy.evaluatedAt && { lastEvaluatedAt: policy.evaluatedAt };
    return { ...this.#named(repository), lifecyclePolicyText: policy.text, ...last };
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

const nameIn = (arn: string): string => parseArn(arn)?.resource.replace(/^repository\//, '') ?? arn;

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => ecrError('InvalidTagParameterException', `The tag key ${key} is not valid.`),
  badValue: (value, key) => ecrError('InvalidTagParameterException', `The value ${value} of the tag ${key} is not valid.`), // prettier-ignore
  tooMany: () => ecrError('TooManyTagsException', 'A repository can have 50 tags at most.'),
};
