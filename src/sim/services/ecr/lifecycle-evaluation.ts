import { storageOf, type LifecycleRule } from './lifecycle-policy.ts';
import { matchesWildcard } from './wildcard.ts';

/** An image as the evaluator sees it. Times are in seconds. */
export interface AgedImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: number;
  readonly pulledAt?: number | undefined;
  readonly storage: 'standard' | 'archive';
  readonly archivedAt?: number | undefined;
  /** When it was last restored from the archive; its age counts from here then. */
  readonly activatedAt?: number | undefined;
  /** Whether a manifest list names it that is neither deleted nor archived; it stays as long as that does. */
  readonly referenced: boolean;
}

/** What a policy does to an image. */
export interface LifecycleAction {
  readonly digest: string;
  readonly rulePriority: number;
  readonly type: 'expire' | 'transition';
}

const DAY = 86_400;

/**
 * What a policy does to a repository's images, the oldest first. Rules look at all images, also at those that others have
 * marked; but what a rule's tags select is not for any later rule to mark, whether the rule marks it or not.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 *
 * @param rules by priority
 * @param images in the order in which they came, which tells images of one age apart
 */
export function evaluateLifecyclePolicy(
  rules: readonly LifecycleRule[],
  images: readonly AgedImage[],
  now: number,
): LifecycleAction[] {
  const oldestFirst = images.toSorted((one, other) => ageFrom(one) - ageFrom(other));
  const seen = new Set<string>();
  const actions = new Map<string, LifecycleAction>();
  for (const rule of rules) {
    const selected = oldestFirst.filter((image) => selects(rule, image));
    for (const { digest, referenced } of tooMany(rule, selected, now)) {
      if (referenced || seen.has(digest)) continue;
      actions.set(digest, { digest, rulePriority: rule.rulePriority, type: rule.action.type });
    }
    for (const { digest } of selected) seen.add(digest);
  }
  return oldestFirst.flatMap(({ digest }) => actions.get(digest) ?? []);
}

const ageFrom = ({ pushedAt, activatedAt }: AgedImage) => activatedAt ?? pushedAt;

/** Whether a rule's storage class and tags select an image: each pattern must match one of its tags. */
function selects(rule: LifecycleRule, { tags, storage }: AgedImage): boolean {
  const { tagStatus, tagPatternList = [], tagPrefixList = [] } = rule.selection;
  if (storageOf(rule) !== storage) return false;
  if (tagStatus === 'untagged') return tags.length === 0;
  return (
    tagPatternList.every((pattern) => tags.some((tag) => matchesWildcard(pattern, tag))) &&
    tagPrefixList.every((prefix) => tags.some((tag) => tag.startsWith(prefix)))
  );
}

/** Of the images that a rule selects, those that are too many or too old. */
function tooMany({ selection }: LifecycleRule, images: readonly AgedImage[], now: number) {
  const { countType, countNumber } = selection;
  if (countType === 'imageCountMoreThan') return images.slice(0, Math.max(0, images.length - countNumber));
  return images.filter((image) => {
    const since = sinceOf(image, countType);
    return since !== undefined && now - since > countNumber * DAY;
  });
}

function sinceOf(image: AgedImage, countType: LifecycleRule['selection']['countType']): number | undefined {
  if (countType === 'sinceImageTransitioned') return image.archivedAt;
  if (countType === 'sinceImagePushed') return ageFrom(image);
  const { pulledAt, activatedAt, pushedAt } = image;
  // Restored and not pulled since: from then on; never pulled: from the push on.
  if (activatedAt !== undefined && (pulledAt ?? -Infinity) < activatedAt) return activatedAt;
  return pulledAt ?? pushedAt;
}
