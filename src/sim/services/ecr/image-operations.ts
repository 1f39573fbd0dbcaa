import { pageOf } from '../../cloud/page.ts';
import { invalidParameter } from './errors.ts';
import { ecrLimits as limits } from './limits.ts';
import { MEDIA } from './manifest.ts';
import type { KeptImage, Repository } from './repository.ts';
import { scanStatusOf, summaryOf } from './scans.ts';
import type { ImageDetail, ImageFailure, ImageIdentifier, Model } from './schema.ts';

type Id = Model<ImageIdentifier>;
type Failure = Model<ImageFailure>;

/** What an image's id names: the image, or why none. */
export function look(repository: Repository, { imageDigest, imageTag }: Id): KeptImage | Failure {
  const failed = (failureCode: Failure['failureCode'], failureReason: string): Failure => ({
    imageId: {
      ...(imageDigest !== undefined && { imageDigest }),
      ...(imageTag !== undefined && { imageTag }),
    },
    failureCode,
    failureReason,
  });
  if (imageDigest === undefined && imageTag === undefined)
    return failed('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  if (imageDigest !== undefined && !isDigest(imageDigest))
    return failed('InvalidImageDigest', 'Invalid request parameters: image digest should satisfy the regex');
  const image = repository.find((imageDigest ?? imageTag)!);
  if (!image) return failed('ImageNotFound', 'Requested image not found');
  if (imageDigest !== undefined && imageTag !== undefined && repository.find(imageTag) !== image)
    return failed('ImageTagDoesNotMatchDigest', 'Requested image tag does not match the digest');
  return image;
}

/** Whether a text has the form of a digest. */
export const isDigest = (text: string): boolean => /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/.test(text);

/** Whether what was looked up is an image. */
export const isImage = (found: KeptImage | Failure): found is KeptImage => 'pushedAt' in found;

/** The image of an id. @throws ImageNotFoundException */
export function required(repository: Repository, id: Id): KeptImage {
  const found = look(repository, id);
  if (isImage(found)) return found;
  if (found.failureCode === 'ImageNotFound' || found.failureCode === 'ImageTagDoesNotMatchDigest')
    throw repository.notFound((id.imageDigest ?? id.imageTag)!);
  throw invalidParameter(found.failureReason!);
}

/** BatchDeleteImage: by tag the tag goes, and the image with its last one; by digest all of it. */
export function deleteImage(repository: Repository, id: Id): { ids: Id[] } | Failure {
  const found = look(repository, id);
  if (!isImage(found)) return found;
  const { digest } = found;
  const tags = repository.tagsOf(digest);
  const whole = id.imageTag === undefined || tags.length === 1;
  if (whole && repository.listsWith(digest).length > 0)
    return {
      imageId: { imageDigest: digest },
      failureCode: 'ImageReferencedByManifestList',
      failureReason: 'Requested image referenced by manifest list',
    };
  if (id.imageTag !== undefined) {
    repository.removeTag(id.imageTag);
    return { ids: [{ imageDigest: digest, imageTag: id.imageTag }] };
  }
  repository.remove(digest);
  if (tags.length === 0) return { ids: [{ imageDigest: digest }] };
  return { ids: tags.map((imageTag) => ({ imageDigest: digest, imageTag })) };
}

/** What DescribeImages tells of an image. */
export function describeImage(
  repository: Repository,
  registryId: string,
  image: KeptImage,
): Model<ImageDetail> {
  const { digest, config, mediaType, pulledAt, archivedAt, activatedAt, scan } = image;
  const tags = repository.tagsOf(digest);
  return {
    registryId,
    repositoryName: repository.name,
    imageDigest: digest,
    imagePushedAt: dateOf(image.pushedAt),
    imageManifestMediaType: mediaType,
    imageStatus: image.storage === 'archive' ? 'ARCHIVED' : 'ACTIVE',
    imageSizeInBytes: sizeOf(repository, image),
    ...(config && { artifactMediaType: MEDIA.config }),
    ...(tags.length > 0 && { imageTags: tags }),
    ...(pulledAt !== undefined && { lastRecordedPullTime: dateOf(pulledAt) }),
    ...(archivedAt !== undefined && { lastArchivedAt: dateOf(archivedAt) }),
    ...(activatedAt !== undefined && { lastActivatedAt: dateOf(activatedAt) }),
    ...(scan && { imageScanStatus: scanStatusOf(scan) }),
    ...(scan?.completedAt && { imageScanFindingsSummary: summaryOf(scan) }),
  };
}

/** Bytes of an image; of a list those of its largest one. */
function sizeOf(repository: Repository, { layers, config, images }: KeptImage): number {
  const listed = images.map((digest) => sizeOf(repository, repository.find(digest)!));
  return [...layers, ...(config ? [config] : [])].reduce(
    (sum, { size }) => sum + size,
    Math.max(0, ...listed),
  );
}

/** Whether an image is one of those that a filter asks for. */
export function passes(
  repository: Repository,
  { digest, storage }: KeptImage,
  { tagStatus = 'ANY', imageStatus = 'ACTIVE' }: { tagStatus?: string; imageStatus?: string } = {},
): boolean {
  const tagged = repository.tagsOf(digest).length > 0;
  const status = storage === 'archive' ? 'ARCHIVED' : 'ACTIVE';
  if (imageStatus !== 'ANY' && imageStatus !== status) return false;
  return tagStatus === 'ANY' || (tagStatus === 'TAGGED') === tagged;
}

/** A page of what is listed; all of it where the caller named it. @throws InvalidParameterException for both at once */
export function paged<T>(
  all: readonly T[],
  { nextToken, maxResults }: { nextToken?: string; maxResults?: number },
  named?: readonly unknown[],
): { page: T[]; nextToken?: string } {
  if (named && (nextToken ?? maxResults) !== undefined)
    throw invalidParameter('nextToken and maxResults go with no names');
  return pageOf(all, {
    nextToken,
    size: maxResults ?? limits.listed.default,
    badToken: () => invalidParameter('the nextToken is not valid'),
  });
}

/** A date of so many seconds since 1970. */
export const dateOf = (seconds: number): Date => new Date(Math.round(seconds * 1000));
