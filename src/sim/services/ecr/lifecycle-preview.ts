import { dateOf, paged, passes, required } from './image-operations.ts';
import type { LifecycleAction } from './lifecycle-evaluation.ts';
import type { Repository } from './repository.ts';
import type { Input } from './schema.ts';

/** What GetLifecyclePolicyPreview tells of what a policy would do: each image of a page, and how many there are in all. */
export function resultsOf(
  actions: readonly LifecycleAction[],
  repository: Repository,
  input: Input<'GetLifecyclePolicyPreview'>,
) {
  const asked = input.imageIds?.map((id) => required(repository, id));
  const shown = actions.flatMap(({ digest, ...action }) => {
    const image = repository.find(digest);
    if (!image || asked?.includes(image) === false) return [];
    return passes(repository, image, { ...input.filter, imageStatus: 'ANY' }) ? [{ image, ...action }] : [];
  });
  const { page, ...more } = paged(shown, input, asked);
  const previewResults = page.map(({ image, rulePriority, type }) => ({
    imageTags: repository.tagsOf(image.digest),
    imageDigest: image.digest,
    imagePushedAt: dateOf(image.pushedAt),
    action: type === 'expire' ? { type: 'EXPIRE' as const } : { type: 'TRANSITION' as const, ...ARCHIVE },
    appliedRulePriority: rulePriority,
    storageClass: image.storage === 'archive' ? ('ARCHIVE' as const) : ('STANDARD' as const),
  }));
  const expiringImageTotalCount = actions.filter(({ type }) => type === 'expire').length;
  const imageTotalCount = actions.length - expiringImageTotalCount;
  const moving = imageTotalCount > 0 && { transitioningImageTotalCounts: [{ ...ARCHIVE, imageTotalCount }] };
  return { ...more, previewResults, summary: { expiringImageTotalCount, ...moving } };
}

const ARCHIVE = { targetStorageClass: 'ARCHIVE' as const };
