import { Registry } from '../../cloud/registry.ts';
import type { CachePolicy } from './cache-policy.ts';
import { MANAGED_POLICIES } from './cache-policy.ts';
import { cloudFrontError } from './errors.ts';
import { cloudFrontLimits as limits } from './limits.ts';
import { MANAGED_ORIGIN_REQUEST_POLICIES, type OriginRequestPolicy } from './origin-request.ts';
import { listOf, newId, type Context } from './part.ts';
import { readCachePolicy, readOriginRequestPolicy, type PolicyShelf } from './read-config.ts';
import type * as aws from './schema.ts';
import type { Input, Model, Output } from './schema.ts';
import { CACHE_POLICY_IDS, cachePolicyConfig, checkVersion, ORIGIN_REQUEST_POLICY_IDS, originRequestPolicyConfig, type Kept } from './shelf.ts'; // prettier-ignore
import { judgeUrl, type Gatekeeper } from './signatures.ts';

/** Cache policies, origin request policies, origin access controls, public keys and key groups. */
export class PoliciesApi implements PolicyShelf, Gatekeeper {
  /** Distributions that use a resource of that id. */
  inUse: (id: string) => boolean = () => false;
  readonly #context: Context;
  readonly #cache = new Registry<Kept<Model<aws.CachePolicyConfig>>>(() =>
    cloudFrontError('NoSuchCachePolicy', 'The specified cache policy does not exist.'),
  );
  readonly #request = new Registry<Kept<Model<aws.OriginRequestPolicyConfig>>>(() =>
    cloudFrontError('NoSuchOriginRequestPolicy', 'The specified origin request policy does not exist.'),
  );
  readonly #controls = new Registry<Kept<Model<aws.OriginAccessControlConfig>>>(() =>
    cloudFrontError('NoSuchOriginAccessControl', 'The specified origin access control does not exist.'),
  );
  readonly #keys = new Registry<Kept<Model<aws.PublicKeyConfig>>>(() =>
    cloudFrontError('NoSuchPublicKey', 'The specified public key does not exist.'),
  );
  readonly #groups = new Registry<Kept<Model<aws.KeyGroupConfig>>>(() =>
    cloudFrontError('NoSuchResource', 'The specified key group does not exist.'),
  );

  constructor(context: Context) {
    this.#context = context;
    const modified = new Date(0);
    for (const [name, id] of Object.entries(CACHE_POLICY_IDS) as [keyof typeof CACHE_POLICY_IDS, string][])
      this.#cache.add(id, { id, etag: id, modified, managed: true, config: cachePolicyConfig(`Managed-${name}`, MANAGED_POLICIES[name]) }); // prettier-ignore
    for (const [name, id] of Object.entries(ORIGIN_REQUEST_POLICY_IDS) as [keyof typeof ORIGIN_REQUEST_POLICY_IDS, string][]) // prettier-ignore
      this.#request.add(id, { id, etag: id, modified, managed: true, config: originRequestPolicyConfig(`Managed-${name}`, MANAGED_ORIGIN_REQUEST_POLICIES[name]) }); // prettier-ignore
  }

  // ── What distributions read ───────────────────────────────────────────────────────────────────────────────────

  cachePolicy(id: string): CachePolicy {
    return readCachePolicy(this.#cache.get(id).config);
  }

  originRequestPolicy(id: string): OriginRequestPolicy {
    return readOriginRequestPolicy(this.#request.get(id).config);
  }

  denialOf(url: string, ip: string, now: number, keyGroups: readonly string[]) {
    return judgeUrl(
      url,
      ip,
      now,
      new Set(keyGroups.flatMap((id) => this.#groups.find(id)?.config.items ?? [])),
    );
  }

  /** Throws for an origin access control that is not there. */
  checkControl(id: string): void {
    this.#controls.get(id);
  }

  // ── Cache policies ────────────────────────────────────────────────────────────────────────────────────────────

  createCachePolicy({ cachePolicyConfig: config }: Input<'CreateCachePolicy'>): Output<'CreateCachePolicy'> {
    readCachePolicy(config);
    const kept = this.#keep(this.#cache, config, 'CachePolicyAlreadyExists', limits.cachePolicies, 'TooManyCachePolicies'); // prettier-ignore
    return { cachePolicy: cacheOf(kept), ...located(kept, 'cache-policy') };
  }

  getCachePolicy({ id }: Input<'GetCachePolicy'>): Output<'GetCachePolicy'> {
    const kept = this.#cache.get(id);
    return { cachePolicy: cacheOf(kept), eTag: kept.etag };
  }

  updateCachePolicy(input: Input<'UpdateCachePolicy'>): Output<'UpdateCachePolicy'> {
    const kept = this.#cache.get(input.id);
    this.#own(kept);
    checkVersion(kept, input.ifMatch);
    readCachePolicy(input.cachePolicyConfig);
    this.#put(kept, input.cachePolicyConfig);
    return { cachePolicy: cacheOf(kept), eTag: kept.etag };
  }

  deleteCachePolicy({ id, ifMatch }: Input<'DeleteCachePolicy'>): Output<'DeleteCachePolicy'> {
    return this.#drop(this.#cache, id, ifMatch, 'CachePolicyInUse');
  }

  listCachePolicies({
    type,
    marker,
    maxItems,
  }: Input<'ListCachePolicies'> = {}): Output<'ListCachePolicies'> {
    const all = this.#cache.list().filter(({ managed = false }) => type === undefined || managed === (type === 'managed')); // prettier-ignore
    const { page, list } = listOf(all, marker, maxItems);
    const items = page.map((kept) => ({ type: kept.managed ? ('managed' as const) : ('custom' as const), cachePolicy: cacheOf(kept) })); // prettier-ignore
    return { cachePolicyList: { ...list, items } };
  }

  // ── Origin request policies ───────────────────────────────────────────────────────────────────────────────────

  createOriginRequestPolicy({
    originRequestPolicyConfig: config,
  }: Input<'CreateOriginRequestPolicy'>): Output<'CreateOriginRequestPolicy'> {
    readOriginRequestPolicy(config);
    // prettier-ignore
    const kept = this.#keep(this.#request, config, 'OriginRequestPolicyAlreadyExists', limits.originRequestPolicies, 'TooManyOriginRequestPolicies'); // prettier-ignore
    return { originRequestPolicy: requestOf(kept), ...located(kept, 'origin-request-policy') };
  }

  getOriginRequestPolicy({ id }: Input<'GetOriginRequestPolicy'>): Output<'GetOriginRequestPolicy'> {
    const kept = this.#request.get(id);
    return { originRequestPolicy: requestOf(kept), eTag: kept.etag };
  }

  deleteOriginRequestPolicy({
    id,
    ifMatch,
  }: Input<'DeleteOriginRequestPolicy'>): Output<'DeleteOriginRequestPolicy'> {
    // prettier-ignore
    return this.#drop(this.#request, id, ifMatch, 'OriginRequestPolicyInUse');
  }

  listOriginRequestPolicies({
    type,
    marker,
    maxItems,
  }: Input<'ListOriginRequestPolicies'> = {}): Output<'ListOriginRequestPolicies'> {
    // prettier-ignore
    const all = this.#request.list().filter(({ managed = false }) => type === undefined || managed === (type === 'managed')); // prettier-ignore
    const { page, list } = listOf(all, marker, maxItems);
    const items = page.map((kept) => ({ type: kept.managed ? ('managed' as const) : ('custom' as const), originRequestPolicy: requestOf(kept) })); // prettier-ignore
    return { originRequestPolicyList: { ...list, items } };
  }

  // ── Origin access controls ────────────────────────────────────────────────────────────────────────────────────

  createOriginAccessControl({
    originAccessControlConfig: config,
  }: Input<'CreateOriginAccessControl'>): Output<'CreateOriginAccessControl'> {
    // prettier-ignore
    const kept = this.#keep(this.#controls, config, 'OriginAccessControlAlreadyExists');
    return { originAccessControl: { id: kept.id, originAccessControlConfig: config }, ...located(kept, 'origin-access-control') }; // prettier-ignore
  }

  getOriginAccessControl({ id }: Input<'GetOriginAccessControl'>): Output<'GetOriginAccessControl'> {
    const { config, etag } = this.#controls.get(id);
    return { originAccessControl: { id, originAccessControlConfig: config }, eTag: etag };
  }

  listOriginAccessControls({
    marker,
    maxItems,
  }: Input<'ListOriginAccessControls'> = {}): Output<'ListOriginAccessControls'> {
    // prettier-ignore
    const { page, list } = listOf(this.#controls.list(), marker, maxItems);
    const items = page.map(({ id, config }) => ({ id, description: '', ...config }));
    return { originAccessControlList: { ...list, items } };
  }

  deleteOriginAccessControl({
    id,
    ifMatch,
  }: Input<'DeleteOriginAccessControl'>): Output<'DeleteOriginAccessControl'> {
    // prettier-ignore
    return this.#drop(this.#controls, id, ifMatch, 'OriginAccessControlInUse');
  }

  // ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────

  createPublicKey({ publicKeyConfig: config }: Input<'CreatePublicKey'>): Output<'CreatePublicKey'> {
    const kept = this.#keep(this.#keys, config, 'PublicKeyAlreadyExists', undefined, undefined, 'K');
    return { publicKey: keyOf(kept), ...located(kept, 'public-key') };
  }

  getPublicKey({ id }: Input<'GetPublicKey'>): Output<'GetPublicKey'> {
    const kept = this.#keys.get(id);
    return { publicKey: keyOf(kept), eTag: kept.etag };
  }

  listPublicKeys({ marker, maxItems }: Input<'ListPublicKeys'> = {}): Output<'ListPublicKeys'> {
    const { page, list } = listOf(this.#keys.list(), marker, maxItems);
    const items = page.map(({ id, modified, config: { name, encodedKey } }) => ({ id, name, encodedKey, createdTime: modified })); // prettier-ignore
    return { publicKeyList: { ...list, items } };
  }

  deletePublicKey({ id, ifMatch }: Input<'DeletePublicKey'>): Output<'DeletePublicKey'> {
    if (this.#groups.list().some(({ config }) => config.items.includes(id)))
      throw cloudFrontError('PublicKeyInUse', 'The specified public key is in use.');
    return this.#drop(this.#keys, id, ifMatch, 'PublicKeyInUse');
  }

  createKeyGroup({ keyGroupConfig: config }: Input<'CreateKeyGroup'>): Output<'CreateKeyGroup'> {
    for (const id of config.items) this.#keys.get(id);
    const kept = this.#keep(this.#groups, config, 'KeyGroupAlreadyExists');
    return { keyGroup: groupOf(kept), ...located(kept, 'key-group') };
  }

  getKeyGroup({ id }: Input<'GetKeyGroup'>): Output<'GetKeyGroup'> {
    const kept = this.#groups.get(id);
    return { keyGroup: groupOf(kept), eTag: kept.etag };
  }

  listKeyGroups({ marker, maxItems }: Input<'ListKeyGroups'> = {}): Output<'ListKeyGroups'> {
    const { page, list } = listOf(this.#groups.list(), marker, maxItems);
    return { keyGroupList: { ...list, items: page.map((kept) => ({ keyGroup: groupOf(kept) })) } };
  }

  deleteKeyGroup({ id, ifMatch }: Input<'DeleteKeyGroup'>): Output<'DeleteKeyGroup'> {
    return this.#drop(this.#groups, id, ifMatch, 'ResourceInUse');
  }

  // ── What they have in common ──────────────────────────────────────────────────────────────────────────────────

  #keep<C extends { readonly name: string }>(
    all: Registry<Kept<C>>,
    config: C,
    taken: Parameters<typeof cloudFrontError>[0],
    row?: (typeof limits)['cachePolicies'],
    tooMany?: Parameters<typeof cloudFrontError>[0],
    prefix?: string,
  ): Kept<C> {
    if (all.list().some((one) => one.config.name === config.name))
      throw cloudFrontError(taken, `Another resource has the name ${config.name} already.`);
    const own = all.list().filter(({ managed }) => !managed).length;
    if (row && own >= this.#context.quota(row)) throw cloudFrontError(tooMany!, 'The account has as many as it can have.'); // prettier-ignore
    const { random } = this.#context;
    const id = prefix === undefined ? this.#context.uuid() : newId(random, prefix);
    return all.add(id, { id, etag: newId(random, 'E'), modified: this.#context.date(), config });
  }

  #put<C>(kept: Kept<C>, config: C): void {
    kept.config = config;
    kept.modified = this.#context.date();
    kept.etag = newId(this.#context.random, 'E');
  }

  #own({ managed = false }: Kept<unknown>): void {
    if (managed) throw cloudFrontError('IllegalUpdate', 'Managed policies are AWS’s.');
  }

  #drop<C>(
    all: Registry<Kept<C>>,
    id: string,
    ifMatch: string | undefined,
    busy: Parameters<typeof cloudFrontError>[0],
  ) {
    // prettier-ignore
    const kept = all.get(id);
    if (kept.managed) throw cloudFrontError('IllegalDelete', 'Managed policies cannot be deleted.');
    checkVersion(kept, ifMatch);
    if (this.inUse(id)) throw cloudFrontError(busy, 'It is used by a distribution.');
    all.remove(id);
    return {};
  }
}

const located = ({ id, etag }: Kept<unknown>, kind: string) => ({
  location: `https://cloudfront.amazonaws.com/2020-05-31/${kind}/${id}`,
  eTag: etag,
});

const cacheOf = ({ id, modified, config }: Kept<Model<aws.CachePolicyConfig>>) => ({
  id,
  lastModifiedTime: modified,
  cachePolicyConfig: config,
});

const requestOf = ({ id, modified, config }: Kept<Model<aws.OriginRequestPolicyConfig>>) => ({
  id,
  lastModifiedTime: modified,
  originRequestPolicyConfig: config,
});

const keyOf = ({ id, modified, config }: Kept<Model<aws.PublicKeyConfig>>) => ({
  id,
  createdTime: modified,
  publicKeyConfig: config,
});

const groupOf = ({ id, modified, config }: Kept<Model<aws.KeyGroupConfig>>) => ({
  id,
  lastModifiedTime: modified,
  keyGroupConfig: config,
});
