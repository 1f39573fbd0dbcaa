import { pageOf } from '../../cloud/page.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { CidrCollectionRecord, DelegationSetRecord } from './control-plane.ts';
import { invalidInput, route53Error } from './errors.ts';
import type { HealthChecksApi } from './health-checks-api.ts';
import { route53Limits as limits } from './limits.ts';
import { bare, markedPage, newId, type Context } from './part.ts';
import { readCidr } from './policies/index.ts';
import type * as aws from './schema.ts';
import type { Input, Model, Output } from './schema.ts';
import { newNameServers, plain, type ZonesApi } from './zones-api.ts';

/** What stands beside zones and checks: reusable delegation sets, CIDR collections, tags. */
export class CollectionsApi {
  readonly #context: Context;
  readonly #zones: ZonesApi;
  readonly #checks: HealthChecksApi;

  constructor(context: Context, zones: ZonesApi, checks: HealthChecksApi) {
    this.#context = context;
    this.#zones = zones;
    this.#checks = checks;
  }

  // ── Reusable delegation sets ──────────────────────────────────────────────────────────────────────────────────

  createReusableDelegationSet(
    input: Input<'CreateReusableDelegationSet'>,
  ): Output<'CreateReusableDelegationSet'> {
    // prettier-ignore
    const { callerReference, hostedZoneId } = input;
    const { plane, region, random } = this.#context;
    const { account } = region;
    const mine = this.#sets();
    if (mine.some((set) => set.callerReference === callerReference))
      throw route53Error('DelegationSetAlreadyCreated', 'A delegation set with the same caller reference has already been created.'); // prettier-ignore
    if (mine.length >= this.#context.quota(limits.delegationSets))
      throw route53Error(
        'LimitsExceeded',
        'The account has as many reusable delegation sets as it can have.',
      );
    const nameServers = hostedZoneId === undefined ? newNameServers(this.#context) : this.#zones.zone(hostedZoneId).written.nameServers; // prettier-ignore
    const id = newId(random, 'N');
    const set = plane.delegationSets.add(id, { id, account, callerReference, nameServers });
    const location = `https://route53.amazonaws.com/2013-04-01/delegationset/${id}`;
    return { delegationSet: describedSet(set), location };
  }

  getReusableDelegationSet({ id }: Input<'GetReusableDelegationSet'>): Output<'GetReusableDelegationSet'> {
    return { delegationSet: describedSet(this.#context.plane.delegationSets.get(bare(id))) };
  }

  listReusableDelegationSets(
    input: Input<'ListReusableDelegationSets'> = {},
  ): Output<'ListReusableDelegationSets'> {
    // prettier-ignore
    const { page, marks } = markedPage(this.#sets(), input.marker, input.maxItems);
    return { delegationSets: page.map(describedSet), ...marks };
  }

  deleteReusableDelegationSet({
    id,
  }: Input<'DeleteReusableDelegationSet'>): Output<'DeleteReusableDelegationSet'> {
    // prettier-ignore
    const { plane } = this.#context;
    const set = plane.delegationSets.get(bare(id));
    if (plane.zones.list().some(({ delegationSetId }) => delegationSetId === set.id))
      throw route53Error('DelegationSetInUse', 'The delegation set is used by a hosted zone.');
    plane.delegationSets.remove(set.id);
    return {};
  }

  #sets() {
    const { plane, region } = this.#context;
    return plane.delegationSets.list().filter(({ account }) => account === region.account);
  }

  // ── CIDR collections ──────────────────────────────────────────────────────────────────────────────────────────

  createCidrCollection({ name }: Input<'CreateCidrCollection'>): Output<'CreateCidrCollection'> {
    const { plane, region } = this.#context;
    const { account } = region;
    if (this.#collections().some((one) => one.name === name))
      throw route53Error('CidrCollectionAlreadyExistsException', `A CIDR collection with the name ${name} exists already.`); // prettier-ignore
    const id = this.#context.uuid();
    const arn = `arn:${region.partition}:route53:::cidrcollection/${id}`;
    const one = plane.collections.add(id, { id, account, arn, name, version: 1, locations: new Map() });
    return { collection: describedCollection(one), location: `https://route53.amazonaws.com/2013-04-01/cidrcollection/${id}` }; // prettier-ignore
  }

  changeCidrCollection(input: Input<'ChangeCidrCollection'>): Output<'ChangeCidrCollection'> {
    const { plane } = this.#context;
    const one = plane.collections.get(input.id);
    if (input.collectionVersion !== undefined && input.collectionVersion !== one.version)
      throw route53Error('CidrCollectionVersionMismatchException', `The collection has the version ${one.version}.`); // prettier-ignore
    for (const { locationName, action, cidrList } of input.changes) {
      const blocks = one.locations.get(locationName) ?? new Map<string, NonNullable<ReturnType<typeof readCidr>>>(); // prettier-ignore
      for (const text of cidrList) {
        const block = readCidr(text);
        if (!block) throw invalidInput(`${text} is no CIDR block of 1 to 24 bits of IPv4 or 1 to 48 of IPv6`);
        if (action === 'PUT') blocks.set(text, block);
        else blocks.delete(text);
      }
      if (blocks.size > 0) one.locations.set(locationName, blocks);
      else one.locations.delete(locationName);
    }
    one.version++;
    plane.dns.cidrs.set(one.id, new Map([...one.locations].map(([name, blocks]) => [name, [...blocks.values()]]))); // prettier-ignore
    return { id: one.id };
  }

  deleteCidrCollection({ id }: Input<'DeleteCidrCollection'>): Output<'DeleteCidrCollection'> {
    const { plane } = this.#context;
    const one = plane.collections.get(id);
    if (one.locations.size > 0)
      throw route53Error('CidrCollectionInUseException', 'The CIDR collection still has locations.');
    plane.collections.remove(id);
    return {};
  }

  listCidrCollections(input: Input<'ListCidrCollections'> = {}): Output<'ListCidrCollections'> {
    const { page, ...more } = this.#page(this.#collections(), input);
    return { cidrCollections: page.map(describedCollection), ...more };
  }

  listCidrLocations(input: Input<'ListCidrLocations'>): Output<'ListCidrLocations'> {
    const { locations } = this.#context.plane.collections.get(input.collectionId);
    const { page, ...more } = this.#page([...locations.keys()], input);
    return { cidrLocations: page.map((locationName) => ({ locationName })), ...more };
  }

  listCidrBlocks(input: Input<'ListCidrBlocks'>): Output<'ListCidrBlocks'> {
    const { locations } = this.#context.plane.collections.get(input.collectionId);
    const all = [...locations].flatMap(([locationName, blocks]) =>
      input.locationName === undefined || input.locationName === locationName
        ? [...blocks.keys()].map((cidrBlock) => ({ cidrBlock, locationName }))
        : [],
    );
    const { page, ...more } = this.#page(all, input);
    return { cidrBlocks: page, ...more };
  }

  #collections() {
    const { plane, region } = this.#context;
    return plane.collections.list().filter(({ account }) => account === region.account);
  }

  #page<T>(all: readonly T[], { nextToken, maxResults = 100 }: { nextToken?: string; maxResults?: number }) {
    return pageOf(all, {
      nextToken,
      size: maxResults,
      badToken: () => invalidInput('The token is not valid'),
    });
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  changeTagsForResource(input: Input<'ChangeTagsForResource'>): Output<'ChangeTagsForResource'> {
    const { addTags = [], removeTagKeys = [] } = input;
    const resource = this.#tagged(input);
    const left = withoutTags(resource.tags, removeTagKeys);
    resource.tags = withTags(left, addTags.map(({ key = '', value = '' }) => [key, value] as const), TAG_RULES); // prettier-ignore
    return {};
  }

  listTagsForResource(input: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    const tags = [...this.#tagged(input).tags].map(([key, value]) => ({ key, value }));
    return { resourceTagSet: { ...input, tags } };
  }

  #tagged({ resourceType, resourceId }: Input<'ListTagsForResource'>): { tags: ReadonlyMap<string, string> } {
    return resourceType === 'hostedzone' ? this.#zones.zone(resourceId) : this.#checks.check(resourceId);
  }
}

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalidInput(`The tag key ${key} is not valid`),
  badValue: (value, key) => invalidInput(`The value ${value} of the tag ${key} is not valid`),
  tooMany: () => invalidInput(`A resource has ${limits.tags.max} tags at most`),
};

function describedSet({ id, callerReference, nameServers }: DelegationSetRecord): Model<aws.DelegationSet> {
  return { id: `/delegationset/${id}`, callerReference, nameServers: plain(nameServers) };
}

function describedCollection({ id, arn, name, version }: CidrCollectionRecord): Model<aws.CidrCollection> {
  return { id, arn, name, version };
}
