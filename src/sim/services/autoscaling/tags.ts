import { passes } from '../../cloud/filter.ts';
import { withTags, type TagRules } from '../../cloud/tags.ts';
import { Part } from './context.ts';
import { autoScalingError, validationError } from './errors.ts';
import type { AutoScalingGroup, GroupTag } from './group.ts';
import { page } from './pages.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';

const RESOURCE_TYPE = 'auto-scaling-group';
const SOURCE = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html';
const row = (name: string, unit: string, max: number) => ({
  name,
  unit,
  max,
  adjustable: false,
  source: SOURCE,
});

const RULES: TagRules = {
  limits: { tags: row('Tags of a group', 'tags', 50), tagKey: { ...row('Key of a tag', 'characters', 128), min: 1 }, tagValue: row('Value of a tag', 'characters', 256) },
  badKey: (key) => validationError(`The tag key ${key.slice(0, 130)} is not valid.`),
  badValue: (value, key) => validationError(`The value ${value.slice(0, 260)} of the tag ${key} is not valid.`),
  tooMany: () => autoScalingError('LimitExceededFault', 'A group can have 50 tags at most.'),
}; // prettier-ignore

/** The tags of groups, which instances get at their launch. */
export class GroupTags extends Part {
  createOrUpdateTags({ tags }: Input<'CreateOrUpdateTags'>): Output<'CreateOrUpdateTags'> {
    const all = tags.map((tag) => ({ group: this.#groupOf(tag), tag }));
    for (const { group, tag } of all) group.tags = this.checked(group.tags, [tag]);
    return {};
  }

  deleteTags({ tags }: Input<'DeleteTags'>): Output<'DeleteTags'> {
    for (const tag of tags) {
      const { tags: had } = this.#groupOf(tag);
      if (tag.value === undefined || had.get(tag.key)?.value === tag.value) had.delete(tag.key);
    }
    return {};
  }

  describeTags(input: Input<'DescribeTags'> = {}): Output<'DescribeTags'> {
    const all = this.asg.groups.list().flatMap((group) => this.of(group));
    const wanted = all.filter((tag) => passes(tag, input.filters, {
      'auto-scaling-group': ({ resourceId }) => resourceId,
      key: ({ key }) => key,
      value: ({ value }) => value,
      'propagate-at-launch': ({ propagateAtLaunch }) => String(propagateAtLaunch),
    }, (name) => validationError(`The filter ${name.slice(0, 100)} is not valid.`))); // prettier-ignore
    const { page: tags, ...more } = page(wanted, input);
    return { tags, ...more };
  }

  /** A group's tags with others set. */
  checked(had: ReadonlyMap<string, GroupTag>, set: readonly Model<aws.Tag>[]): Map<string, GroupTag> {
    const values = new Map([...had].map(([key, { value }]) => [key, value]));
    withTags(values, set.map(({ key, value = '' }) => [key, value] as const), RULES); // prettier-ignore
    const all = new Map(had);
    for (const { key, value = '', propagateAtLaunch = false } of set) all.set(key, { value, propagateAtLaunch }); // prettier-ignore
    return all;
  }

  /** As the API shows them. */
  of({ name, tags }: AutoScalingGroup): Model<aws.TagDescription>[] {
    return [...tags].map(([key, tag]) => ({ resourceId: name, resourceType: RESOURCE_TYPE, key, ...tag }));
  }

  #groupOf({ resourceId, resourceType = RESOURCE_TYPE }: Model<aws.Tag>): AutoScalingGroup {
    if (resourceId === undefined) throw validationError('ResourceId must be given.');
    if (resourceType !== RESOURCE_TYPE) throw validationError(`${resourceType.slice(0, 100)} is not a supported resource type.`); // prettier-ignore
    return this.asg.groups.get(resourceId);
  }
}
