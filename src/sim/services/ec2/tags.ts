import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { describe, plain } from './describe.ts';
import { ec2Error, invalidValue, noSuchResource } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';

interface Tagged {
  readonly type: string;
  tags: Map<string, string>;
}

const rules: TagRules = {
  limits,
  badKey: (key) => ec2Error('InvalidParameterValue', `Tag key '${key.slice(0, 127)}' is not valid: it is too long, begins with aws:, or holds other characters than letters, digits, blanks and _.:/=+-@`), // prettier-ignore
  badValue: (value, key) => ec2Error('InvalidParameterValue', `Tag value of '${key}' is not valid: ${value.slice(0, 60)}`), // prettier-ignore
  tooMany: () => ec2Error('TagLimitExceeded', `More than ${limits.tags.max} tags specified`),
};

/** The tags of all resources of EC2 in a Region, by id; so it knows every id that can have tags. */
export class Tags {
  readonly #all = new Map<string, Tagged>();

  /** A resource with tags is there. */
  add(id: string, type: string, tags: readonly Model<aws.Tag>[] = []): void {
    this.#all.set(id, { type, tags: withTags(new Map(), pairs(tags), rules) });
  }

  /** Tags that AWS itself gives: their keys begin with `aws:`, and they count for nothing. */
  mark(id: string, tags: Readonly<Record<string, string>>): void {
    const one = this.#all.get(id)!;
    one.tags = new Map([...one.tags, ...Object.entries(tags)]);
  }

  /** A resource is gone. */
  remove(id: string): void {
    this.#all.delete(id);
  }

  /** The tags of a resource. */
  of(id: string): Model<aws.Tag>[] {
    return Array.from(this.#all.get(id)?.tags ?? [], ([key, value]) => ({ key, value }));
  }

  /** Those of the tags in a request that are for one type of resource. Throws for tags of types that the request does not make. */
  given(
    specifications: readonly Model<aws.TagSpecification>[] | undefined,
    type: string,
    others: readonly string[] = [],
  ): Model<aws.Tag>[] {
    const found: Model<aws.Tag>[] = [];
    for (const { resourceType = '', tags = [] } of specifications ?? []) {
      if (resourceType === type) found.push(...tags);
      else if (!others.includes(resourceType))
        throw ec2Error(
          'InvalidParameterValue',
          `'${resourceType}' is not a valid taggable resource type for this operation.`,
        );
    }
    withTags(new Map(), pairs(found), rules);
    return found;
  }

  createTags({ resources, tags }: Input<'CreateTags'>): Output<'CreateTags'> {
    const found = resources.map((id) => this.#get(id));
    const changed = found.map((resource) => withTags(resource.tags, pairs(tags), rules));
    for (const [index, resource] of found.entries()) resource.tags = changed[index]!;
    return {};
  }

  deleteTags({ resources, tags }: Input<'DeleteTags'>): Output<'DeleteTags'> {
    for (const resource of resources.map((id) => this.#get(id))) {
      // A value that is given deletes a tag of that value alone; none at all delete every tag.
      const named = tags?.filter(
        ({ key, value }) => value === undefined || resource.tags.get(key ?? '') === value,
      );
      const keys = named ? named.map(({ key = '' }) => key) : resource.tags.keys();
      resource.tags = withoutTags(
        resource.tags,
        [...keys].filter((key) => !key.startsWith('aws:')),
      );
    }
    return {};
  }

  describeTags(input: Input<'DescribeTags'> = {}): Output<'DescribeTags'> {
    const all = [...this.#all].flatMap(([resourceId, { type, tags }]) =>
      Array.from(tags, ([key, value]) => ({ resourceId, resourceType: type, key, value })),
    );
    const { page, ...more } = describe(all, input, {
      ...plain<(typeof all)[number]>('key resource-id resource-type value'),
      'tag:': ({ key, value }, name) => (key === name ? value : undefined),
      'tag-key': ({ key }) => key,
    });
    return { tags: page, ...more };
  }

  #get(id: string): Tagged {
    const found = this.#all.get(id);
    if (!found) throw noSuchResource(id);
    return found;
  }
}

function pairs(tags: readonly Model<aws.Tag>[]): (readonly [string, string])[] {
  const keys = tags.map(({ key = '' }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalidValue('Tag', twice, 'Duplicate tag key.');
  return tags.map(({ key = '', value = '' }) => [key, value]);
}
